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

/** A card whose tap has not been answered yet. */
interface OpenCard {
  waiters: Waiter[]
  /** Answers that were handed over and are not known to have left. */
  leaving: number
  /** Other changes of it, which must not come before the answer. */
  held: OutboxRow[]
}

/** Whoever took a change has to say within so long what became of it. */
const ANSWER_MS = 3000

/**
 * Taps whose platform waits for an answer (contract, section 6). What their turn changes on the card
 * goes into that answer, and no card is changed by a call before it.
 */
export class Taps {
  readonly #hooks: TapHooks
  readonly #open = new Map<string, OpenCard>()

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
      const open = this.#open.get(card)
      if (open?.waiters.includes(resolve)) {
        open.waiters = open.waiters.filter((other) => other !== resolve)
        // The platform's callback ends with this answer.
        resolve(this.#leaving(card, open, undefined, () => undefined))
      }
    }
    this.#opened(card).waiters.push(resolve)
    try {
      // The turn of the first one may have been done long ago.
      if ((await keep()) === 'duplicate') giveUp()
    } catch (error) {
      giveUp()
      void promise.then((answer) => {
        answer.answered(false)
      })
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
    const later: OutboxRow[] = []
    let unanswered = 0
    const release = () => {
      unanswered -= 1
      if (unanswered === 0) this.#send(later)
    }
    for (const card of tapped) {
      const open = this.#open.get(card)
      for (const waiter of open?.waiters.splice(0) ?? []) {
        const change = rows.find((row) => cardChangedBy(row) === card && !taken.has(row))
        if (change) taken.add(change)
        unanswered += 1
        if (open) waiter(this.#leaving(card, open, change, release))
      }
    }
    const left = rows.filter((row) => !taken.has(row))
    if (unanswered === 0) {
      this.#send(left)
      return
    }
    later.push(...left.filter((row) => cardChangedBy(row) !== undefined))
    this.#send(left.filter((row) => cardChangedBy(row) === undefined))
  }

  /** Changes of cards that are being answered wait for that; all others go. */
  #send(rows: readonly OutboxRow[]) {
    const now = rows.filter((row) => {
      const open = this.#open.get(cardChangedBy(row) ?? '')
      open?.held.push(row)
      return !open
    })
    if (now.length > 0) this.#hooks.send(now)
  }

  #leaving(
    card: string,
    open: OpenCard,
    change: OutboxRow | undefined,
    release: () => void,
  ): TapAnswer {
    open.leaving += 1
    let told = false
    const answered = (arrived: boolean) => {
      if (told) return
      told = true
      clearTimeout(late)
      open.leaving -= 1
      if (change && arrived) this.#hooks.reached(change)
      else if (change) open.held.unshift(change)
      this.#closeIfDone(card, open)
      release()
    }
    const late = setTimeout(answered, ANSWER_MS, false)
    late.unref()
    return { shown: change && shownBy(change), answered }
  }

  #opened(card: string): OpenCard {
    const known = this.#open.get(card)
    if (known) return known
    const open: OpenCard = { waiters: [], leaving: 0, held: [] }
    this.#open.set(card, open)
    return open
  }

  #closeIfDone(card: string, { waiters, leaving, held }: OpenCard) {
    if (waiters.length > 0 || leaving > 0) return
    this.#open.delete(card)
    if (held.length > 0) this.#hooks.send(held)
  }
}

function cardChangedBy({ delivery }: OutboxRow): string | undefined {
  return delivery.type === 'card-update' ? delivery.card : undefined
}

function shownBy({ delivery }: OutboxRow): ShownCard | undefined {
  return delivery.type === 'card-update' ? delivery.shown : undefined
}
