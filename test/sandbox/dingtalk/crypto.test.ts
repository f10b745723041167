import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  sealEvent,
  signCard,
  signEvent,
  signRobot,
  unsealEvent,
} from '../../../src/sandbox/dingtalk/crypto.ts'

type Texts = Record<string, string>

interface Vector {
  name: string
  kind: string
  inputs: Texts & { headers: Texts }
  expect: { [key: string]: unknown; responseBody: Texts }
}

const file = new URL('../../fixtures/dingtalk-vectors.json', import.meta.url)
const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as { vectors: Vector[] }
const of = (kind: string) => vectors.filter((vector) => vector.kind === kind)
const text = (value: string | undefined) => value ?? ''

function keysOf({ token, aesKey, ownerKey }: Texts) {
  return { token: text(token), aesKey: text(aesKey), ownerKey: text(ownerKey) }
}

test.each(of('robot_callback_sign'))('signs robot callbacks as in $name', (vector) => {
  const { headers, appSecret } = vector.inputs
  const sign = signRobot(text(headers['timestamp']), text(appSecret))
  expect(sign).toBe(vector.expect['computedSign'])
})

test.each(of('custom_robot_sign'))('signs custom robots as in $name', (vector) => {
  const { timestamp, secret } = vector.inputs
  expect(signRobot(text(timestamp), text(secret))).toBe(vector.expect['signBase64'])
})

test.each(of('card_callback_sign'))('signs card callbacks as in $name', (vector) => {
  const { headers, apiSecret } = vector.inputs
  const timestamp = text(headers['x-ddpaas-signature-timestamp'])
  expect(signCard(timestamp, text(apiSecret))).toBe(vector.expect['computedSignature'])
})

test.each(of('event_encrypt'))('seals and signs events as in $name', (vector) => {
  const { random16, plaintext, timestamp, nonce } = vector.inputs
  const keys = keysOf(vector.inputs)
  const encrypt = sealEvent(keys, text(plaintext), Buffer.from(text(random16)))
  const { responseBody } = vector.expect
  expect(encrypt).toBe(responseBody['encrypt'])
  const signature = signEvent(keys, text(timestamp), text(nonce), encrypt)
  expect(signature).toBe(responseBody['msg_signature'])
  expect(unsealEvent(keys, encrypt)).toBe(plaintext)
})

const readable = of('event_decrypt').filter((vector) => vector.expect['ok'] === true)

test.each(readable)('opens what was sealed as in $name', (vector) => {
  const { encrypt } = vector.inputs
  expect(unsealEvent(keysOf(vector.inputs), text(encrypt))).toBe(vector.expect['plaintext'])
})

test('does not open what was sealed for another owner', () => {
  const keys = keysOf(of('event_encrypt')[0]?.inputs ?? {})
  const sealed = sealEvent({ ...keys, ownerKey: 'another' }, 'success')
  expect(() => unsealEvent(keys, sealed)).toThrow()
})
