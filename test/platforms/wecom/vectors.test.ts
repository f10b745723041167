import { encrypt, getSignature } from '@wecom/crypto'
import { describe, expect, test } from 'vitest'
import { ForgedRequestError } from '../../../src/errors.ts'
import { callbackCipher } from '../../../src/platforms/common/callback-cipher.ts'
import { readFields, textOf } from '../../../src/platforms/wecom/xml.ts'
import { golden, receiver, type Vector } from './support.ts'

const BAD_KEY = 'error-aes-key-of-42-characters'
const vectors = golden.vectors.filter(({ name }) => name !== BAD_KEY)
const forApp = vectors.filter(({ receiveId }) => receiveId !== '')

function encryptedOf(vector: Vector): string {
  if (vector.method === 'GET') return vector.query['echostr'] ?? ''
  const envelope = readFields(vector.body ?? '')
  return textOf(envelope, 'Encrypt') || textOf(envelope, 'encrypt')
}

function opened(vector: Vector): { plaintext?: string; error?: string } {
  const encrypted = encryptedOf(vector)
  if (encrypted === '') return { error: 'parse_error' }
  const { msg_signature = '', timestamp = '', nonce = '' } = vector.query
  try {
    const signed = { signature: msg_signature, timestamp, nonce }
    return { plaintext: callbackCipher(vector).open(signed, encrypted) }
  } catch (error) {
    if (error instanceof ForgedRequestError) return { error: error.message }
    throw error
  }
}

const agentIdOf = (text: string | undefined) => Number(textOf(readFields(text ?? ''), 'AgentID'))

function routeOf(vector: Vector) {
  const agentId = agentIdOf(vector.expect.plaintext)
  const at = Number(vector.query['timestamp']) * 1000
  return receiver({ ...vector, corpId: vector.receiveId, agentId }, at)
}

function requestOf(vector: Vector, query = vector.rawQuery) {
  const search = query ?? new URLSearchParams(vector.query).toString()
  const url = `/callbacks/wecom?${search}`
  return vector.method === 'GET'
    ? { method: 'GET' as const, url }
    : { method: 'POST' as const, url, payload: vector.body ?? '' }
}

test('there are vectors to hold on to', () => {
  expect(golden.vectors.length).toBe(53)
  expect(forApp.length).toBe(50)
})

describe('opening', () => {
  test.each(vectors.map((vector) => [vector.name, vector] as const))('%s', (_name, vector) => {
    const { plaintext, error = '', errorAnyOf = [error] } = vector.expect
    const result = opened(vector)
    if (plaintext !== undefined) expect(result).toEqual({ plaintext })
    else expect(errorAnyOf).toContain(result.error)
  })

  test('a key of the wrong length is refused before anything is opened', () => {
    const vector = golden.vectors.find(({ name }) => name === BAD_KEY)
    if (!vector) throw new Error('the vector is gone')
    expect(() => callbackCipher(vector)).toThrow('43')
    expect(() => callbackCipher(vector)).not.toThrow(vector.encodingAesKey)
  })
})

describe('the route', () => {
  const accepted = forApp.filter(({ expect: { plaintext } }) => plaintext !== undefined)
  const refused = forApp.filter(({ expect: { plaintext } }) => plaintext === undefined)

  test.each(accepted.map((vector) => [vector.name, vector] as const))(
    'accepts %s',
    async (_name, vector) => {
      const { server, inbox } = routeOf(vector)
      const answer = await server.inject(requestOf(vector))
      expect(answer.statusCode).toBe(200)
      expect(answer.body).toBe(vector.method === 'GET' ? vector.expect.plaintext : '')
      expect(inbox.kept).toHaveLength(vector.method === 'GET' ? 0 : 1)
    },
  )

  test.each(refused.map((vector) => [vector.name, vector] as const))(
    'refuses %s and keeps nothing',
    async (_name, vector) => {
      const { server, inbox } = routeOf(vector)
      const answer = await server.inject(requestOf(vector))
      expect(answer.statusCode).toBe(vector.expect.error === 'parse_error' ? 400 : 403)
      expect(answer.body).toBe('')
      expect(inbox.kept).toHaveLength(0)
    },
  )

  test('an echostr whose + became a blank on the way is put right', async () => {
    for (const vector of accepted.filter(({ method }) => method === 'GET')) {
      const { server } = routeOf(vector)
      const raw = Object.entries(vector.query).map(([name, value]) => `${name}=${value}`)
      const answer = await server.inject(requestOf(vector, raw.join('&')))
      expect(answer.body).toBe(vector.expect.plaintext)
    }
  })
})

describe('what we sign and encrypt in tests', () => {
  test.each(golden.signatureVectors.map((vector) => [vector.name, vector] as const))(
    'signs as %s',
    (_name, { token, timestamp, nonce, encrypt: text, expect: { signature } }) => {
      expect(getSignature(token, timestamp, nonce, text)).toBe(signature)
    },
  )

  test.each(golden.encryptVectors.map((vector) => [vector.name, vector] as const))(
    'encrypts as %s, and opens it again',
    (_name, vector) => {
      const { encodingAesKey, plaintext, receiveId, random16, timestamp, nonce } = vector
      const text = encrypt(encodingAesKey, plaintext, receiveId, Buffer.from(random16))
      expect(text).toBe(vector.expect.encrypt)
      const signed = { signature: vector.expect.msgSignature, timestamp, nonce }
      expect(callbackCipher(vector).open(signed, text)).toBe(plaintext)
    },
  )
})
