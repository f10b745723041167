import { createCipheriv } from 'node:crypto'
import { encrypt, getSignature } from '@wecom/crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ForgedRequestError } from '../../../src/errors.ts'
import { callbackCipher } from '../../../src/platforms/common/callback-cipher.ts'
import { APP } from './support.ts'

const { token, encodingAesKey, corpId } = APP
const cipher = callbackCipher({ token, encodingAesKey, receiveId: corpId })

/** Rightly signed whatever it is, as by somebody who knows the token. */
function open(encrypted: string, by = cipher) {
  const signature = getSignature(token, '1', 'n', encrypted)
  return by.open({ signature, timestamp: '1', nonce: 'n' }, encrypted)
}

/** Encrypted without a look at what it is. */
function sealRaw(plain: Buffer): string {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64')
  const cbc = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([cbc.update(plain), cbc.final()]).toString('base64')
}

function laidOut(message: Buffer, { length = message.length, receiveId = corpId, pad = 32 } = {}) {
  const size = Buffer.alloc(4)
  size.writeUInt32BE(length)
  const body = Buffer.concat([Buffer.alloc(16, 1), size, message, Buffer.from(receiveId)])
  const padding = pad - (body.length % pad)
  return Buffer.concat([body, Buffer.alloc(padding, padding)])
}

test('what is encrypted is opened again, whatever it says', () => {
  const any = fc.string({ unit: 'binary', maxLength: 200 })
  fc.assert(
    fc.property(any, (message) => {
      expect(open(encrypt(encodingAesKey, message, corpId))).toBe(message)
    }),
  )
})

test('any bytes at all are opened or refused, never anything else', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 120 }), fc.boolean(), (bytes, aligned) => {
      const size = aligned ? bytes.length - (bytes.length % 16) : bytes.length
      const encrypted = Buffer.from(bytes.subarray(0, size)).toString('base64')
      expect(() => open(encrypted)).toThrow(ForgedRequestError)
    }),
  )
})

describe('refused although it is signed:', () => {
  const good = encrypt(encodingAesKey, 'hello', corpId)
  const forAnyone = callbackCipher({ token, encodingAesKey, receiveId: '' })

  test.each([
    ['nothing', ''],
    ['blanks within', ` ${good}`],
    ['another alphabet', good.replace(/[+/]/g, '-').concat('-')],
    ['stray bits at the end', good.replace(/.==?$/, (end) => end.replace(/^./, 'B'))],
    ['bytes after the end', `${good}AAAA`],
  ])('%s', (_what, encrypted) => {
    expect(() => open(encrypted)).toThrow(ForgedRequestError)
  })

  test.each([
    ['a message that is not UTF-8', Buffer.from([0x61, 0xff, 0x62]), {}],
    ['a message that ends within a character', Buffer.from('件🎉').subarray(0, 6), {}],
    ['a length that cuts a character', Buffer.from('稿件'), { length: 4 }],
    ['a length that is too short', Buffer.from('hello'), { length: 3 }],
    ['a length that reaches into the receiveid', Buffer.from('hello'), { length: 8 }],
    ['a length beyond the end', Buffer.from('hello'), { length: 5000 }],
    ['a receiveid with more behind it', Buffer.from('hello'), { receiveId: `${corpId}\0` }],
  ])('%s', (_what, message, layout) => {
    expect(() => open(sealRaw(laidOut(message, layout)))).toThrow(ForgedRequestError)
  })

  test('a length beyond the end also where no receiveid is asked for', () => {
    const padded = laidOut(Buffer.from('hello'), { length: 5000, receiveId: '' })
    expect(() => open(sealRaw(padded), forAnyone)).toThrow(ForgedRequestError)
    expect(open(sealRaw(laidOut(Buffer.from('hello'), { receiveId: '' })), forAnyone)).toBe('hello')
  })
})
