import type { ShownCard } from '../schema/delivery.ts'
import type { OutboxRow } from './db/outbox.ts'
import type { TapAnswer } from './platforms/adapter.ts'

export interface TapHooks {
  /** These may be sent now. */
  send(rows: readonly OutboxRow[]): void
  /** This one has reached its reader without a call. */
  reached(row: OutboxRow): void
}

type Waiter = (answer: TapAnswer) => void

/** Whoever took a change has to say within so long what became of it. */
const ANSWER_MS = 3000

const NOTHING: TapAnswer = { shown: undefined, answered: () => undefined }

/**
 * Taps whose platform waits for an answer (contract, section 6). What their turn changes on the card
 * goes into that answer, and no card is changed by a call before it.
 */
export class Taps {
  readonly #hooks: TapHooks
  readonly #waiting = new Map<string, Waiter[]>()

  constructor(hooks: TapHooks) {
    this.#hooks = hooks
  }

  /** Resolves once the tap was kept, and then its turn is done or `waitMs` have passed. */
  async answer(
    card: string,
    keep: () => Promise<'kept' | 'duplicate'>,
    waitMs: number,
  ): Promise<TapAnswer> {
    const { promise, resolve } = Promise.withResolvers<TapAnswer>()
    const giveUp = () => {
      this.#drop(card, resolve)
      resolve(NOTHING)
    }
    this.#waiting.set(card, [...(this.#waiting.get(card) ?? []), resolve])
    try {
      // The turn of the first one may have been done long ago.
      if ((await keep()) === 'duplicate') giveUp()
    } catch (error) {
      giveUp()
      throw error
    }
    const late = setTimeout(giveUp, waitMs)
    return promise.finally(() => {
      clearTimeout(late)
    })
  }

  /** Rows of turns that have just committed; `tapped`: the cards that were tapped in them. */
  queued(rows: readonly OutboxRow[], tapped: readonly string[]): void {
    const taken = new Set<OutboxRow>()
    let unanswered = 0
    const release = () => {
      unanswered -= 1
      if (unanswered === 0) this.#hooks.send(rows.filter((row) => isChange(row) && !taken.has(row)))
    }
    for (const card of tapped) {
      for (const waiter of this.#take(card)) {
        const change = rows.find((row) => changes(row, card) && !taken.has(row))
        if (!change) {
          waiter(NOTHING)
          continue
        }
        taken.add(change)
        unanswered += 1
        waiter(this.#handOver(change, release))
      }
    }
    const now = unanswered === 0 ? rows : rows.filter((row) => !isChange(row))
    if (now.length > 0) this.#hooks.send(now)
  }

  #handOver(change: OutboxRow, release: () => void): TapAnswer {
    let told = false
    const answered = (arrived: boolean) => {
      if (told) return
      told = true
      clearTimeout(late)
      if (arrived) this.#hooks.reached(change)
      else this.#hooks.send([change])
      release()
    }
    const late = setTimeout(answered, ANSWER_MS, false)
    late.unref()
    return { shown: shownBy(change), answered }
  }

  #take(card: string): Waiter[] {
    const waiters = this.#waiting.get(card) ?? []
    this.#waiting.delete(card)
    return waiters
  }

  #drop(card: string, waiter: Waiter) {
    const left = this.#take(card).filter((other) => other !== waiter)
    if (left.length > 0) this.#waiting.set(card, left)
  }
}

function isChange({ delivery }: OutboxRow): boolean {
  return delivery.type === 'card-update'
}

function changes({ delivery }: OutboxRow, card: string): boolean {
  return delivery.type === 'card-update' && delivery.card === card
}

function shownBy({ delivery }: OutboxRow): ShownCard | undefined {
  return delivery.type === 'card-update' ? delivery.shown : undefined
}
