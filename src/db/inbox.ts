import { sql } from 'kysely'
import type { Kysely, Transaction } from 'kysely'
import { Update } from '../../schema/update.ts'
import type { KeyedUpdate } from '../../schema/update.ts'
import type { Instant } from '../../schema/ids.ts'
import type { Database } from '../../schema/tables.ts'
import type { Db } from './open.ts'
import { readStored } from './stored.ts'

export interface KeptUpdate {
  seq: number
  source: string
  update: Update
  attempts: number
}

/**
 * Keeps updates once each, however often they are redelivered, in one commit. Returns the keys of
 * those that are new. The webhook acknowledges only after this resolves.
 */
export async function keepUpdates(
  db: Db,
  updates: readonly { keyed: KeyedUpdate; receivedAt: Instant }[],
): Promise<Set<string>> {
  // One statement of fixed text for any number of rows: it is prepared once.
  const rows = JSON.stringify(
    updates.map(({ keyed, receivedAt }) => [
      keyed.source,
      keyed.eventKey,
      JSON.stringify(keyed.update),
      receivedAt,
    ]),
  )
  const { rows: kept } = await sql<{ source: string; event_key: string }>`
    insert into inbox (source, event_key, body, received_at)
    select value ->> 0, value ->> 1, value ->> 2, value ->> 3 from json_each(${rows})
    where true
    on conflict (source, event_key) do nothing
    returning source, event_key`.execute(db)
  return new Set(kept.map((row) => inboxKey(row.source, row.event_key)))
}

export function inboxKey(source: string, eventKey: string): string {
  return `${source} ${eventKey}`
}

/** Kept, and not to be understood: written by another version of the program, or by hand. */
export interface UnreadableUpdate {
  seq: number
  update: null
}

/** The oldest updates that wait, beginning after `after`. */
export async function waitingUpdates(
  db: Kysely<Database>,
  after: number,
  limit: number,
): Promise<(KeptUpdate | UnreadableUpdate)[]> {
  const rows = await db
    .selectFrom('inbox')
    .select(['seq', 'source', 'body', 'attempts'])
    .where('handled_at', 'is', null)
    .where('parked', 'is', null)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit)
    .execute()
  return rows.map(({ seq, source, attempts, body }) => {
    const update = readStored(Update, body)
    return update ? { seq, source, attempts, update } : { seq, update: null }
  })
}

export async function markHandled(
  tx: Transaction<Database>,
  seq: number,
  at: Instant,
): Promise<void> {
  await tx.updateTable('inbox').set({ handled_at: at }).where('seq', '=', seq).execute()
}

/** `parked`: the name of the error, when no further try is to be made. */
export async function markFailed(
  tx: Kysely<Database>,
  seq: number,
  parked: string | null,
): Promise<void> {
  await tx
    .updateTable('inbox')
    .set((eb) => ({ attempts: eb('attempts', '+', 1), parked }))
    .where('seq', '=', seq)
    .execute()
}

export async function countWaitingUpdates(db: Db): Promise<number> {
  const row = await db
    .selectFrom('inbox')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('handled_at', 'is', null)
    .where('parked', 'is', null)
    .executeTakeFirstOrThrow()
  return row.n
}
