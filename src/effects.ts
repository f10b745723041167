import type { Card } from '../schema/card.ts'
import type { Delivery, ShownCard } from '../schema/delivery.ts'
import type { Effect, Saying, Write } from '../schema/effect.ts'
import type { PersonId } from '../schema/ids.ts'
import type { Chat } from '../schema/update.ts'
import { queueBroadcast } from './broadcast.ts'
import type { Sending } from './broadcast.ts'
import { findCard, insertCard, redrawCard } from './db/cards.ts'
import { queueDelivery } from './db/outbox.ts'
import type { OutboxRow } from './db/outbox.ts'
import { findChatOf } from './db/people.ts'
import { findStoredPhoto } from './db/photos.ts'
import { applyWrite } from './db/write.ts'
import type { ArticleLinks } from './links.ts'
import { madeFile } from './made.ts'

export interface Stage extends Sending {
  /** Whose turn it is, and where they are answered. */
  person: PersonId
  chat: Chat | undefined
  /** `null` while no public address is set. */
  links: ArticleLinks | null
  /** Somebody cannot be reached on any platform that is on. */
  unreachable(): void
}

/** Carries out a turn's effects in its transaction; what is to be sent comes back as outbox rows. */
export async function applyEffects(stage: Stage, effects: readonly Effect[]): Promise<OutboxRow[]> {
  const queued: OutboxRow[] = []
  for (const effect of effects) {
    queued.push(...(await carryOut(stage, effect)))
  }
  return queued
}

async function carryOut(stage: Stage, effect: Effect): Promise<OutboxRow[]> {
  if (effect.type === 'broadcast') return queueBroadcast(stage, effect)
  if (isSaying(effect)) {
    const row = await utter(stage, effect)
    return row ? [row] : []
  }
  await applyWrite(stage.tx, effect, stage.now)
  return []
}

function isSaying(effect: Saying | Write): effect is Saying {
  switch (effect.type) {
    case 'say':
    case 'show-card':
    case 'redraw-card':
    case 'send-photo':
    case 'send-made':
      return true
    default:
      return false
  }
}

async function utter(stage: Stage, saying: Saying): Promise<OutboxRow | undefined> {
  if (saying.type === 'redraw-card') return redraw(stage, saying)
  const to = saying.to ?? stage.person
  const chat =
    saying.to === undefined || (saying.to === stage.person && stage.chat)
      ? stage.chat
      : await findChatOf(stage.tx, to, stage.platforms)
  if (!chat) {
    stage.unreachable()
    return undefined
  }
  const delivery = await toDelivery(stage, saying, to, chat)
  return delivery && queueDelivery(stage.tx, chat, delivery, stage.now)
}

async function toDelivery(
  stage: Stage,
  saying: Exclude<Saying, { type: 'redraw-card' }>,
  to: PersonId,
  chat: Chat,
): Promise<Delivery | undefined> {
  switch (saying.type) {
    case 'say':
      return { type: 'text', text: saying.text }
    case 'show-card': {
      const { card, purpose, content } = saying
      await insertCard(stage.tx, {
        id: card,
        person: to,
        chat,
        purpose,
        shown: content,
        at: stage.now,
      })
      return { type: 'card', card, shown: withAddresses(stage, content, to) }
    }
    case 'send-photo': {
      const stored = await findStoredPhoto(stage.tx, saying.photo)
      return stored && { type: 'image', photo: saying.photo, file: stored.file }
    }
    case 'send-made':
      return madeFile(saying)
  }
}

async function redraw(
  stage: Stage,
  saying: Extract<Saying, { type: 'redraw-card' }>,
): Promise<OutboxRow | undefined> {
  const card = await findCard(stage.tx, saying.card)
  if (!card) return undefined
  await redrawCard(stage.tx, card.id, saying.content)
  return queueDelivery(
    stage.tx,
    card.chat,
    {
      type: 'card-update',
      card: card.id,
      shown: withAddresses(stage, saying.content, card.person),
      ...(saying.otherwise !== undefined && { otherwise: saying.otherwise }),
    },
    stage.now,
  )
}

/** 看全文 becomes an address signed for the very person that the card goes to. */
function withAddresses({ links, now }: Stage, card: Card, person: PersonId): ShownCard {
  return {
    ...card,
    buttons: card.buttons.map(({ article, ...button }) =>
      article !== undefined && links
        ? { ...button, url: links.make(article, person, now) }
        : button,
    ),
  }
}
