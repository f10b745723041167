import type { DeliveryKey } from '../adapter.ts'

/** How far a delivery came before a call of it failed. */
export interface Progress {
  /** Messages that the platform has taken. */
  taken: number
  /** Of the last of them. */
  messageId?: string
  /** The upload, so that a second try names the same one and is recognised. */
  media?: string
}

/** As many as can be under way at a time, and some that were given up on. */
const REMEMBERED = 5_000

/**
 * Remembers what a retry need not send again. It may be lost: what then comes twice is for the
 * platform's own duplicate check, where it has one.
 */
export class ProgressMemory {
  readonly #byKey = new Map<DeliveryKey, Progress>()

  of(key: DeliveryKey): Progress {
    const known = this.#byKey.get(key)
    if (known) return known
    const progress: Progress = { taken: 0 }
    this.#byKey.set(key, progress)
    if (this.#byKey.size > REMEMBERED) this.#forgetOldest()
    return progress
  }

  done(key: DeliveryKey): void {
    this.#byKey.delete(key)
  }

  #forgetOldest() {
    for (const key of this.#byKey.keys()) {
      this.#byKey.delete(key)
      return
    }
  }
}
