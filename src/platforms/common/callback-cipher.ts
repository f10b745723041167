import { isUtf8 } from 'node:buffer'
import { createDecipheriv, timingSafeEqual } from 'node:crypto'
import { decrypt, getSignature } from '@wecom/crypto'
import { ForgedRequestError } from '../../errors.ts'

export interface CallbackKeys {
  token: string
  encodingAesKey: string
  /** Whom it must be meant for: WeCom's receiveid, DingTalk's owner key. */
  receiveId: string
}

export interface Signature {
  signature: string
  timestamp: string
  nonce: string
}

/**
 * Opens what a platform encrypted: WeCom's callbacks, and DingTalk's events, which are sealed in the
 * same way. Wraps @wecom/crypto, which checks nothing.
 */
export interface CallbackCipher {
  /** Throws `ForgedRequestError`; the signature is looked at before anything else. */
  open(signed: Signature, encrypted: string): string
}

const BLOCK = 16
const MAX_PADDING = 32
const HEADER = 20

/** The words are those of the vendor's error numbers (section 3.4); none of them tells the caller anything. */
const unsigned = () => new ForgedRequestError(403, 'signature_mismatch')
const unreadable = () => new ForgedRequestError(403, 'decrypt_failed')
const garbled = () => new ForgedRequestError(403, 'invalid_buffer')
const misaddressed = () => new ForgedRequestError(403, 'receive_id_mismatch')

export function callbackCipher({ token, encodingAesKey, receiveId }: CallbackKeys): CallbackCipher {
  // Of 43 characters the last may carry stray bits, so base64 is read leniently; the length is not.
  if (!/^[A-Za-z0-9]{43}$/.test(encodingAesKey)) {
    throw new Error('the EncodingAESKey is not 43 letters and digits')
  }
  const inspect = inspector(encodingAesKey)

  return {
    open({ signature, timestamp, nonce }, encrypted) {
      if (!same(getSignature(token, timestamp, nonce, encrypted), signature)) throw unsigned()
      const bytes = Buffer.from(encrypted, 'base64')
      if (bytes.toString('base64') !== encrypted) throw new ForgedRequestError(400, 'base64_error')
      if (bytes.length === 0 || bytes.length % BLOCK !== 0) throw unreadable()
      inspect(bytes)
      const { message, id } = decrypt(encodingAesKey, encrypted)
      if (id !== receiveId) throw misaddressed()
      return message
    },
  }
}

function same(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/**
 * Throws for what the package lets through: it takes a wrong padding for none, cuts a length field
 * that is too large, and reads bytes that are not UTF-8. In CBC a block depends on the one before
 * it alone, so one decipher that is never ended serves all messages; making one costs more than
 * what it does.
 */
function inspector(encodingAesKey: string): (encrypted: Buffer) => void {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64')
  const iv = key.subarray(0, BLOCK)
  const decipher = createDecipheriv('aes-256-cbc', key, iv).setAutoPadding(false)
  return (encrypted) => {
    const plain = decipher.update(Buffer.concat([iv, encrypted])).subarray(BLOCK)
    const padding = plain.at(-1) ?? 0
    if (padding < 1 || padding > MAX_PADDING) throw unreadable()
    if (plain.subarray(-padding).some((byte) => byte !== padding)) throw unreadable()
    const end = plain.length - padding
    const length = end < HEADER ? Infinity : plain.readUInt32BE(HEADER - 4)
    if (length > end - HEADER) throw garbled()
    if (!isUtf8(plain.subarray(HEADER, HEADER + length))) throw garbled()
  }
}
