import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Instant, PersonId } from '../../schema/ids.ts'
import { TimerData } from '../../schema/update.ts'
import type { KeyedUpdate } from '../../schema/update.ts'
import type { Database } from '../../schema/tables.ts'
import { keepUpdates } from './inbox.ts'
import type { Db } from './open.ts'
import { prepared } from './prepared.ts'

export interface TimerRow {
  key: string
  name: string
  person: PersonId | null
  dueAt: Instant
  data: Record<string, string>
}

export async function setTimer(db: Kysely<Database>, timer: TimerRow): Promise<void> {
  const values = {
    name: timer.name,
    person_id: timer.person,
    due_at: timer.dueAt,
    data: JSON.stringify(timer.data),
  }
  await db
    .insertInto('timer')
    .values({ key: timer.key, ...values })
    .onConflict((oc) => oc.column('key').doUpdateSet(values))
    .execute()
}

export async function clearTimer(db: Kysely<Database>, key: string): Promise<void> {
  await db.deleteFrom('timer').where('key', '=', key).execute()
}

export async function findTimer(
  db: Kysely<Database>,
  key: string,
): Promise<Pick<TimerRow, 'dueAt' | 'data'> | undefined> {
  const row = await db
    .selectFrom('timer')
    .select(['due_at', 'data'])
    .where('key', '=', key)
    .executeTakeFirst()
  return row && { dueAt: row.due_at as Instant, data: TimerData.parse(JSON.parse(row.data)) }
}

const earliestDue = prepared((db) =>
  db.selectFrom('timer').select('due_at').orderBy('due_at').limit(1),
)

export async function nextTimerAt(db: Db): Promise<Instant | undefined> {
  const [row] = await earliestDue(db)
  return row && (row.due_at as Instant)
}

/** Moves timers that are due into the inbox, oldest first: each fires once, also across a crash. */
export async function fireTimers(db: Db, now: Instant, limit: number): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const due = await tx
      .selectFrom('timer')
      .selectAll()
      .where('due_at', '<=', now)
      .orderBy('due_at')
      .limit(limit)
      .execute()
    if (due.length === 0) return 0
    await keepUpdates(
      tx,
      due.map((row) => ({ keyed: asUpdate(row), receivedAt: now })),
    )
    await tx
      .deleteFrom('timer')
      .where(
        'key',
        'in',
        due.map((row) => row.key),
      )
      .execute()
    return due.length
  })
}

function asUpdate(row: {
  key: string
  name: string
  person_id: string | null
  due_at: number
  data: string
}): KeyedUpdate {
  return {
    source: 'bot',
    // The row is gone in the same commit, so it fires once; a later timer of this key is another.
    eventKey: `timer ${randomUUID()}`,
    update: {
      from: 'timer',
      key: row.key,
      name: row.name,
      person: row.person_id as PersonId | null,
      dueAt: row.due_at as Instant,
      data: TimerData.parse(JSON.parse(row.data)),
    },
  }
}
