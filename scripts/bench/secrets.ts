/** Made up for the benchmark; they open nothing. */
export const APP = {
  corpId: 'wwbench0000000000',
  agentId: 1000002,
  secret: 'the-secret-of-the-benchmark',
  token: 'benchmark',
  encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
}

export const PATH = '/callbacks/wecom'
