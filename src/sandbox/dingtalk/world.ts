import type { StandInBody, StandInChat, StandInMessage } from '../stand-in.ts'
import type { Journal } from '../common/journal.ts'
import type {
  CardRecord,
  MediaRecord,
  RouteRecord,
  SentRecord,
  SessionRecord,
  WorldEvent,
} from './world-event.ts'

function keyOf(chat: StandInChat): string {
  return `${chat.kind} ${chat.id}`
}

/** What the platform remembers. It changes by `record` alone, so the journal can rebuild it. */
export class World {
  readonly #journal: Journal<WorldEvent>
  readonly #onChange: (chats: StandInChat[]) => void
  readonly #chats = new Map<string, StandInMessage[]>()
  /** By processQueryKey. */
  readonly sent = new Map<string, SentRecord>()
  /** By outTrackId. */
  readonly cards = new Map<string, CardRecord>()
  readonly #cardIds = new Map<string, string>()
  readonly sessions = new Map<string, SessionRecord>()
  readonly media = new Map<string, MediaRecord>()
  readonly #mediaIds = new Map<string, string>()
  readonly routes = new Map<string, RouteRecord>()
  /** Of webhook messages: each is sent once. */
  readonly uuids = new Set<string>()
  readonly #counts = new Map<string, number>()

  constructor(journal: Journal<WorldEvent>, onChange: (chats: StandInChat[]) => void) {
    this.#journal = journal
    this.#onChange = onChange
    for (const event of journal.replay()) this.#apply(event)
  }

  messages(chat: StandInChat): readonly StandInMessage[] {
    return this.#list(chat).slice()
  }

  /** By media_id or downloadCode. */
  mediaBy(id: string): MediaRecord | undefined {
    return this.media.get(this.#mediaIds.get(id) ?? '')
  }

  /** By where it lies in a chat. */
  cardAt(messageId: string): CardRecord | undefined {
    return this.cards.get(this.#cardIds.get(messageId) ?? '')
  }

  counted(what: 'calls' | 'pushes', month: string): number {
    return this.#counts.get(`${what} ${month}`) ?? 0
  }

  record(event: WorldEvent): void {
    this.#journal.append(event)
    this.#apply(event)
    if ('chat' in event) this.#onChange([event.chat])
  }

  clear(): void {
    this.#journal.clear()
    const maps = [
      this.#chats,
      this.sent,
      this.cards,
      this.sessions,
      this.media,
      this.#mediaIds,
      this.#cardIds,
    ]
    for (const map of [...maps, this.routes, this.#counts]) map.clear()
    this.uuids.clear()
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
      case 'recalled': {
        const kept = this.#list(event.chat).filter(({ id }) => id !== event.messageId)
        this.#chats.set(keyOf(event.chat), kept)
        break
      }
      case 'sent':
        this.sent.set(event.sent.processQueryKey, event.sent)
        break
      case 'card':
        this.#keepCard(event.card)
        break
      case 'session':
        this.sessions.set(event.session.session, event.session)
        break
      case 'media':
        this.#keepMedia(event.media)
        break
      case 'route':
        this.routes.set(event.route.key, event.route)
        break
      case 'uuid':
        this.uuids.add(event.uuid)
        break
      case 'counted': {
        const key = `${event.what} ${event.month}`
        this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1)
        break
      }
      default:
        throw new Error(`no such event: ${JSON.stringify(event satisfies never)}`)
    }
  }

  #keepCard(card: CardRecord): void {
    this.cards.set(card.outTrackId, card)
    for (const { messageId } of card.copies) this.#cardIds.set(messageId, card.outTrackId)
  }

  #keepMedia(media: MediaRecord): void {
    this.media.set(media.id, media)
    for (const id of [media.mediaId, media.downloadCode]) {
      if (id !== null) this.#mediaIds.set(id, media.id)
    }
  }

  #list(chat: StandInChat): StandInMessage[] {
    const key = keyOf(chat)
    const list = this.#chats.get(key) ?? []
    this.#chats.set(key, list)
    return list
  }

  #redraw(chat: StandInChat, messageId: string, body: StandInBody): void {
    const list = this.#list(chat)
    const index = list.findIndex((message) => message.id === messageId)
    const message = list[index]
    if (message) list[index] = { ...message, body }
  }
}
