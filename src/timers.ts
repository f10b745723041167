import type { Instant } from '../schema/ids.ts'
import type { Clock } from './clock.ts'
import type { Db } from './db/open.ts'
import { fireTimers, nextTimerAt } from './db/timers.ts'
import { Loop } from './loop.ts'

const AT_ONCE = 200

/** Puts timers into the inbox when they are due; sleeps until the next one in between. */
export class Timers {
  readonly #db: Db
  readonly #clock: Clock
  readonly #onFired: () => void
  readonly #loop: Loop
  #cancel: (() => void) | null = null

  constructor(db: Db, clock: Clock, onFired: () => void, onFault: (error: unknown) => void) {
    this.#db = db
    this.#clock = clock
    this.#onFired = onFired
    this.#loop = new Loop(clock, () => this.#fireDue(), onFault)
  }

  /** A turn may have set or cleared a timer. */
  wake(): void {
    this.#loop.wake()
  }

  get busy(): boolean {
    return this.#loop.busy
  }

  idle(): Promise<void> {
    return this.#loop.idle()
  }

  async stop(): Promise<void> {
    this.#cancel?.()
    await this.#loop.stop()
    this.#cancel?.()
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
    this.#cancel = this.#clock.at(at, () => {
      this.wake()
    })
  }
}
