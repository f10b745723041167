import { setTimeout as pause } from 'node:timers/promises'

/**
 * Collects what comes in during one turn of the event loop and hands it over together, so that
 * one commit carries all of it. While a batch is under way the next one gathers.
 */
export class Batch<Item, Result> {
  readonly #write: (items: readonly Item[]) => Promise<readonly Result[]>
  readonly #gatherMs: () => number
  #waiting: { item: Item; resolve: (result: Result) => void; reject: (error: unknown) => void }[] =
    []
  #running: Promise<void> | null = null

  /**
   * `write` returns one result for each item, in their order, or throws for all of them.
   * `gatherMs`: how much longer than this turn of the loop the first of a batch may wait for more.
   */
  constructor(
    write: (items: readonly Item[]) => Promise<readonly Result[]>,
    gatherMs: () => number = () => 0,
  ) {
    this.#write = write
    this.#gatherMs = gatherMs
  }

  add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject })
      this.#running ??= this.#run()
    })
  }

  /** Added, and not yet being written. */
  get waiting(): number {
    return this.#waiting.length
  }

  get busy(): boolean {
    return this.#running !== null
  }

  /** Resolves once everything that was added is written or has failed. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running
  }

  async #run() {
    const ms = this.#gatherMs()
    await (ms > 0 ? pause(ms) : new Promise(setImmediate))
    while (this.#waiting.length > 0) {
      const batch = this.#waiting
      this.#waiting = []
      try {
        const results = await this.#write(batch.map(({ item }) => item))
        batch.forEach(({ resolve }, index) => {
          resolve(results[index] as Result)
        })
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
    this.#running = null
  }
}
