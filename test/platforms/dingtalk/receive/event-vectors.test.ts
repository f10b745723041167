import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { sealWord } from '../../../../src/platforms/dingtalk/event-answer.ts'
import { wordOf } from './sealed.ts'
import { EVENT_URL, receiver } from './support.ts'
import { golden } from './vectors.ts'

const Keys = { token: z.string(), aesKey: z.string(), ownerKey: z.string() }
const decrypt = golden(
  'event_decrypt',
  z.object({
    ...Keys,
    signature: z.string(),
    timestamp: z.string(),
    nonce: z.string(),
    encrypt: z.string(),
  }),
  z.object({ ok: z.boolean(), errorStage: z.array(z.string()).optional() }),
)
const encrypt = golden(
  'event_encrypt',
  z.object({
    ...Keys,
    random16: z.string(),
    plaintext: z.string(),
    timestamp: z.string(),
    nonce: z.string(),
  }),
  z.object({ responseBody: z.record(z.string(), z.string()) }),
)

type Inputs = (typeof decrypt)[number][1]['inputs']

function receiverOf({ token, aesKey, ownerKey, timestamp }: Inputs) {
  const now = Number(timestamp) * (timestamp.length === 10 ? 1000 : 1)
  return receiver({ settings: { clientId: ownerKey }, secrets: { events: { token, aesKey } }, now })
}

test('there are vectors to hold on to', () => {
  expect([decrypt.length, encrypt.length]).toEqual([27, 3])
})

describe('a golden event', () => {
  const usable = decrypt.filter(([, { expected }]) => !expected.errorStage?.includes('aes_key'))

  test.each(usable)('%s', async (_name, { inputs, expected }) => {
    const { server, inbox } = receiverOf(inputs)
    const query = {
      msg_signature: inputs.signature,
      timestamp: inputs.timestamp,
      nonce: inputs.nonce,
    }
    const payload = { encrypt: inputs.encrypt }
    const answer = await server.inject({ method: 'POST', url: EVENT_URL, query, payload })
    if (expected.ok) {
      expect(answer.statusCode).toBe(200)
      const sealed = { word: 'success', owner: inputs.ownerKey }
      expect(wordOf(answer.body, inputs)).toEqual(sealed)
      expect(inbox.kept).toHaveLength(1)
    } else {
      expect([400, 403]).toContain(answer.statusCode)
      expect(answer.body).toBe('')
      expect(inbox.offered).toEqual([])
    }
  })

  test('cannot be waited for with a key of the wrong length, which is not told', () => {
    const [, vector] =
      decrypt.find(([, { expected }]) => expected.errorStage?.includes('aes_key')) ?? []
    if (!vector) throw new Error('the vector is gone')
    expect(() => receiverOf(vector.inputs)).toThrow('43')
    expect(() => receiverOf(vector.inputs)).not.toThrow(vector.inputs.aesKey)
  })
})

test.each(encrypt)('is answered byte for byte as %s', (_name, { inputs, expected }) => {
  const { token, aesKey, ownerKey, plaintext, timestamp, nonce, random16 } = inputs
  const keys = { token, encodingAesKey: aesKey, receiveId: ownerKey }
  const seal = { timestamp, nonce, random: Buffer.from(random16) }
  expect(sealWord(keys, plaintext, seal)).toEqual(expected.responseBody)
})
