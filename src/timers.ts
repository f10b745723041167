import type { Instant } from '../schema/ids.ts'
import type { Clock } from './clock.ts'
import type { Db } from './db/open.ts'
import { fireTimers, nextTimerAt } from './db/timers.ts'

const AT_ONCE = 200

/** Puts timers into the inbox when they are due; sleeps until the next one in between. */
export class Timers {
  readonly #db: Db
  readonly #clock: Clock
  readonly #onFired: () => void
  readonly #onFault: (error: unknown) => void
  #cancel: (() => void) | null = null
  #running: Promise<void> | null = null
  #again = false
  #stopped = false

  constructor(db: Db, clock: Clock, onFired: () => void, onFault: (error: unknown) => void) {
    this.#db = db
    this.#clock = clock
    this.#onFired = onFired
    this.#onFault = onFault
  }

  /** A turn may have set or cleared a timer. */
  wake(): void {
    this.#again = true
    if (!this.#stopped) this.#running ??= this.#run()
  }

  get busy(): boolean {
    return this.#running !== null
  }

  async idle(): Promise<void> {
    while (this.#running) await this.#running
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#cancel?.()
    await this.idle()
  }

  async #run() {
    try {
      while (this.#again && !this.#stopped) {
        this.#again = false
        await this.#fireDue()
      }
    } catch (error) {
      this.#onFault(error)
      this.#sleepUntil((this.#clock.now() + 1000) as Instant)
    } finally {
      this.#running = null
    }
  }

  async #fireDue() {
    this.#cancel?.()
    this.#cancel = null
    let next = await nextTimerAt(this.#db)
    while (next !== undefined && next <= this.#clock.now()) {
      await fireTimers(this.#db, this.#clock.now(), AT_ONCE)
      this.#onFired()
      next = await nextTimerAt(this.#db)
    }
    if (next !== undefined) this.#sleepUntil(next)
  }

  #sleepUntil(at: Instant) {
    this.#cancel?.()
    this.#cancel = this.#clock.at(at, () => {
      this.wake()
    })
  }
}
