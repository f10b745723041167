import { z } from 'zod'
import type { Db } from './open.ts'
import { readStored } from './stored.ts'

/** The reason of a send whose answer was lost, where nobody but a person can tell whether it came. */
export const MAYBE_SENT = 'maybe-sent'

export interface ParkedRow {
  /** `in-12` or `out-7`: what `retry` takes. */
  id: string
  reason: string
  at: number
  what: string
}

/** Everything that was given up on, oldest first; no texts and no names. */
export async function listParked(db: Db): Promise<ParkedRow[]> {
  const updates = await db
    .selectFrom('inbox')
    .select(['seq', 'parked', 'received_at', 'source'])
    .where('parked', 'is not', null)
    .orderBy('seq')
    .execute()
  const deliveries = await db
    .selectFrom('outbox')
    .leftJoin('broadcast', 'broadcast.outbox_id', 'outbox.id')
    .select(['outbox.id', 'outbox.parked', 'outbox.created_at', 'outbox.platform', 'outbox.body'])
    .select(['broadcast.what', 'broadcast.period', 'broadcast.group_code'])
    .where('outbox.parked', 'is not', null)
    .orderBy('outbox.id')
    .execute()
  return [
    ...updates.map((row) => ({
      id: `in-${row.seq}`,
      reason: row.parked ?? '',
      at: row.received_at,
      what: `update from ${row.source}`,
    })),
    ...deliveries.map((row) => ({
      id: `out-${row.id}`,
      reason: row.parked ?? '',
      at: row.created_at,
      what: `${typeOf(row.body)} to ${row.platform}${broadcastOf(row)}`,
    })),
  ]
}

/** Where somebody has to look whether it is there. */
function broadcastOf(row: {
  what: string | null
  period: string | null
  group_code: string | null
}) {
  return row.what === null
    ? ''
    : `, ${row.what} ${row.period ?? ''} for group ${row.group_code ?? ''}`
}

const Typed = z.object({ type: z.string() })

/** What cannot be read is among what was given up on. */
function typeOf(body: string): string {
  return readStored(Typed, body)?.type ?? 'delivery'
}

export async function countParked(db: Db): Promise<{ inbox: number; outbox: number }> {
  const count = async (table: 'inbox' | 'outbox') => {
    const row = await db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('parked', 'is not', null)
      .executeTakeFirstOrThrow()
    return row.n
  }
  return { inbox: await count('inbox'), outbox: await count('outbox') }
}

/** As `listParked` names them; `maybeSent` of them got no answer where a repeat is not recognised. */
export async function parkedNow(db: Db): Promise<{ ids: string[]; maybeSent: number }> {
  const updates = await db
    .selectFrom('inbox')
    .select('seq')
    .where('parked', 'is not', null)
    .orderBy('seq')
    .execute()
  const deliveries = await db
    .selectFrom('outbox')
    .select(['id', 'parked'])
    .where('parked', 'is not', null)
    .orderBy('id')
    .execute()
  return {
    ids: [...updates.map(({ seq }) => `in-${seq}`), ...deliveries.map(({ id }) => `out-${id}`)],
    maybeSent: deliveries.filter(({ parked }) => parked === MAYBE_SENT).length,
  }
}

/** Puts a parked row back in its queue; the running bot notices. False: there is no such row. */
export async function retryParked(db: Db, id: string): Promise<boolean> {
  const [, queue, row] = /^(in|out)-(\d+)$/.exec(id) ?? []
  if (queue === undefined) return false
  if (queue === 'in') {
    const { numUpdatedRows } = await db
      .updateTable('inbox')
      .set({ parked: null, attempts: 0 })
      .where('seq', '=', Number(row))
      .where('parked', 'is not', null)
      .executeTakeFirst()
    return numUpdatedRows === 1n
  }
  const { numUpdatedRows } = await db
    .updateTable('outbox')
    .set({ parked: null, attempts: 0, unanswered: 0, not_before: 0 })
    .where('id', '=', Number(row))
    .where('parked', 'is not', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
