import type { Instant } from '../schema/ids.ts'
import type { Clock } from './clock.ts'

const EVERY_MS = 10 * 60_000
const REMEMBERED = 1000

/**
 * A parked row is an alert, not a log line: the admins are told at once, and of what is parked
 * within 10 minutes after that in one more message at their end.
 */
export class Alerts {
  readonly #clock: Clock
  readonly #send: () => Promise<readonly { id: number }[]>
  readonly #onFault: (error: unknown) => void
  #toldAt = -Infinity
  #cancel: (() => void) | null = null
  /** The alerts' own deliveries, the last ones: where these are parked too, it would be told for ever. */
  readonly #own = new Set<number>()

  /** `send` queues the message and returns its rows. */
  constructor(
    clock: Clock,
    send: () => Promise<readonly { id: number }[]>,
    onFault: (error: unknown) => void,
  ) {
    this.#clock = clock
    this.#send = send
    this.#onFault = onFault
  }

  /** Something was parked; `delivery` where it was one. */
  raise(delivery?: number): void {
    if (delivery !== undefined && this.#own.has(delivery)) return
    if (this.#cancel) return
    const from = this.#toldAt + EVERY_MS
    if (from <= this.#clock.now()) {
      this.#tell()
      return
    }
    this.#cancel = this.#clock.at(from as Instant, () => {
      this.#cancel = null
      this.#tell()
    })
  }

  stop(): void {
    this.#cancel?.()
  }

  #tell() {
    this.#toldAt = this.#clock.now()
    this.#send().then((rows) => {
      for (const { id } of rows) this.#own.add(id)
      for (const id of [...this.#own].slice(0, -REMEMBERED)) this.#own.delete(id)
    }, this.#onFault)
  }
}
