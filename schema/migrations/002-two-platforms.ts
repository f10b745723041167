import type { Kysely } from 'kysely'
import { sql } from 'kysely'

/**
 * What a second platform needs: sends that are repeated once, buttons that are told by their place,
 * and what a month has cost. Relies on outbox (started_at) and card (shown).
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('outbox')
    .addColumn('unanswered', 'integer', (c) => c.notNull().defaultTo(0))
    .execute()
  await sql`update outbox set unanswered = 1 where started_at is not null`.execute(db)
  await db.schema.alterTable('outbox').dropColumn('started_at').execute()
  await db.schema.alterTable('card').addColumn('asked', 'text').execute()
  await db.schema
    .createTable('spending')
    .addColumn('platform', 'text', (c) => c.notNull())
    .addColumn('month', 'text', (c) => c.notNull())
    .addColumn('calls', 'integer', (c) => c.notNull())
    .addColumn('pushes', 'integer', (c) => c.notNull())
    .addColumn('told_calls', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('told_pushes', 'integer', (c) => c.notNull().defaultTo(0))
    .addPrimaryKeyConstraint('spending_month', ['platform', 'month'])
    .execute()
}
