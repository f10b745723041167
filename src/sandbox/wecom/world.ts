import type { StandInBody, StandInChat, StandInMessage } from '../stand-in.ts'
import type { Journal } from '../common/journal.ts'
import type { JsonObject } from '../common/json.ts'
import type { WecomGroup } from './options.ts'
import type { CardCopy, MediaRecord, SentRecord, WorldEvent } from './world-event.ts'

interface ResponseCode {
  msgid: string
  at: number
  spent: boolean
}

type OwnedGroup = WecomGroup & { owner: string }

function keyOf(chat: StandInChat): string {
  return `${chat.kind} ${chat.id}`
}

/** What the platform remembers. It changes by `record` alone, so the journal can rebuild it. */
export class World {
  readonly #journal: Journal<WorldEvent>
  readonly #givenGroups: () => readonly WecomGroup[]
  readonly #onChange: (chats: StandInChat[]) => void
  readonly #madeGroups = new Map<string, OwnedGroup>()
  readonly #chats = new Map<string, StandInMessage[]>()
  readonly sent = new Map<string, SentRecord>()
  readonly taskIds = new Set<string>()
  /** By the id of the message in the transcript. */
  readonly cards = new Map<string, CardCopy>()
  readonly codes = new Map<string, ResponseCode>()
  readonly media = new Map<string, MediaRecord>()
  menu: JsonObject | null = null

  constructor(
    journal: Journal<WorldEvent>,
    givenGroups: () => readonly WecomGroup[],
    onChange: (chats: StandInChat[]) => void,
  ) {
    this.#journal = journal
    this.#givenGroups = givenGroups
    this.#onChange = onChange
    for (const event of journal.replay()) this.#apply(event)
  }

  messages(chat: StandInChat): readonly StandInMessage[] {
    return this.#list(chat).slice()
  }

  /** Made by a call, or there from the beginning. */
  group(id: string): OwnedGroup | undefined {
    const given = this.#givenGroups().find((group) => group.id === id)
    return this.#madeGroups.get(id) ?? (given && { ...given, owner: given.members[0] ?? '' })
  }

  record(event: WorldEvent): void {
    this.#journal.append(event)
    this.#apply(event)
    this.#onChange('chat' in event ? [event.chat] : [])
  }

  clear(): void {
    this.#journal.clear()
    for (const map of [this.#chats, this.sent, this.cards, this.codes, this.media]) map.clear()
    this.taskIds.clear()
    this.#madeGroups.clear()
    this.menu = null
    this.#onChange([])
  }

  #apply(event: WorldEvent): void {
    switch (event.type) {
      case 'said':
        this.#list(event.chat).push(event.message)
        break
      case 'redrawn':
        this.#redraw(event.chat, event.messageId, event.body)
        break
      case 'recalled':
        this.#remove(event.chat, event.messageId)
        break
      case 'sent':
        this.sent.set(event.sent.msgid, event.sent)
        if (event.sent.taskId) this.taskIds.add(event.sent.taskId)
        break
      case 'card':
        this.cards.set(event.copy.messageId, event.copy)
        break
      case 'code':
        this.codes.set(event.code, { msgid: event.msgid, at: event.at, spent: false })
        break
      case 'code-spent': {
        const code = this.codes.get(event.code)
        if (code) code.spent = true
        break
      }
      case 'menu':
        this.menu = event.menu
        break
      case 'media':
        this.media.set(event.media.id, event.media)
        break
      case 'group':
        this.#madeGroups.set(event.group.id, { ...event.group, owner: event.owner })
        break
      default:
        throw new Error(`no such event: ${JSON.stringify(event satisfies never)}`)
    }
  }

  #list(chat: StandInChat): StandInMessage[] {
    const key = keyOf(chat)
    const list = this.#chats.get(key) ?? []
    this.#chats.set(key, list)
    return list
  }

  #redraw(chat: StandInChat, messageId: string, body: StandInBody) {
    const list = this.#list(chat)
    const index = list.findIndex((message) => message.id === messageId)
    const message = list[index]
    if (message) list[index] = { ...message, body }
  }

  #remove(chat: StandInChat, messageId: string) {
    const kept = this.#list(chat).filter((message) => message.id !== messageId)
    this.#chats.set(keyOf(chat), kept)
    this.cards.delete(messageId)
  }
}
