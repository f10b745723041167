/** Made up for the benchmark; they open nothing. */
export const WECOM = {
  corpId: 'wwbench0000000000',
  agentId: 1000002,
  secret: 'the-secret-of-the-benchmark',
  token: 'benchmark',
  encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
}

export const DINGTALK = {
  clientId: 'dingbench0000000000',
  clientSecret: 'the-secret-of-the-benchmark',
  robotCode: 'dingbench0000000000',
  corpId: 'dingcorpbench0000000',
  cardTemplateId: '00000000-0000-4000-8000-000000000001.schema',
  cardSecret: 'the-card-secret-of-the-benchmark',
}
