import type { Instant } from '../schema/ids.ts'
import type { Clock } from './clock.ts'

const PAUSE_MS = 1000

/**
 * Does a piece of work whenever it is woken, one at a time, and once more if it was woken meanwhile.
 * What fails is tried again after a pause.
 */
export class Loop {
  readonly #clock: Clock
  readonly #work: () => Promise<void>
  readonly #onFault: (error: unknown) => void
  #running: Promise<void> | null = null
  #wanted = false
  #stopped = false

  constructor(clock: Clock, work: () => Promise<void>, onFault: (error: unknown) => void) {
    this.#clock = clock
    this.#work = work
    this.#onFault = onFault
  }

  wake(): void {
    this.#wanted = true
    if (!this.#stopped) this.#running ??= this.#run()
  }

  get busy(): boolean {
    return this.#running !== null
  }

  get stopped(): boolean {
    return this.#stopped
  }

  async idle(): Promise<void> {
    while (this.#running) await this.#running
  }

  /** Finishes the piece in hand and takes no more. */
  async stop(): Promise<void> {
    this.#stopped = true
    await this.idle()
  }

  async #run() {
    try {
      while (this.#wanted && !this.#stopped) {
        this.#wanted = false
        await this.#work()
      }
    } catch (error) {
      this.#onFault(error)
      this.#clock.at((this.#clock.now() + PAUSE_MS) as Instant, () => {
        this.wake()
      })
    } finally {
      this.#running = null
    }
  }
}
