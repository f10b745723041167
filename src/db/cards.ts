import { sql } from 'kysely'
import type { Kysely, Transaction } from 'kysely'
import { CardPurpose } from '../../schema/card.ts'
import { Card } from '../../schema/card.ts'
import { Chat } from '../../schema/update.ts'
import type { CardHandle } from '../../schema/update.ts'
import type { CardId, Instant, PersonId, SubmissionNumber } from '../../schema/ids.ts'
import type { Database } from '../../schema/tables.ts'
import type { CardRecord } from '../../schema/records.ts'

type Reader = Kysely<Database>

function toCard(row: Database['card']): CardRecord & { chat: Chat } {
  return {
    id: row.id as CardId,
    person: row.person_id as PersonId,
    purpose: CardPurpose.parse(JSON.parse(row.purpose)),
    shown: Card.parse(JSON.parse(row.shown)),
    open: row.open === 1,
    sentAt: row.sent_at as Instant,
    chat: Chat.parse({ platform: row.platform, kind: row.chat_kind, id: row.chat_id }),
  }
}

export async function findCard(
  db: Reader,
  id: string,
): Promise<(CardRecord & { chat: Chat }) | undefined> {
  const row = await db.selectFrom('card').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toCard(row)
}

export async function findOpenCardsOf(
  db: Reader,
  kind: CardPurpose['kind'],
): Promise<CardRecord[]> {
  const rows = await db
    .selectFrom('card')
    .selectAll()
    .where(sql<boolean>`purpose ->> 'kind' = ${kind}`)
    .where('open', '=', 1)
    .orderBy('sent_at')
    .execute()
  return rows.map(toCard)
}

export async function findCardsAbout(db: Reader, number: SubmissionNumber): Promise<CardRecord[]> {
  const rows = await db
    .selectFrom('card')
    .selectAll()
    .where('number', '=', number)
    .orderBy('sent_at')
    .execute()
  return rows.map(toCard)
}

export async function insertCard(
  tx: Transaction<Database>,
  card: {
    id: CardId
    person: PersonId
    chat: Chat
    purpose: CardPurpose
    shown: Card
    at: Instant
  },
) {
  await tx
    .insertInto('card')
    .values({
      id: card.id,
      person_id: card.person,
      platform: card.chat.platform,
      chat_kind: card.chat.kind,
      chat_id: card.chat.id,
      purpose: JSON.stringify(card.purpose),
      step_id: 'step' in card.purpose ? card.purpose.step : null,
      number: 'number' in card.purpose ? card.purpose.number : null,
      shown: JSON.stringify(card.shown),
      asked: card.shown.closed === undefined ? JSON.stringify(card.shown) : null,
      open: card.shown.closed === undefined ? 1 : 0,
      sent_at: card.at,
    })
    .execute()
}

export async function redrawCard(tx: Transaction<Database>, id: CardId, shown: Card) {
  const body = JSON.stringify(shown)
  const open = shown.closed === undefined
  await tx
    .updateTable('card')
    .set({ shown: body, open: open ? 1 : 0, ...(open && { asked: body }) })
    .where('id', '=', id)
    .execute()
}

/**
 * The card as it last asked its question, closed or not: the buttons and choices that a tap names
 * by their place or label.
 */
export async function findAsked(db: Reader, id: string): Promise<Card | undefined> {
  const row = await db
    .selectFrom('card')
    .select(['asked', 'shown'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row && Card.parse(JSON.parse(row.asked ?? row.shown))
}

/** A single-use permission to change the card; a second delivery of the same one is ignored. */
export async function keepHandle(db: Reader, card: string, handle: CardHandle) {
  await db
    .insertInto('card_handle')
    .columns(['card_id', 'code', 'expires_at', 'spent_at'])
    .expression((eb) =>
      eb
        .selectFrom('card')
        .select([
          'card.id',
          eb.val(handle.code).as('code'),
          eb.val(handle.expiresAt).as('expires_at'),
          eb.val(null).as('spent_at'),
        ])
        .where('card.id', '=', card),
    )
    .onConflict((oc) => oc.doNothing())
    .execute()
}

/**
 * Takes the newest permission that is left and marks it spent before it is used: a code that was
 * tried and whose answer was lost must not be counted on again.
 */
export async function spendHandle(
  db: Reader,
  card: CardId,
  now: Instant,
): Promise<CardHandle | undefined> {
  const row = await db
    .updateTable('card_handle')
    .set({ spent_at: now })
    .where('id', '=', (eb) =>
      eb
        .selectFrom('card_handle')
        .select('id')
        .where('card_id', '=', card)
        .where('spent_at', 'is', null)
        .where('expires_at', '>', now)
        .orderBy('id', 'desc')
        .limit(1),
    )
    .returning(['code', 'expires_at'])
    .executeTakeFirst()
  return row && { code: row.code, expiresAt: row.expires_at as Instant }
}

/** It was refused unused: the next try may count on it again. */
export async function giveBackHandle(db: Reader, card: CardId, code: string): Promise<void> {
  await db
    .updateTable('card_handle')
    .set({ spent_at: null })
    .where('card_id', '=', card)
    .where('code', '=', code)
    .execute()
}
