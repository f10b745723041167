import { randomBytes } from 'node:crypto'
import { encrypt, getSignature } from '@wecom/crypto'
import type { Instant } from '../../../schema/ids.ts'
import type { CallbackKeys } from '../common/callback-cipher.ts'

/** What an answer is made of by chance or by the time. */
export interface Seal {
  timestamp: string
  nonce: string
  random: Buffer
}

/** The only answer that counts as one (platform document, section 9.4). */
export function sealSuccess(keys: CallbackKeys, now: Instant): Record<string, string> {
  const nonce = randomBytes(8).toString('hex')
  return sealWord(keys, 'success', { timestamp: String(now), nonce, random: randomBytes(16) })
}

/** The names are case-sensitive and the time is a string: with anything else it is not understood. */
export function sealWord(
  { token, encodingAesKey, receiveId }: CallbackKeys,
  word: string,
  { timestamp, nonce, random }: Seal,
): Record<string, string> {
  const encrypted = encrypt(encodingAesKey, word, receiveId, random)
  return {
    msg_signature: getSignature(token, timestamp, nonce, encrypted),
    timeStamp: timestamp,
    nonce,
    encrypt: encrypted,
  }
}
