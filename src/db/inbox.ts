import { sql } from 'kysely'
import type { Kysely, Transaction } from 'kysely'
import { Update } from '../../schema/update.ts'
import type { KeyedUpdate } from '../../schema/update.ts'
import type { Instant } from '../../schema/ids.ts'
import type { Database } from '../../schema/tables.ts'
import type { Db } from './open.ts'
import { prepared } from './prepared.ts'
import { readStored } from './stored.ts'

export interface KeptUpdate {
  seq: number
  source: string
  update: Update
  attempts: number
}

/** One statement of fixed text for any number of rows: it is prepared once. */
const insertMissing = prepared((db, rows: string) =>
  db
    .insertInto('inbox')
    .columns(['source', 'event_key', 'body', 'received_at'])
    .expression(
      sql`select value ->> 0, value ->> 1, value ->> 2, value ->> 3 from json_each(${rows}) where true`,
    )
    .onConflict((oc) => oc.columns(['source', 'event_key']).doNothing())
    .returning(['source', 'event_key']),
)

/**
 * Keeps updates once each, however often they are redelivered, in one commit. Returns the keys of
 * those that are new. The webhook acknowledges only after this resolves.
 */
export async function keepUpdates(
  db: Kysely<Database>,
  updates: readonly { keyed: KeyedUpdate; receivedAt: Instant }[],
): Promise<Set<string>> {
  const rows = JSON.stringify(
    updates.map(({ keyed, receivedAt }) => [
      keyed.source,
      keyed.eventKey,
      JSON.stringify(keyed.update),
      receivedAt,
    ]),
  )
  const kept = await insertMissing(db, rows)
  return new Set(kept.map((row) => inboxKey(row.source, row.event_key)))
}

const keptBetween = prepared((db, source: string, from: string, to: string) =>
  db
    .selectFrom('inbox')
    .select('seq')
    .where('source', '=', source)
    .where('event_key', '>', from)
    .where('event_key', '<=', to)
    .limit(1),
)

/** Whether an update with a key in (from, to] was kept. */
export async function wasKeptBetween(
  db: Db,
  source: string,
  from: string,
  to: string,
): Promise<boolean> {
  return (await keptBetween(db, source, from, to)).length > 0
}

export function inboxKey(source: string, eventKey: string): string {
  return `${source} ${eventKey}`
}

/** Kept, and not to be understood: written by another version of the program, or by hand. */
export interface UnreadableUpdate {
  seq: number
  update: null
}

const oldestWaiting = prepared((db, after: number, limit: number) =>
  db
    .selectFrom('inbox')
    .select(['seq', 'source', 'body', 'attempts'])
    .where('handled_at', 'is', null)
    .where('parked', 'is', null)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit),
)

/**
 * The oldest updates that wait, beginning after `after`; each is read when its turn comes.
 * `cut`: there may be more than these.
 */
export async function waitingUpdates(
  db: Kysely<Database>,
  after: number,
  limit: number,
): Promise<{ updates: Iterable<KeptUpdate | UnreadableUpdate>; cut: boolean }> {
  const rows = await oldestWaiting(db, after, limit)
  return { updates: read(rows), cut: rows.length === limit }
}

function* read(rows: readonly { seq: number; source: string; body: string; attempts: number }[]) {
  for (const { seq, source, attempts, body } of rows) {
    const update = readStored(Update, body)
    yield update ? { seq, source, attempts, update } : { seq, update: null }
  }
}

const setHandled = prepared((db, at: Instant, seqs: string) =>
  db
    .updateTable('inbox')
    .set({ handled_at: at })
    .where('seq', 'in', sql<number>`(select value from json_each(${seqs}))`),
)

export async function markHandled(
  tx: Transaction<Database>,
  seqs: readonly number[],
  at: Instant,
): Promise<void> {
  if (seqs.length > 0) await setHandled(tx, at, JSON.stringify(seqs))
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
