import type { StandIn, StandInBody, StandInMessage } from './stand-in.ts'

/** Real milliseconds. Longer than the bot holds back what goes beyond 30 messages a minute. */
const TIMEOUT_MS = 75_000

export function wordsOf(body: StandInBody): string {
  if (body.type === 'card') return [body.card.title, body.card.text, body.card.replaced].join('\n')
  return body.type === 'text' || body.type === 'markdown' ? body.text : ''
}

/** Plays one person by what they can do on the platform, and waits for what the bot answers. */
export class Chatter {
  readonly #standIn: StandIn
  readonly #account: string
  constructor(standIn: StandIn, account: string) {
    this.#standIn = standIn
    this.#account = account
  }

  get #messages(): readonly StandInMessage[] {
    return this.#standIn.messages({ kind: 'person', id: this.#account })
  }

  async say(text: string, answer: RegExp): Promise<string> {
    const before = this.#messages.length
    await this.#standIn.sendText(this.#account, text)
    return this.#hear(before, answer)
  }

  async sendPhotos(photos: readonly Uint8Array[], answer: RegExp): Promise<string> {
    const before = this.#messages.length
    await this.#standIn.sendPhotos(this.#account, photos)
    return this.#hear(before, answer)
  }

  /** Taps a button of the newest card that has it, and waits until the card asks no longer. */
  async tap(label: string): Promise<void> {
    const find = () => {
      for (const message of this.#messages.toReversed()) {
        const { body } = message
        const button = body.type === 'card' && body.card.buttons.find(({ text }) => text === label)
        if (button && button.key !== null) return { id: message.id, key: button.key }
      }
      return undefined
    }
    const { id, key } = await this.#until(find, `a card with ${label}`)
    await this.#standIn.tap(this.#account, id, key, {})
    const settled = () => {
      const body = this.#messages.find((message) => message.id === id)?.body
      return body?.type === 'card' && body.card.replaced !== null ? body : undefined
    }
    await this.#until(settled, `an answer to ${label}`)
  }

  #hear(before: number, answer: RegExp): Promise<string> {
    const find = () =>
      this.#messages
        .slice(before)
        .filter(({ from }) => from === 'bot')
        .map(({ body }) => wordsOf(body))
        .find((words) => answer.test(words))
    return this.#until(find, `an answer like ${answer.source}`)
  }

  #until<T>(find: () => T | undefined, what: string): Promise<T> {
    return new Promise((resolve, reject) => {
      const stop = () => {
        clearTimeout(timer)
        unsubscribe()
      }
      const look = () => {
        const found = find()
        if (found === undefined) return
        stop()
        resolve(found)
      }
      const timer = setTimeout(() => {
        stop()
        reject(new Error(`${this.#account} did not get ${what}`))
      }, TIMEOUT_MS)
      const unsubscribe = this.#standIn.onChange(look)
      look()
    })
  }
}
