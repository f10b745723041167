import type { Clock } from '../../clock.ts'
import { pausedRefusal } from './errors.ts'

export interface Limit {
  count: number
  windowMs: number
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** Just below 30 a minute and 1000 an hour, beyond which WeCom drops messages and says ok (section 8). */
export const MEMBER_LIMITS: readonly Limit[] = [
  { count: 29, windowMs: MINUTE_MS },
  { count: 990, windowMs: HOUR_MS },
]
/** Just below 20 a minute (section 10.2). */
export const ROBOT_LIMITS: readonly Limit[] = [{ count: 19, windowMs: MINUTE_MS }]

/** Counts messages by chat; a long text is several, which only its sender knows. */
export interface Pace {
  /** Throws a refusal with the time to wait if there is no room for another message. */
  take(call: string, chat: string): void
}

export function pace(clock: Clock, limits: readonly Limit[]): Pace {
  const sent = new Map<string, number[]>()
  const longest = Math.max(...limits.map(({ windowMs }) => windowMs))
  let sweepAt = 0

  /** Chats that fell silent are forgotten. */
  function sweep(now: number) {
    if (now < sweepAt) return
    sweepAt = now + longest
    for (const [chat, times] of sent) {
      if ((times.at(-1) ?? 0) <= now - longest) sent.delete(chat)
    }
  }

  return {
    take(call, chat) {
      const now = clock.now()
      sweep(now)
      const times = (sent.get(chat) ?? []).filter((at) => at > now - longest)
      const waits = limits.map(({ count, windowMs }) => {
        const oldest = times.at(-count)
        return oldest === undefined ? 0 : oldest + windowMs - now
      })
      const wait = Math.max(...waits)
      if (wait > 0) throw pausedRefusal(call, wait)
      sent.set(chat, [...times, now])
    },
  }
}
