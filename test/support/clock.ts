import type { Clock } from '../../src/clock.ts'
import type { Instant } from '../../schema/ids.ts'

/** Stands still until it is moved, and only moves forward; alarms go off in their order. */
export class ManualClock implements Clock {
  #now: number
  #waiting: { at: number; callback: () => void }[] = []
  constructor(start: string) {
    this.#now = Date.parse(start)
  }
  now(): Instant {
    return this.#now as Instant
  }
  at(at: Instant, callback: () => void): () => void {
    const alarm = { at, callback }
    this.#waiting.push(alarm)
    return () => {
      this.#waiting = this.#waiting.filter((other) => other !== alarm)
    }
  }
  /** The next alarm that is due by `until`, if any: moves to it and sets it off. */
  step(until: number): boolean {
    const due = this.#waiting.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0]
    if (!due) {
      this.#now = Math.max(this.#now, until)
      return false
    }
    this.#waiting = this.#waiting.filter((other) => other !== due)
    this.#now = Math.max(this.#now, due.at)
    due.callback()
    return true
  }
}
