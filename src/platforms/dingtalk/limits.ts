import type { Limit } from '../common/pace.ts'

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS

/** Just below the calls a second that each API takes of one app (platform document, section 10.1). */
export const callLimits = (qps: number): readonly Limit[] => [
  { count: Math.max(1, qps - 1), windowMs: SECOND_MS },
]
/** Just below 20 a minute, beyond which a custom robot is blocked for ten (section 5.2). */
export const ROBOT_LIMITS: readonly Limit[] = [{ count: 19, windowMs: MINUTE_MS }]

/** Of `msgParam`, as JSON (section 4.2); a webhook takes 20,000 for the whole body. */
export const PARAM_BYTES = 15_000
/** Of a picture or file, either way (section 7.2). */
export const MEDIA_BYTES = 20 * 1024 * 1024
