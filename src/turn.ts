import { randomBytes } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { Handlers, Office, Read, Turn } from '../handlers/contract.ts'
import type { Card } from '../schema/card.ts'
import type { CardId, Instant, PersonId, PhotoId } from '../schema/ids.ts'
import type { Actor } from '../schema/records.ts'
import type { Database } from '../schema/tables.ts'
import { PUSHES_USED_UP } from '../schema/update.ts'
import type { Chat, ChatUpdate, Content, Platform, Update } from '../schema/update.ts'
import type { Effect } from '../schema/effect.ts'
import type { GroupChannel } from './channels.ts'
import { findAsked, keepHandle } from './db/cards.ts'
import { findPlace, markGreeted } from './db/conversations.ts'
import type { KeptUpdate } from './db/inbox.ts'
import { queueDelivery } from './db/outbox.ts'
import type { OutboxRow } from './db/outbox.ts'
import { findByAccount, findChatOf, findPerson, findWithRole, touchAccount } from './db/people.ts'
import { insertPhoto } from './db/photos.ts'
import { readFrom } from './db/read.ts'
import { markUsedUp } from './db/spending.ts'
import { applyEffects } from './effects.ts'
import type { ArticleLinks } from './links.ts'
import { monthOf } from './month.ts'
import { route } from './router.ts'
import type { PersonEvent } from './router.ts'

/** What every turn needs and no turn changes. */
export interface TurnSetting {
  handlers: Handlers
  /** As of now: the organisation may have been imported meanwhile. */
  office(): Office
  platforms: readonly Platform[]
  channels(): readonly GroupChannel[]
  links: ArticleLinks | null
  unreachable(): void
}

interface Situation extends TurnSetting {
  tx: Transaction<Database>
  now: Instant
  read: Read
}

/**
 * Handles one update completely inside `tx`: finds whose turn it is, lets the handlers decide,
 * writes what they decided. Returns what is to be sent once `tx` has committed.
 */
export function takeTurn(
  setting: TurnSetting,
  tx: Transaction<Database>,
  kept: KeptUpdate,
  now: Instant,
): Promise<OutboxRow[]> {
  const situation = { ...setting, tx, now, read: readFrom(tx) }
  const { update } = kept
  return update.from === 'chat' ? chatTurn(situation, update, kept.seq) : botTurn(situation, update)
}

async function chatTurn(s: Situation, update: ChatUpdate, seq: number): Promise<OutboxRow[]> {
  const { chat, content, account } = update
  if (content.type === 'noticed') return notice(s, chat.platform, content.what)
  if (content.type === 'left') return []
  if (chat.kind === 'group') return groupTurn(s, update, seq)
  const actor = await findByAccount(s.tx, chat.platform, account)
  if (!actor) return isSilent(content) ? [] : [await say(s, chat, await strangerText(s))]
  await touchAccount(s.tx, chat.platform, account, s.now)
  if (content.type === 'tap' && content.handle) await keepHandle(s.tx, content.card, content.handle)
  const { greeted, ...place } = await findPlace(s.tx, actor.id)
  if (!greeted) await markGreeted(s.tx, actor.id)
  const turn = { ...newTurn(s, actor, place), sentAt: update.sentAt }
  if (isSilent(content)) {
    return greeted ? [] : apply(s, actor.id, chat, s.handlers.welcome(turn))
  }
  const queued: OutboxRow[] = []
  const event = await toEvent(s, update, content, actor.id, seq, queued)
  const effects = await route(s.handlers, s.read, event, turn)
  return [...queued, ...(await apply(s, actor.id, chat, effects))]
}

async function notice(s: Situation, platform: Platform, what: string): Promise<OutboxRow[]> {
  const counted = s.office().counted.find((one) => one.platform === platform)
  if (what === PUSHES_USED_UP && counted) {
    const { pushes } = counted.allowed
    await markUsedUp(s.tx, platform, monthOf(s.now), { pushes })
  }
  return []
}

/** Nothing is worked on before everybody's eyes: a command goes on in the person's own chat. */
async function groupTurn(s: Situation, update: ChatUpdate, seq: number): Promise<OutboxRow[]> {
  const { chat, content, account } = update
  if (isSilent(content)) return []
  const known = await findByAccount(s.tx, chat.platform, account)
  const goesOn = known && content.type === 'text' && s.handlers.parse(content.text) !== null
  const line = await say(s, chat, s.handlers.inGroup(goesOn === true))
  if (!goesOn) return [line]
  const own = { ...chat, kind: 'person' as const, id: account }
  return [line, ...(await chatTurn(s, { ...update, chat: own }, seq))]
}

/** Opening the chat and the like: kept, but nobody said anything. */
function isSilent(content: Content): boolean {
  return content.type === 'opened' || content.type === 'joined'
}

async function botTurn(
  s: Situation,
  update: Exclude<Update, { from: 'chat' }>,
): Promise<OutboxRow[]> {
  const actor = update.person ? await findPerson(s.tx, update.person) : await caretaker(s)
  // Somebody who has left has nothing to be reminded of: their open work was handed over.
  if (!actor) return []
  const place = await findPlace(s.tx, actor.id)
  const event: PersonEvent =
    update.from === 'timer'
      ? {
          type: 'timer',
          key: update.key,
          name: update.name,
          dueAt: update.dueAt,
          data: update.data,
        }
      : { type: 'photo-settled', photo: update.photo, outcome: update.outcome }
  const effects = await route(s.handlers, s.read, event, newTurn(s, actor, place))
  return apply(s, actor.id, await findChatOf(s.tx, actor.id, s.platforms), effects)
}

/** In whose name nobody's timers run: reminders must not hang on whether there is an admin. */
async function caretaker({ tx }: Situation): Promise<Actor | undefined> {
  for (const role of ['admin', 'publicityDirector', 'editor', 'deputySecretary'] as const) {
    const [first] = await findWithRole(tx, role)
    if (first) return first
  }
  return undefined
}

async function toEvent(
  s: Situation,
  update: ChatUpdate,
  content: Content,
  person: PersonId,
  seq: number,
  queued: OutboxRow[],
): Promise<PersonEvent> {
  switch (content.type) {
    case 'text':
      return { type: 'said', text: content.text }
    case 'menu':
      return { type: 'menu', key: content.key }
    case 'tap':
      return tapped(s, content)
    case 'photo': {
      const photo = newId() as PhotoId
      const { chat, sentAt } = update
      const { platform } = chat
      await insertPhoto(s.tx, { id: photo, person, platform, media: content.media, sentAt })
      const fetch = { type: 'fetch-photo' as const, photo, media: content.media, person }
      queued.push(await queueDelivery(s.tx, chat, fetch, s.now))
      // Platforms tell whole seconds: within one, photos stay in the order in which they came.
      return { type: 'photographed', photo, order: Math.floor(sentAt / 1000) * 1e6 + (seq % 1e6) }
    }
    case 'file':
      return { type: 'sent-other', what: 'file' }
    case 'unsupported':
      return { type: 'sent-other', what: content.what }
    case 'opened':
    case 'joined':
    case 'left':
    case 'noticed':
      throw new Error(`${content.type} is nobody's message`)
  }
}

/** Puts the card's own names on what a platform tells by place or label. */
async function tapped(
  { tx }: Situation,
  { card, action, by, choices }: Extract<Content, { type: 'tap' }>,
): Promise<Extract<PersonEvent, { type: 'tapped' }>> {
  const asked = by && (await findAsked(tx, card))
  const event = { type: 'tapped' as const, card: card as CardId, action, choices }
  if (!asked) return event
  const button =
    by === 'place'
      ? asked.buttons[Number(action) - 1]
      : asked.buttons.find(({ label }) => label === action)
  return { ...event, action: button?.action ?? action, choices: named(asked, choices) }
}

/** The text that was chosen becomes the id of that choice; a note stays as it was typed. */
function named({ choice }: Card, { reason, ...rest }: Record<string, string[]>) {
  const ids = choice?.options.filter(({ label }) => reason?.includes(label)).map(({ id }) => id)
  return choice && ids && ids.length > 0 ? { ...rest, [choice.key]: ids } : rest
}

function newTurn(s: Situation, actor: Actor, place: Turn['place']): Turn {
  return { now: s.now, actor, newId, office: s.office(), place }
}

/** 16 characters that never repeat within an app, as WeCom wants of a `task_id`. */
function newId(): string {
  return randomBytes(12).toString('base64url')
}

function apply(s: Situation, person: PersonId, chat: Chat | undefined, effects: Effect[]) {
  return applyEffects({ ...s, channels: s.channels(), person, chat }, effects)
}

function say(s: Situation, chat: Chat, text: string): Promise<OutboxRow> {
  return queueDelivery(s.tx, chat, { type: 'text', text }, s.now)
}

async function strangerText(s: Situation): Promise<string> {
  const admins = await findWithRole(s.tx, 'admin')
  return s.handlers.stranger(admins.map((admin) => admin.name))
}
