import { createCipheriv, createDecipheriv, createHash } from 'node:crypto'
import { z } from 'zod'
import { EVENT_URL, NOW, SECRETS, SETTINGS } from './support.ts'

/** Section 9 once more, by hand: what is sealed and opened here shares nothing with the bot. */

const { token, aesKey } = SECRETS.events

export function signature(parts: string[]): string {
  const sorted = [...parts].sort((a, b) => (a < b ? -1 : 1))
  return createHash('sha1').update(sorted.join('')).digest('hex')
}

function keyOf(given: string) {
  const key = Buffer.from(`${given}=`, 'base64')
  return { key, iv: key.subarray(0, 16) }
}

export function seal(plain: string, owner = SETTINGS.clientId): string {
  const { key, iv } = keyOf(aesKey)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(Buffer.byteLength(plain))
  const head = Buffer.concat([Buffer.from('0123456789abcdef'), length])
  const whole = Buffer.concat([head, Buffer.from(plain), Buffer.from(owner)])
  const padding = 32 - (whole.length % 32)
  const cipher = createCipheriv('aes-256-cbc', key, iv).setAutoPadding(false)
  const padded = Buffer.concat([whole, Buffer.alloc(padding, padding)])
  return Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64')
}

export function unseal(encrypted: string, given = aesKey) {
  const { key, iv } = keyOf(given)
  const decipher = createDecipheriv('aes-256-cbc', key, iv).setAutoPadding(false)
  const padded = Buffer.concat([decipher.update(encrypted, 'base64'), decipher.final()])
  const plain = padded.subarray(0, padded.length - (padded.at(-1) ?? 0))
  const end = 20 + plain.readUInt32BE(16)
  return { word: plain.subarray(20, end).toString(), owner: plain.subarray(end).toString() }
}

export interface Sealed {
  timestamp?: string
  owner?: string
  /** How the query spells it. */
  names?: { signature: string; timestamp: string }
}

/** An event as DingTalk would post it. */
export function eventRequest(event: unknown, { timestamp, owner, names }: Sealed = {}) {
  const encrypt = seal(typeof event === 'string' ? event : JSON.stringify(event), owner)
  const at = timestamp ?? String(NOW)
  const query = {
    [names?.signature ?? 'msg_signature']: signature([token, at, 'n0nce', encrypt]),
    [names?.timestamp ?? 'timestamp']: at,
    nonce: 'n0nce',
  }
  const headers = { 'content-type': 'application/json' }
  return { method: 'POST' as const, url: EVENT_URL, query, headers, payload: { encrypt } }
}

const Answer = z.strictObject({
  msg_signature: z.string(),
  timeStamp: z.string(),
  nonce: z.string(),
  encrypt: z.string(),
})

/** What an answer says, if it is one: exactly the four keys, signed, and readable. */
export function wordOf(body: string, keys = SECRETS.events) {
  const { msg_signature, timeStamp, nonce, encrypt } = Answer.parse(JSON.parse(body))
  if (signature([keys.token, timeStamp, nonce, encrypt]) !== msg_signature) {
    throw new Error('the answer is not signed')
  }
  return unseal(encrypt, keys.aesKey)
}
