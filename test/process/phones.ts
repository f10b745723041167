import type { StandInBody, StandInMessage } from '../../src/sandbox/stand-in.ts'
import type { WecomStandIn } from '../../src/sandbox/wecom/index.ts'

export interface Callback {
  account: string
  /** Decrypted, as it went out. */
  xml: string
}

type CardBody = Extract<StandInBody, { type: 'card' }>
export type CardMessage = StandInMessage & { body: CardBody }

export function isCard(message: StandInMessage): message is CardMessage {
  return message.body.type === 'card'
}

export function wordsOf({ body }: StandInMessage): string {
  if (body.type === 'card') return [body.card.title, body.card.text].join('\n')
  return body.type === 'text' ? body.text : ''
}

/** The members' phones, and what the platform knows of each callback: was it answered 200? */
export class Phones {
  readonly standIn: WecomStandIn
  /** Every callback that got its 200. */
  readonly acknowledged: Callback[] = []
  readonly #outcomes = new Map<string, boolean>()
  readonly #waiting = new Map<string, Set<() => void>>()
  #harvested = 0

  constructor(standIn: WecomStandIn) {
    this.standIn = standIn
    standIn.onChange(({ chats, wire }) => {
      if (wire) this.#harvest()
      for (const { id } of chats) for (const look of this.#waiting.get(id) ?? []) look()
    })
  }

  messages(account: string): readonly StandInMessage[] {
    return this.standIn.messages({ kind: 'person', id: account })
  }

  fromBot(account: string): StandInMessage[] {
    return this.messages(account).filter(({ from }) => from === 'bot')
  }

  /** Does something on the phone; tells whether the bot has acknowledged it. One at a time each. */
  async does(account: string, deed: () => Promise<void>): Promise<boolean> {
    this.#outcomes.delete(account)
    await deed()
    return this.#outcomes.get(account) ?? false
  }

  says(account: string, text: string): Promise<boolean> {
    return this.does(account, () => this.standIn.sendText(account, text))
  }

  /** Resolves with what `look` finds in that chat, or with `undefined` after so long. */
  until<T>(account: string, look: () => T | undefined, withinMs: number): Promise<T | undefined> {
    return new Promise((resolve) => {
      const lookers = this.#waiting.get(account) ?? new Set()
      this.#waiting.set(account, lookers)
      const end = (found: T | undefined) => {
        clearTimeout(timer)
        lookers.delete(again)
        resolve(found)
      }
      const again = () => {
        const found = look()
        if (found !== undefined) end(found)
      }
      const timer = setTimeout(() => {
        end(undefined)
      }, withinMs)
      lookers.add(again)
      again()
    })
  }

  #harvest() {
    const entries = this.standIn.wire()
    const fresh = entries.slice(entries.findLastIndex(({ id }) => id <= this.#harvested) + 1)
    this.#harvested = entries.at(-1)?.id ?? 0
    for (const { direction, chat, ok, request } of fresh) {
      if (direction !== 'callback' || chat === null) continue
      this.#outcomes.set(chat, ok)
      if (ok) this.acknowledged.push({ account: chat, xml: String(request) })
    }
  }
}
