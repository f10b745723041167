import type { DrawnCard, StandIn, StandInMessage } from '../../src/sandbox/stand-in.ts'
import { picture } from '../support/picture.ts'
import { opened } from './groups.ts'
import type { Stage } from './stage.ts'

export interface CardSeen {
  id: string
  card: DrawnCard
}

export interface TapOptions {
  /** What is chosen from the card's list, by the beginning of its text. */
  choose?: string
  /** What is written into the card's input, where it has one. */
  note?: string
}

/** One person at their phone: does only what the platform lets people do, and reads what is shown. */
export class Player {
  readonly account: string
  readonly #stage: Stage
  readonly #standIn: StandIn
  #read: number

  constructor(stage: Stage, standIn: StandIn, account: string) {
    this.#stage = stage
    this.#standIn = standIn
    this.account = account
    this.#read = this.heard().length
  }

  get #messages(): readonly StandInMessage[] {
    return this.#standIn.messages({ kind: 'person', id: this.account })
  }

  /** Everything in this chat from the bot, cards as they look now. */
  heard(): readonly StandInMessage[] {
    return this.#messages.filter(({ from }) => from === 'bot')
  }

  /** What came since the last look, as lines: a card by its title, its buttons in brackets. */
  news(): string[] {
    const fresh = this.heard().slice(this.#read)
    this.#read = this.heard().length
    return fresh.map(asLine)
  }

  says(text: string): Promise<string[]> {
    return this.#does(() => this.#standIn.sendText(this.account, text))
  }

  /** One after the other, without time to breathe in between. */
  async saysAll(...texts: string[]): Promise<string[]> {
    for (const text of texts) await this.hurriesTo(text)
    await this.#stage.breathe()
    return this.news()
  }

  /** Says it and does not wait for what is merged or held back. */
  async hurriesTo(text: string): Promise<void> {
    await this.#standIn.sendText(this.account, text)
    await this.#stage.settled()
  }

  /** In one burst: every name is another picture. */
  async photographs(...names: string[]): Promise<string[]> {
    await this.hurriesWithPhotos(...names)
    await this.#stage.breathe()
    return this.news()
  }

  async hurriesWithPhotos(...names: string[]): Promise<void> {
    const photos = await Promise.all(names.map(picture))
    await this.#standIn.sendPhotos(this.account, photos)
    await this.#stage.settled()
  }

  sendsFile(name: string): Promise<string[]> {
    const file = { name, bytes: Buffer.from('a document') }
    return this.#does(() => this.#standIn.sendFile(this.account, file))
  }

  opens(): Promise<string[]> {
    return this.#does(() => this.#standIn.open(this.account))
  }

  /** Taps the entry of the menu; where the platform has none, says its word. */
  clicks(key: string, word: string): Promise<string[]> {
    const menu = this.#standIn.menu().length > 0
    return menu ? this.#does(() => this.#standIn.clickMenu(this.account, key)) : this.says(word)
  }

  /**
   * Taps the newest card that shows such a button now. Where a message has room for five buttons
   * only, the sixth is a word that the message names: that is said instead.
   */
  async taps(label: string, options: TapOptions = {}): Promise<string[]> {
    const seen = this.cards().findLast(({ card }) => offers(card, label))
    if (!seen) throw new Error(`${this.account} sees no button ${label}`)
    return this.tapsOn(seen, label, options)
  }

  /** Taps a card as it was once shown, also where it looks different by now. */
  tapsOn(seen: CardSeen, label: string, options: TapOptions = {}): Promise<string[]> {
    return this.#does(() => this.tapsAtOnce(seen, label, options))
  }

  /** Resolves when the platform has its answer: whatever the tap leads to is still under way. */
  async tapsAtOnce(seen: CardSeen, label: string, options: TapOptions = {}): Promise<void> {
    const button = seen.card.buttons.find(({ text }) => text === label)
    if (!button) return this.#standIn.sendText(this.account, label)
    if (button.key === null) throw new Error(`${label} opens a page`)
    const choices = choicesOf(seen.card, options)
    await this.#standIn.tap(this.account, seen.id, button.key, choices)
  }

  cards(): CardSeen[] {
    return this.#messages.flatMap(({ id, from, body }) =>
      from === 'bot' && body.type === 'card' ? [{ id, card: body.card }] : [],
    )
  }

  /** The newest card, as it is drawn at this moment: keep it to tap it later. */
  card(): CardSeen {
    const seen = this.cards().at(-1)
    if (!seen) throw new Error(`${this.account} sees no card`)
    return structuredClone(seen)
  }

  /** The newest picture or document, opened: `png 900 × 1200`, the document's name. */
  openedLast(): Promise<string> {
    const sent = this.heard().findLast(({ body: { type } }) => type === 'image' || type === 'file')
    if (!sent) throw new Error(`${this.account} has got nothing to open`)
    return opened(this.#standIn, sent)
  }

  /** Whether that stands on the phone now, in words or on a card. */
  sees(words: RegExp): boolean {
    return this.heard().some((message) => words.test(wordsOf(message)))
  }

  async #does(deed: () => Promise<void>): Promise<string[]> {
    await deed()
    await this.#stage.breathe()
    return this.news()
  }
}

export function offers({ buttons, text, replaced }: DrawnCard, label: string): boolean {
  if (replaced !== null) return false
  return (
    buttons.some((button) => button.text === label) || text?.includes(`回复“${label}”`) === true
  )
}

function choicesOf({ choice, note }: DrawnCard, options: TapOptions): Record<string, string[]> {
  const option = choice?.options.find(({ text }) => text.startsWith(options.choose ?? '\n'))
  return {
    ...(choice && option && { [choice.key]: [option.id] }),
    ...(note && options.note !== undefined && { [note.key]: [options.note] }),
  }
}

function wordsOf({ body }: StandInMessage): string {
  switch (body.type) {
    case 'text':
    case 'markdown':
      return body.text
    case 'card': {
      const { source, title, subtitle, text, facts, replaced } = body.card
      const rows = facts.map(({ label, value }) => `${label}：${value}`)
      return [source, title, subtitle, ...rows, text, replaced].filter(Boolean).join('\n')
    }
    case 'image':
      return '[图片]'
    case 'file':
      return `[文件] ${body.name}`
    case 'deed':
      return body.text
  }
}

function asLine(message: StandInMessage): string {
  const { body } = message
  if (body.type !== 'card') return wordsOf(message)
  const { replaced, buttons } = body.card
  return `${titleOf(body.card)} [${replaced ?? buttons.map(({ text }) => text).join(' ')}]`
}

/** A message without a template is one text: where it names a source, the title is the second line. */
const titleOf = ({ title, text }: DrawnCard) => title ?? text?.split('\n')[1] ?? ''
