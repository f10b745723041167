import { z } from 'zod'
import type { DingtalkStandIn } from '../../src/sandbox/dingtalk/index.ts'
import type { DrawnCard, StandInMessage } from '../../src/sandbox/stand-in.ts'

/** By what the platform, and the bot, know a robot message or an event. */
const Told = z.union([
  z.object({ msgId: z.string() }).transform(({ msgId }) => msgId),
  z.object({ eventId: z.string() }).transform(({ eventId }) => eventId),
])

/** The members' phones, and what the platform has noted of everything that it sent. */
export class DingtalkPhones {
  readonly standIn: DingtalkStandIn
  /** Messages and events that were acknowledged; the number of tries that it took. */
  readonly acknowledged = new Map<string, number>()
  /** Those that had a try without an acknowledgement, and how many. */
  readonly refused = new Map<string, number>()
  /** Taps on cards that were answered. */
  taps = 0
  readonly #waiting = new Set<() => void>()
  #harvested = 0

  constructor(standIn: DingtalkStandIn) {
    this.standIn = standIn
    standIn.onChange(({ wire }) => {
      if (wire) this.#harvest()
      for (const look of this.#waiting) look()
    })
  }

  /** What waits for its next try. */
  unheard(): string[] {
    return [...this.refused.keys()].filter((id) => !this.acknowledged.has(id))
  }

  fromBot(account: string): StandInMessage[] {
    const messages = this.standIn.messages({ kind: 'person', id: account })
    return messages.filter(({ from }) => from === 'bot')
  }

  /** The newest message, where it is a card that still asks. */
  openCard(account: string): { id: string; card: DrawnCard } | undefined {
    const last = this.fromBot(account).at(-1)
    if (last?.body.type !== 'card' || last.body.card.replaced !== null) return undefined
    return { id: last.id, card: last.body.card }
  }

  /** Resolves with what `look` finds, or with `undefined` after so long. */
  until<T>(look: () => T | undefined, withinMs: number): Promise<T | undefined> {
    return new Promise((resolve) => {
      const end = (found: T | undefined) => {
        clearTimeout(timer)
        this.#waiting.delete(again)
        resolve(found)
      }
      const again = () => {
        const found = look()
        if (found !== undefined) end(found)
      }
      const timer = setTimeout(end, withinMs, undefined)
      this.#waiting.add(again)
      again()
    })
  }

  #harvest() {
    const entries = this.standIn.wire()
    const fresh = entries.slice(entries.findLastIndex(({ id }) => id <= this.#harvested) + 1)
    this.#harvested = entries.at(-1)?.id ?? 0
    for (const { direction, title, ok, tries, request } of fresh) {
      if (direction !== 'callback') continue
      if (title.startsWith('card tap') && ok) this.taps += 1
      const { data: id } = Told.safeParse(request)
      if (id === undefined) continue
      if (ok) this.acknowledged.set(id, tries)
      else this.refused.set(id, (this.refused.get(id) ?? 0) + 1)
    }
  }
}
