import { Delivery } from '../../schema/delivery.ts'
import type { Instant } from '../../schema/ids.ts'
import type { Db } from '../../src/db/open.ts'
import { decodeCallback } from '../../src/platforms/wecom/decode.ts'
import type { Callback, Phones } from './phones.ts'
import { isCard, wordsOf } from './phones.ts'

/** Rows that are not settled yet, and those that were given up on. */
export async function unsettled(db: Db) {
  const updates = await db
    .selectFrom('inbox')
    .select(['seq', 'parked'])
    .where('handled_at', 'is', null)
    .execute()
  const deliveries = await db
    .selectFrom('outbox')
    .select(['id', 'parked', 'attempts', 'not_before'])
    .where('sent_at', 'is', null)
    .execute()
  return { updates, deliveries }
}

/** Updates that a handler or the store stumbled over, even if a later try went well. */
export async function failed(db: Db) {
  return db
    .selectFrom('inbox')
    .select(['seq', 'body', 'attempts'])
    .where('attempts', '>', 0)
    .execute()
}

/** Callbacks that got their 200 and are not in the inbox as handled. */
export async function lost(db: Db, acknowledged: readonly Callback[]): Promise<string[]> {
  const rows = await db
    .selectFrom('inbox')
    .select(['event_key', 'handled_at'])
    .where('source', '=', 'wecom')
    .execute()
  const handled = new Set(rows.filter((row) => row.handled_at !== null).map((row) => row.event_key))
  return acknowledged
    .filter(({ xml }) => !handled.has(decodeCallback(xml, 0 as Instant).update.eventKey))
    .map(({ xml }) => xml)
}

/** What one chat should show: every delivery of the outbox once, in its order. */
export async function expectedIn(db: Db, account: string): Promise<string[]> {
  const rows = await db
    .selectFrom('outbox')
    .select(['body', 'message_id'])
    .where('chat_id', '=', account)
    .orderBy('id')
    .execute()
  return rows.flatMap(({ body, message_id: messageId }) => {
    const delivery = Delivery.parse(JSON.parse(body))
    switch (delivery.type) {
      case 'text':
        return [delivery.text]
      case 'card':
        return [`[${delivery.shown.title}]`]
      case 'card-update':
        // Said in words where no permission was left; a change of the card itself has no id.
        return messageId === null ? [] : [delivery.otherwise ?? '?']
      case 'image':
      case 'file':
        return [`<${delivery.type}>`]
      case 'fetch-photo':
        return []
    }
  })
}

export function shownIn(phones: Phones, account: string): string[] {
  return phones.fromBot(account).map((message) => {
    if (isCard(message)) return `[${message.body.card.title ?? ''}]`
    return message.body.type === 'text' ? wordsOf(message) : `<${message.body.type}>`
  })
}

export async function submissions(db: Db) {
  const items = await db
    .selectFrom('submission')
    .innerJoin('version', (join) =>
      join
        .onRef('version.number', '=', 'submission.number')
        .onRef('version.version', '=', 'submission.version'),
    )
    .select(['submission.number', 'ordinal', 'author_id', 'status', 'title', 'hash'])
    .orderBy('ordinal')
    .execute()
  const decisions = await db
    .selectFrom('decision')
    .innerJoin('step', 'step.id', 'decision.step_id')
    .select(['step_id', 'step.number', 'decision', 'outcome', 'hash', 'person_id'])
    .where('taken_back_at', 'is', null)
    .execute()
  const events = await db.selectFrom('submission_event').select(['number', 'event']).execute()
  return { items, decisions, events }
}
