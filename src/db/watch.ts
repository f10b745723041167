import { sql } from 'kysely'
import type { Instant } from '../../schema/ids.ts'
import type { Db } from './open.ts'

/** Changes whenever another process has committed to the database; our own commits leave it. */
export async function foreignVersion(db: Db): Promise<number> {
  const { rows } = await sql<{ data_version: number }>`pragma data_version`.execute(db)
  return rows[0]?.data_version ?? 0
}

/** Deletes what was handled, sent or is of no more use before `before`. Keeps what is parked. */
export async function sweepQueues(db: Db, before: Instant): Promise<void> {
  await db.deleteFrom('inbox').where('handled_at', '<', before).execute()
  await db.deleteFrom('outbox').where('sent_at', '<', before).where('parked', 'is', null).execute()
  await db.deleteFrom('card_handle').where('expires_at', '<', before).execute()
}

/** Whether a commit can be made right now. */
export async function canCommit(db: Db, now: Instant): Promise<boolean> {
  try {
    await db
      .insertInto('meta')
      .values({ key: 'ready_at', value: String(now) })
      .onConflict((oc) => oc.column('key').doUpdateSet({ value: String(now) }))
      .execute()
    return true
  } catch {
    return false
  }
}
