import { randomBytes } from 'node:crypto'
import type { Clock } from '../../clock.ts'

const LIFETIME_MS = 90_000

/** Each opens one stream, once, within 90 seconds (section 2.1). */
export class Tickets {
  readonly #clock: Clock
  readonly #given = new Map<string, { expiresAt: number; topics: ReadonlySet<string> }>()
  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** URL-safe, because not every client encodes it. */
  give(topics: ReadonlySet<string>): string {
    const ticket = randomBytes(24).toString('base64url')
    this.#given.set(ticket, { expiresAt: this.#clock.now() + LIFETIME_MS, topics })
    return ticket
  }

  /** The topics that were asked for, or nothing if it opens nothing. */
  spend(ticket: string): ReadonlySet<string> | undefined {
    const given = this.#given.get(ticket)
    this.#given.delete(ticket)
    return given && given.expiresAt > this.#clock.now() ? given.topics : undefined
  }
}
