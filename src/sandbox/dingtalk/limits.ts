import { RateLimit } from '../common/rate-limit.ts'

const MINUTE = 60_000
const BLOCKED_FOR = 10 * MINUTE

/** Section 10.1: so many calls of one API a second, so many messages of a custom robot a minute. */
export class Limits {
  readonly #apiSecond = new RateLimit(20, 1000)
  readonly #robotMinute = new RateLimit(20, MINUTE)
  readonly #blockedUntil = new Map<string, number>()

  /** Whether a call is still let through. */
  lets(api: string, now: number): boolean {
    if (this.#apiSecond.full(api, now)) return false
    this.#apiSecond.take(api, now)
    return true
  }

  /** The 21st message within a minute shuts the robot up for ten. */
  robotMaySpeak(robot: string, now: number): boolean {
    if ((this.#blockedUntil.get(robot) ?? 0) > now) return false
    if (this.#robotMinute.full(robot, now)) {
      this.#blockedUntil.set(robot, now + BLOCKED_FOR)
      return false
    }
    this.#robotMinute.take(robot, now)
    return true
  }

  clear(): void {
    this.#apiSecond.clear()
    this.#robotMinute.clear()
    this.#blockedUntil.clear()
  }
}
