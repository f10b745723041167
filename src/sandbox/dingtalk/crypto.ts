import { createHmac, timingSafeEqual } from 'node:crypto'
import { seal, sign, unseal } from '../common/crypto.ts'

// Events are sealed as WeCom's callbacks are, so one implementation serves both stand-ins; it is
// not the bot's, on purpose: a mistake shared by both would never show.

export interface EventKeys {
  token: string
  aesKey: string
  /** AppKey for subscriptions made in the console (section 9.3). */
  ownerKey: string
}

/** Of robot callbacks (section 1.1) and of custom robots (section 5.2), not URL-encoded. */
export function signRobot(timestamp: string, secret: string): string {
  return createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64')
}

/** Of card callbacks by HTTP (section 6.4). */
export function signCard(timestamp: string, apiSecret: string): string {
  return createHmac('sha256', apiSecret).update(timestamp).digest('base64')
}

/** Of events by HTTP (section 9.2). */
export function signEvent(
  keys: EventKeys,
  timestamp: string,
  nonce: string,
  encrypt: string,
): string {
  return sign(keys.token, timestamp, nonce, encrypt)
}

export function sealEvent(
  keys: EventKeys,
  plaintext: string,
  random?: Buffer<ArrayBuffer>,
): string {
  return seal(secretsOf(keys), plaintext, random)
}

export function unsealEvent(keys: EventKeys, encrypt: string): string {
  return unseal(secretsOf(keys), encrypt)
}

export function sameSign(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}

function secretsOf({ token, aesKey, ownerKey }: EventKeys) {
  return { token, encodingAesKey: aesKey, corpId: ownerKey }
}
