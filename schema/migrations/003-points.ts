import type { Kysely } from 'kysely'
import { sql } from 'kysely'

/**
 * The desk, the ledger and what is sent once a period. Relies on submission (number), unit (code)
 * and person (id).
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await adoptions(db)
  await ledger(db)
  await desk(db)
  await periods(db)
}

async function adoptions(db: Kysely<unknown>) {
  await db.schema
    .createTable('adoption')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('number', 'text', (c) => c.notNull().references('submission.number'))
    .addColumn('level', 'text', (c) => c.notNull())
    .addColumn('outlet', 'text', (c) => c.notNull())
    .addColumn('used_as', 'text', (c) => c.notNull())
    .addColumn('placement', 'text')
    .addColumn('day', 'text', (c) => c.notNull())
    .addColumn('link', 'text')
    .addColumn('month', 'text', (c) => c.notNull())
    .addColumn('hundredths', 'integer', (c) => c.notNull())
    .addColumn('rule_version', 'text', (c) => c.notNull())
    .addColumn('factors', 'text', (c) => c.notNull())
    .addColumn('recorded_by', 'text', (c) => c.notNull())
    .addColumn('recorded_at', 'integer', (c) => c.notNull())
    .addColumn('reversed_by', 'text')
    .addColumn('reversed_at', 'integer')
    .addColumn('reversal_reason', 'text')
    .execute()
  // A month's figures are counted from the indexes alone, with what was live at its freeze.
  const live = ['recorded_at', 'reversed_at']
  await index(db, 'adoption_number', 'adoption', ['number', ...live])
  await index(db, 'adoption_month', 'adoption', ['month', 'number', 'level', ...live])
  await index(db, 'adoption_outlets', 'adoption', ['level', 'recorded_at'])
  await db.schema
    .createTable('submission_partner')
    .addColumn('number', 'text', (c) => c.notNull().references('submission.number'))
    .addColumn('unit_code', 'text', (c) => c.notNull().references('unit.code'))
    .addColumn('place', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('submission_partner_unit', ['number', 'unit_code'])
    .execute()
  await index(db, 'submission_filed', 'submission', ['filed_at'])
  await index(db, 'submission_first', 'submission', ['first_submitted_at'])
}

async function ledger(db: Kysely<unknown>) {
  await db.schema
    .createTable('ledger_entry')
    .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('key', 'text', (c) => c.notNull().unique())
    .addColumn('at', 'integer', (c) => c.notNull())
    .addColumn('day', 'text', (c) => c.notNull())
    .addColumn('month', 'text', (c) => c.notNull())
    .addColumn('of_month', 'text')
    .addColumn('unit_code', 'text', (c) => c.notNull().references('unit.code'))
    .addColumn('person_id', 'text')
    .addColumn('number', 'text')
    .addColumn('adoption_id', 'text')
    .addColumn('mark_id', 'text')
    .addColumn('rule', 'text', (c) => c.notNull())
    .addColumn('rule_version', 'text', (c) => c.notNull())
    .addColumn('factors', 'text', (c) => c.notNull())
    .addColumn('hundredths', 'integer', (c) => c.notNull())
    .addColumn('reverses', 'integer', (c) => c.references('ledger_entry.id'))
    .execute()
  // A month's totals are read from the index alone, however long the ledger is.
  await index(db, 'ledger_month', 'ledger_entry', ['month', 'unit_code', 'hundredths'])
  await index(db, 'ledger_person', 'ledger_entry', ['person_id', 'month', 'hundredths'])
  await index(db, 'ledger_number', 'ledger_entry', ['number'])
  await index(db, 'ledger_mark', 'ledger_entry', ['mark_id'])
  await sql`create unique index ledger_reverses on ledger_entry (reverses) where reverses is not null`.execute(
    db,
  )
  await sql`create index ledger_of_month on ledger_entry (month) where of_month is not null`.execute(
    db,
  )
  await sql`
    create trigger ledger_no_update before update on ledger_entry
    begin select raise(abort, 'the ledger is append-only'); end
  `.execute(db)
  // The sandbox may be emptied and begun afresh.
  await sql`
    create trigger ledger_no_delete before delete on ledger_entry
    when coalesce((select value from meta where key = 'kind'), '') <> 'sandbox'
    begin select raise(abort, 'the ledger is append-only'); end
  `.execute(db)
}

async function desk(db: Kysely<unknown>) {
  await sql`create index card_open on card (purpose ->> 'kind') where open = 1`.execute(db)
  await db.schema
    .createTable('desk_claim')
    .addColumn('number', 'text', (c) => c.primaryKey().references('submission.number'))
    .addColumn('person_id', 'text', (c) => c.notNull())
    .addColumn('at', 'integer', (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('mark')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('ordinal', 'integer', (c) => c.notNull().unique())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('unit_code', 'text', (c) => c.notNull().references('unit.code'))
    .addColumn('number', 'text')
    .addColumn('level', 'text')
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('proposed_by', 'text', (c) => c.notNull())
    .addColumn('proposed_at', 'integer', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .execute()
  await index(db, 'mark_number', 'mark', ['number'])
  await db.schema
    .createTable('mark_confirmation')
    .addColumn('mark_id', 'text', (c) => c.notNull().references('mark.id'))
    .addColumn('role', 'text', (c) => c.notNull())
    .addColumn('person_id', 'text', (c) => c.notNull())
    .addColumn('at', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('mark_confirmation_role', ['mark_id', 'role'])
    .addUniqueConstraint('mark_confirmation_person', ['mark_id', 'person_id'])
    .execute()
  await db.schema
    .createTable('objection')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('about', 'text', (c) => c.notNull())
    .addColumn('person_id', 'text', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('at', 'integer', (c) => c.notNull())
    .addColumn('answer', 'text')
    .addColumn('answered_by', 'text')
    .addColumn('answered_at', 'integer')
    .execute()
}

async function periods(db: Kysely<unknown>) {
  await db.schema
    .createTable('frozen_period')
    .addColumn('period', 'text', (c) => c.primaryKey())
    .addColumn('as_of', 'integer', (c) => c.notNull())
    .addColumn('frozen_at', 'integer', (c) => c.notNull())
    .addColumn('figures', 'text', (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('broadcast')
    .addColumn('what', 'text', (c) => c.notNull())
    .addColumn('period', 'text', (c) => c.notNull())
    .addColumn('platform', 'text', (c) => c.notNull())
    .addColumn('chat_id', 'text', (c) => c.notNull())
    .addColumn('part', 'text', (c) => c.notNull())
    .addColumn('group_code', 'text', (c) => c.notNull())
    .addColumn('outbox_id', 'integer', (c) => c.notNull())
    .addColumn('at', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('broadcast_once', ['what', 'period', 'platform', 'chat_id', 'part'])
    .execute()
  await db.schema
    .createTable('bulletin')
    .addColumn('quarter', 'text', (c) => c.primaryKey())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('content', 'text', (c) => c.notNull())
    .addColumn('struck', 'text', (c) => c.notNull())
    .addColumn('drafted_at', 'integer', (c) => c.notNull())
    .addColumn('confirmed_by', 'text')
    .addColumn('confirmed_at', 'integer')
    .execute()
}

async function index(db: Kysely<unknown>, name: string, table: string, columns: string[]) {
  await db.schema.createIndex(name).on(table).columns(columns).execute()
}
