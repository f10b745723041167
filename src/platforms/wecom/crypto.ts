import { createDecipheriv, timingSafeEqual } from 'node:crypto'
import { decrypt, getSignature } from '@wecom/crypto'
import { ForgedRequestError } from '../../errors.ts'

export interface CallbackKeys {
  token: string
  encodingAesKey: string
  /** The CorpID for an app; empty for an 智能机器人 of the corp. */
  receiveId: string
}

export interface Signature {
  signature: string
  timestamp: string
  nonce: string
}

/** Opens what WeCom encrypted (platform document, section 3). Wraps @wecom/crypto, which checks nothing. */
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
const misaddressed = () => new ForgedRequestError(403, 'receive_id_mismatch')

export function callbackCipher({ token, encodingAesKey, receiveId }: CallbackKeys): CallbackCipher {
  // Of 43 characters the last may carry stray bits, so base64 is read leniently; the length is not.
  if (!/^[A-Za-z0-9]{43}$/.test(encodingAesKey)) {
    throw new Error('the EncodingAESKey is not 43 letters and digits')
  }
  const paddingOf = paddingReader(encodingAesKey)

  return {
    open({ signature, timestamp, nonce }, encrypted) {
      if (!same(getSignature(token, timestamp, nonce, encrypted), signature)) throw unsigned()
      const bytes = Buffer.from(encrypted, 'base64')
      if (bytes.toString('base64') !== encrypted) throw new ForgedRequestError(400, 'base64_error')
      if (bytes.length % BLOCK !== 0) throw unreadable()
      if (bytes.length < 2 * BLOCK) throw new ForgedRequestError(403, 'invalid_buffer')
      const padding = paddingOf(bytes)
      const { message, id } = decryptOrRefuse(encodingAesKey, encrypted)
      if (id !== receiveId) throw misaddressed()
      // Adds up only if the length field is true and the text is UTF-8: a broken byte grows to three.
      const length = HEADER + Buffer.byteLength(message) + Buffer.byteLength(id) + padding
      if (length !== bytes.length) throw new ForgedRequestError(403, 'invalid_buffer')
      return message
    },
  }
}

function same(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)]
  return a.length === b.length && timingSafeEqual(a, b)
}

function decryptOrRefuse(encodingAesKey: string, encrypted: string) {
  try {
    return decrypt(encodingAesKey, encrypted)
  } catch {
    throw new ForgedRequestError(403, 'invalid_buffer')
  }
}

/**
 * The package drops the padding unseen and takes a wrong one for none, so the end is decrypted
 * once more. In CBC a block depends on the one before it alone: one decipher, never ended, serves
 * all messages, because making one costs more than decrypting with it.
 */
function paddingReader(encodingAesKey: string): (encrypted: Buffer) => number {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64')
  const iv = key.subarray(0, BLOCK)
  const decipher = createDecipheriv('aes-256-cbc', key, iv).setAutoPadding(false)
  return (encrypted) => {
    const withBefore = MAX_PADDING + BLOCK
    const end = encrypted.length < withBefore ? Buffer.concat([iv, encrypted]) : encrypted
    const tail = decipher.update(end.subarray(-withBefore)).subarray(-MAX_PADDING)
    const padding = tail.at(-1) ?? 0
    if (padding < 1 || padding > MAX_PADDING) throw unreadable()
    if (tail.subarray(-padding).some((byte) => byte !== padding)) throw unreadable()
    return padding
  }
}
