import { sql } from 'kysely'
import type { Kysely, Transaction } from 'kysely'
import { Delivery } from '../../schema/delivery.ts'
import { Chat } from '../../schema/update.ts'
import type { Instant } from '../../schema/ids.ts'
import type { Database } from '../../schema/tables.ts'
import type { Db } from './open.ts'
import { prepared } from './prepared.ts'
import { readStored } from './stored.ts'

export interface OutboxRow {
  id: number
  chat: Chat
  /** Its chat is a channel's key: where that is written to is looked up when it is sent. */
  broadcast: boolean
  delivery: Delivery
  createdAt: Instant
  notBefore: Instant
  attempts: number
  /** Sends that were begun and of which there is no word how they ended. */
  unanswered: number
}

const insertDelivery = prepared(
  (db, platform: string, kind: string, chat: string, body: string, at: Instant) =>
    db
      .insertInto('outbox')
      .values({
        platform,
        chat_kind: kind,
        chat_id: chat,
        body,
        created_at: at,
        not_before: at,
        sent_at: null,
        message_id: null,
        parked: null,
      })
      .returning('id'),
)

/** Puts a delivery down; it is sent after this transaction has committed. */
export async function queueDelivery(
  tx: Transaction<Database>,
  chat: Chat,
  delivery: Delivery,
  at: Instant,
): Promise<OutboxRow> {
  const { platform, kind, id: chatId } = chat
  const [row] = await insertDelivery(tx, platform, kind, chatId, JSON.stringify(delivery), at)
  if (!row) throw new Error('a delivery was not queued')
  return {
    id: row.id,
    chat,
    broadcast: false,
    delivery,
    createdAt: at,
    notBefore: at,
    attempts: 0,
    unanswered: 0,
  }
}

/** Queued, and not to be understood: written by another version of the program, or by hand. */
export interface UnreadableDelivery {
  id: number
  delivery: null
}

/** What is still to be sent, oldest first: read at start, and when another process queued something. */
export async function waitingDeliveries(
  db: Kysely<Database>,
  after: number,
  limit: number,
): Promise<(OutboxRow | UnreadableDelivery)[]> {
  const rows = await db
    .selectFrom('outbox')
    .leftJoin('broadcast', 'broadcast.outbox_id', 'outbox.id')
    .selectAll('outbox')
    // A row of an older version has the robot's secret in its chat; its part never had.
    .select('broadcast.chat_id as channel')
    .where('outbox.sent_at', 'is', null)
    .where('outbox.parked', 'is', null)
    .where('outbox.id', '>', after)
    .orderBy('outbox.id')
    .limit(limit)
    .execute()
  return rows.map((row) => {
    const { platform, chat_kind: kind, chat_id, channel } = row
    const chat = Chat.safeParse({ platform, kind, id: channel ?? chat_id }).data
    const delivery = readStored(Delivery, row.body)
    if (!chat || !delivery) return { id: row.id, delivery: null }
    return {
      id: row.id,
      chat,
      broadcast: channel !== null,
      delivery,
      createdAt: row.created_at as Instant,
      notBefore: row.not_before as Instant,
      attempts: row.attempts,
      unanswered: row.unanswered,
    }
  })
}

/** How a try ended. All that end in one turn of the event loop are written in one commit. */
export type DeliveryMark =
  | { id: number; outcome: 'sent'; at: Instant; messageId: string | null }
  | { id: number; outcome: 'again'; notBefore: Instant; attempts: number; unanswered: number }
  | { id: number; outcome: 'parked'; reason: string }

const setSent = prepared((db, id: number, at: Instant, messageId: string | null) =>
  db.updateTable('outbox').where('id', '=', id).set({ sent_at: at, message_id: messageId }),
)

export async function markDelivery(tx: Kysely<Database>, mark: DeliveryMark): Promise<void> {
  if (mark.outcome === 'sent') {
    await setSent(tx, mark.id, mark.at, mark.messageId)
    return
  }
  const row = tx.updateTable('outbox').where('id', '=', mark.id)
  switch (mark.outcome) {
    case 'again':
      await row
        .set({
          attempts: mark.attempts,
          not_before: mark.notBefore,
          unanswered: mark.unanswered,
        })
        .execute()
      return
    case 'parked':
      await row.set({ parked: mark.reason }).execute()
  }
}

/** Before a send that the platform could not recognise as a repeat. */
const setBegun = prepared((db, id: number, unanswered: number) =>
  db.updateTable('outbox').set({ unanswered }).where('id', '=', id),
)

export async function markBegun(
  tx: Kysely<Database>,
  { id, unanswered }: Pick<OutboxRow, 'id' | 'unanswered'>,
): Promise<void> {
  await setBegun(tx, id, unanswered + 1)
}

/** When each chat was last written to, for the platform's limits to hold across a restart. */
export async function sentSince(db: Db, since: Instant): Promise<{ chat: Chat; at: Instant }[]> {
  const rows = await db
    .selectFrom('outbox')
    .leftJoin('broadcast', 'broadcast.outbox_id', 'outbox.id')
    .select(['outbox.platform', 'outbox.chat_kind', 'outbox.chat_id', 'outbox.sent_at'])
    .select('broadcast.chat_id as channel')
    .where('outbox.sent_at', '>', since)
    .where(sql<boolean>`outbox.body ->> 'type' <> 'fetch-photo'`)
    .orderBy('outbox.sent_at')
    .execute()
  return rows.map((row) => ({
    chat: Chat.parse({
      platform: row.platform,
      kind: row.chat_kind,
      id: row.channel ?? row.chat_id,
    }),
    at: row.sent_at as Instant,
  }))
}

export async function countWaitingDeliveries(db: Db): Promise<number> {
  const row = await db
    .selectFrom('outbox')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('sent_at', 'is', null)
    .where('parked', 'is', null)
    .executeTakeFirstOrThrow()
  return row.n
}
