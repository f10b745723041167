import type { Instant } from '../schema/ids.ts'

/**
 * The only source of time. Real in production; in the sandbox it runs ahead by what was asked
 * for; in tests it stands still until it is moved. It only ever moves forward.
 */
export interface Clock {
  now(): Instant
  /** Calls back once at or after `at`; the return value cancels. Fires when the clock is moved past it. */
  at(at: Instant, callback: () => void): () => void
}

const MAX_TIMEOUT_MS = 2 ** 31 - 1

export const systemClock: Clock = {
  now: () => Date.now() as Instant,
  at(at, callback) {
    let handle: NodeJS.Timeout
    const arm = () => {
      const wait = at - Date.now()
      handle = setTimeout(
        wait > MAX_TIMEOUT_MS ? arm : callback,
        Math.min(Math.max(wait, 0), MAX_TIMEOUT_MS),
      )
    }
    arm()
    return () => {
      clearTimeout(handle)
    }
  },
}

/** A clock that runs ahead of `base` by an offset that can grow. */
export class MovableClock implements Clock {
  readonly #base: Clock
  readonly #waiting = new Map<symbol, { at: Instant; callback: () => void; cancel: () => void }>()
  #aheadMs: number
  constructor(base: Clock, aheadMs: number) {
    this.#base = base
    this.#aheadMs = aheadMs
  }
  get aheadMs(): number {
    return this.#aheadMs
  }
  now(): Instant {
    return (this.#base.now() + this.#aheadMs) as Instant
  }
  at(at: Instant, callback: () => void): () => void {
    const key = Symbol('waiting')
    this.#arm(key, at, callback)
    return () => {
      this.#waiting.get(key)?.cancel()
      this.#waiting.delete(key)
    }
  }
  advance(ms: number): void {
    if (ms < 0) throw new RangeError('a clock only moves forward')
    this.#aheadMs += ms
    for (const [key, { at, callback, cancel }] of [...this.#waiting]) {
      cancel()
      this.#arm(key, at, callback)
    }
  }
  #arm(key: symbol, at: Instant, callback: () => void) {
    const cancel = this.#base.at((at - this.#aheadMs) as Instant, () => {
      this.#waiting.delete(key)
      callback()
    })
    this.#waiting.set(key, { at, callback, cancel })
  }
}
