import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { seal, sign, unseal } from '../../../src/sandbox/common/crypto.ts'

interface Vectors {
  encryptVectors: {
    name: string
    token: string
    encodingAesKey: string
    receiveId: string
    random16: string
    timestamp: string
    nonce: string
    plaintext: string
    expect: { encrypt: string; msgSignature: string }
  }[]
  signatureVectors: {
    name: string
    token: string
    timestamp: string
    nonce: string
    encrypt: string
    expect: { signature: string }
  }[]
}

const file = new URL('../../fixtures/wecom-vectors.json', import.meta.url)
const vectors = JSON.parse(readFileSync(file, 'utf8')) as Vectors

test.each(vectors.encryptVectors)('seals and signs as in the golden vector $name', (vector) => {
  const secrets = { ...vector, corpId: vector.receiveId }
  const encrypt = seal(secrets, vector.plaintext, Buffer.from(vector.random16))
  expect(encrypt).toBe(vector.expect.encrypt)
  const signature = sign(vector.token, vector.timestamp, vector.nonce, encrypt)
  expect(signature).toBe(vector.expect.msgSignature)
  expect(unseal(secrets, encrypt)).toBe(vector.plaintext)
})

test.each(vectors.signatureVectors)('signs as in the golden vector $name', (vector) => {
  const { token, timestamp, nonce, encrypt } = vector
  expect(sign(token, timestamp, nonce, encrypt)).toBe(vector.expect.signature)
})

test('does not open what was sealed for another corp', () => {
  const [vector] = vectors.encryptVectors
  if (!vector) throw new Error('no vectors')
  const secrets = { token: 't', encodingAesKey: vector.encodingAesKey, corpId: 'ww1' }
  const encrypt = seal(secrets, '<xml/>')
  expect(() => unseal({ ...secrets, corpId: 'ww2' }, encrypt)).toThrow('not for this corp')
})
