import type { Limit } from '../common/pace.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** Just below 30 a minute and 1000 an hour, beyond which WeCom drops messages and says ok (section 8). */
export const MEMBER_LIMITS: readonly Limit[] = [
  { count: 29, windowMs: MINUTE_MS },
  { count: 990, windowMs: HOUR_MS },
]
/** Just below 20 a minute (section 10.2). */
export const ROBOT_LIMITS: readonly Limit[] = [{ count: 19, windowMs: MINUTE_MS }]

/** The limit of a text message, in bytes of UTF-8; what is beyond it is cut off (platform document, section 8). */
export const TEXT_BYTES = 2048
