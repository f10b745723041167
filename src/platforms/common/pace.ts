import type { Clock } from '../../clock.ts'
import type { PlatformRefusedError } from '../../errors.ts'

export interface Limit {
  count: number
  windowMs: number
}

/** Counts by chat, or by whatever else a platform limits; a long text is several messages. */
export interface Pace {
  /** Throws a refusal with the time to wait if there is no room for another. */
  take(call: string, chat: string): void
}

/** `refuse` makes the refusal that the platform itself would answer beyond its limit. */
export function pace(
  clock: Clock,
  limits: readonly Limit[],
  refuse: (call: string, pauseMs: number) => PlatformRefusedError,
): Pace {
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
      const times = sent.get(chat) ?? []
      while ((times[0] ?? now) <= now - longest) times.shift()
      const waits = limits.map(({ count, windowMs }) => {
        const oldest = times.at(-count)
        return oldest === undefined ? 0 : oldest + windowMs - now
      })
      const wait = Math.max(...waits)
      if (wait > 0) throw refuse(call, wait)
      times.push(now)
      sent.set(chat, times)
    },
  }
}
