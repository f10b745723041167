import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { Instant } from '../../../schema/ids.ts'
import { ForgedRequestError } from '../../errors.ts'

/** Platform document, section 1.1: more than an hour off is illegal, an hour is not. */
const ROBOT_MAX_AGE_MS = 60 * 60 * 1000
/** No window is documented for cards (section 6.4): contract, section 3. */
const CARD_MAX_AGE_MS = 5 * 60 * 1000

/** Of a robot callback (section 1.1), and of what is sent to a custom robot (5.2, not percent-encoded yet). */
export function robotSignature(secret: string, timestamp: string): string {
  return hmac(secret, `${timestamp}\n${secret}`)
}

/** Of a card callback (section 6.4). */
function cardSignature(apiSecret: string, timestamp: string): string {
  return hmac(apiSecret, timestamp)
}

/** Throws `ForgedRequestError`. Neither signature covers the body, so it is looked at before the body is. */
export function checkRobotCallback(
  headers: IncomingHttpHeaders,
  appSecret: string,
  now: Instant,
): void {
  const { timestamp, sign } = headers
  check(timestamp, sign, { now, maxAgeMs: ROBOT_MAX_AGE_MS }, (at) => robotSignature(appSecret, at))
}

/** Throws `ForgedRequestError`. */
export function checkCardCallback(
  headers: IncomingHttpHeaders,
  apiSecret: string,
  now: Instant,
): void {
  const timestamp = headers['x-ddpaas-signature-timestamp']
  const signature = headers['x-ddpaas-signature']
  const window = { now, maxAgeMs: CARD_MAX_AGE_MS }
  check(timestamp, signature, window, (at) => cardSignature(apiSecret, at))
}

type Header = string | string[] | undefined

function check(
  timestamp: Header,
  signature: Header,
  { now, maxAgeMs }: { now: Instant; maxAgeMs: number },
  expected: (timestamp: string) => string,
): void {
  // What is not signed is not malformed: it is somebody else's.
  if (typeof timestamp !== 'string' || typeof signature !== 'string') {
    throw new ForgedRequestError(403, 'unsigned')
  }
  if (!/^\d{1,15}$/.test(timestamp)) throw new ForgedRequestError(400, 'timestamp is no number')
  if (Math.abs(now - Number(timestamp)) > maxAgeMs) {
    throw new ForgedRequestError(403, 'stale timestamp')
  }
  if (!same(expected(timestamp), signature)) throw new ForgedRequestError(403, 'signature_mismatch')
}

function hmac(key: string, message: string): string {
  return createHmac('sha256', key).update(message).digest('base64')
}

function same(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)]
  return a.length === b.length && timingSafeEqual(a, b)
}
