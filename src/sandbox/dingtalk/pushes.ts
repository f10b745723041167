import type { Instant } from '../../../schema/ids.ts'
import type { Clock } from '../../clock.ts'
import type { JsonObject } from '../common/json.ts'
import type { Wire } from '../common/wire.ts'
import { struck } from './shown.ts'

/** What one try came to. */
export interface Outcome {
  ok: boolean
  /** For the wire. */
  answer: unknown
  /** What the bot answered, where that means something. */
  response: JsonObject
}

export interface Push {
  /** Account or group that it is about. */
  chat: string | null
  title: string
  /** For the wire: readable, whatever it is wrapped in. */
  request: unknown
  /** `late`: it was accepted after its try had been given up. */
  attempt: (late: () => void) => Promise<Outcome>
  /** By the clock, before each repeat of what was not accepted. */
  pausesMs: readonly number[]
}

/** Sends what members do to the bot, and again what it did not accept. */
export class Pushes {
  readonly #clock: Clock
  readonly #wire: Wire
  readonly #repeats = new Set<() => void>()
  constructor(clock: Clock, wire: Wire) {
    this.#clock = clock
    this.#wire = wire
  }

  /** Resolves after the first try: a repeat may be a minute away. */
  async send(push: Push): Promise<Outcome> {
    return this.#try(push, 1)
  }

  /** No repeats of what was sent so far. */
  forget(): void {
    for (const cancel of this.#repeats) cancel()
    this.#repeats.clear()
  }

  async #try(push: Push, tries: number): Promise<Outcome> {
    const startedAt = performance.now()
    let accepted = false
    const outcome = await push.attempt(() => (accepted = true))
    this.#wire.add({
      direction: 'callback',
      chat: push.chat,
      title: push.title,
      request: struck(push.request),
      answer: struck(outcome.answer),
      ok: outcome.ok,
      tookMs: Math.round(performance.now() - startedAt),
      tries,
    })
    const pauseMs = push.pausesMs[tries - 1]
    if (!outcome.ok && pauseMs !== undefined) {
      this.#after(pauseMs, () => {
        if (!accepted) void this.#try(push, tries + 1)
      })
    }
    return outcome
  }

  #after(ms: number, act: () => void): void {
    const cancel = this.#clock.at((this.#clock.now() + ms) as Instant, () => {
      this.#repeats.delete(cancel)
      act()
    })
    this.#repeats.add(cancel)
  }
}
