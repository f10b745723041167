import type { DingtalkStandInOptions } from './options.ts'
import type { World } from './world.ts'

const SHANGHAI_MS = 8 * 3600 * 1000

/** What the edition lets the organisation use in a calendar month (section 10.1). */
export class Allowance {
  readonly #options: DingtalkStandInOptions
  readonly #world: World
  constructor(options: DingtalkStandInOptions, world: World) {
    this.#options = options
    this.#world = world
  }

  /** Uses one, or says that none is left. */
  take(what: 'calls' | 'pushes'): boolean {
    const month = this.#month()
    if (this.#world.counted(what, month) >= this.#options.allowance[what]) return false
    this.#world.record({ type: 'counted', what, month })
    return true
  }

  counts(): { calls: number; pushes: number } {
    const month = this.#month()
    return {
      calls: this.#world.counted('calls', month),
      pushes: this.#world.counted('pushes', month),
    }
  }

  #month(): string {
    return new Date(this.#options.clock.now() + SHANGHAI_MS).toISOString().slice(0, 7)
  }
}
