import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

// Written apart from the bot's side on purpose: a mistake shared by both would never show.

interface Secrets {
  /** WeCom's corp, or the owner key of DingTalk's events. */
  corpId: string
  encodingAesKey: string
}

const BLOCK = 32
const HEADER = 20

/** SHA-1 over the four strings in byte order (WeCom document 90968). */
export function sign(token: string, timestamp: string, nonce: string, encrypt: string): string {
  const parts = [token, timestamp, nonce, encrypt].map((part) => Buffer.from(part))
  return createHash('sha1')
    .update(Buffer.concat(parts.sort((a, b) => a.compare(b))))
    .digest('hex')
}

export function seal(secrets: Secrets, plaintext: string, random = randomBytes(16)): string {
  const message = Buffer.from(plaintext)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(message.length)
  const unpadded = Buffer.concat([random, length, message, Buffer.from(secrets.corpId)])
  const pad = BLOCK - (unpadded.length % BLOCK)
  const key = keyOf(secrets)
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([
    cipher.update(unpadded),
    cipher.update(Buffer.alloc(pad, pad)),
    cipher.final(),
  ]).toString('base64')
}

export function unseal(secrets: Secrets, encrypt: string): string {
  const key = keyOf(secrets)
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  const padded = Buffer.concat([decipher.update(encrypt, 'base64'), decipher.final()])
  const pad = padded.at(-1) ?? 0
  if (pad < 1 || pad > BLOCK || !padded.subarray(-pad).every((byte) => byte === pad)) {
    throw new Error('bad padding')
  }
  const plain = padded.subarray(0, -pad)
  const end = HEADER + (plain.length < HEADER ? 0 : plain.readUInt32BE(16))
  if (end > plain.length) throw new Error('bad length')
  if (plain.toString('utf8', end) !== secrets.corpId) throw new Error('not for this corp')
  return plain.toString('utf8', HEADER, end)
}

function keyOf({ encodingAesKey }: Secrets): Buffer {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64')
  if (encodingAesKey.length !== 43 || key.length !== 32) throw new Error('bad EncodingAESKey')
  return key
}
