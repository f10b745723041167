import { sql, type Kysely } from 'kysely'

/** Organisation, inbox and outbox, conversations, items with their review, cards. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await organisation(db)
  await queues(db)
  await conversations(db)
  await submissions(db)
  await review(db)
  await cards(db)
}

async function organisation(db: Kysely<unknown>) {
  await db.schema
    .createTable('meta')
    .addColumn('key', 'text', (c) => c.primaryKey())
    .addColumn('value', 'text', (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('unit')
    .addColumn('code', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('ranking_group', 'text', (c) => c.notNull())
    .addColumn('leader_in_charge', 'text')
    .addColumn('monthly_quota', 'integer', (c) => c.notNull())
    .addColumn('place', 'integer', (c) => c.notNull())
    .addColumn('closed_at', 'integer')
    .execute()
  await db.schema
    .createTable('person')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('title', 'text')
    .addColumn('unit_code', 'text', (c) => c.references('unit.code'))
    .addColumn('place', 'integer', (c) => c.notNull())
    .addColumn('closed_at', 'integer')
    .execute()
  await db.schema
    .createTable('unit_head')
    .addColumn('unit_code', 'text', (c) => c.notNull().references('unit.code'))
    .addColumn('person_id', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('place', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('unit_head_pk', ['unit_code', 'person_id'])
    .execute()
  await db.schema
    .createTable('person_role')
    .addColumn('person_id', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('role', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('person_role_pk', ['person_id', 'role'])
    .execute()
  await db.schema
    .createTable('account')
    .addColumn('platform', 'text', (c) => c.notNull())
    .addColumn('account_key', 'text', (c) => c.notNull())
    .addColumn('account', 'text', (c) => c.notNull())
    .addColumn('person_id', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('used_at', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('account_pk', ['platform', 'account_key'])
    .execute()
  await db.schema.createIndex('account_person').on('account').column('person_id').execute()
  await db.schema
    .createTable('office_document')
    .addColumn('key', 'text', (c) => c.primaryKey())
    .addColumn('body', 'text', (c) => c.notNull())
    .execute()
}

async function queues(db: Kysely<unknown>) {
  await db.schema
    .createTable('inbox')
    // AUTOINCREMENT: a number is never given twice, also after old rows were swept out.
    .addColumn('seq', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('source', 'text', (c) => c.notNull())
    .addColumn('event_key', 'text', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('received_at', 'integer', (c) => c.notNull())
    .addColumn('attempts', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('handled_at', 'integer')
    .addColumn('parked', 'text')
    .addUniqueConstraint('inbox_once', ['source', 'event_key'])
    .execute()
  await sql`create index inbox_open on inbox (seq) where handled_at is null and parked is null`.execute(
    db,
  )
  await sql`create index inbox_parked on inbox (seq) where parked is not null`.execute(db)
  await sql`create index inbox_handled on inbox (handled_at) where handled_at is not null`.execute(
    db,
  )
  await db.schema
    .createTable('outbox')
    .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('platform', 'text', (c) => c.notNull())
    .addColumn('chat_kind', 'text', (c) => c.notNull())
    .addColumn('chat_id', 'text', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('created_at', 'integer', (c) => c.notNull())
    .addColumn('not_before', 'integer', (c) => c.notNull())
    .addColumn('attempts', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('started_at', 'integer')
    .addColumn('sent_at', 'integer')
    .addColumn('message_id', 'text')
    .addColumn('parked', 'text')
    .execute()
  await sql`create index outbox_open on outbox (id) where sent_at is null and parked is null`.execute(
    db,
  )
  await sql`create index outbox_parked on outbox (id) where parked is not null`.execute(db)
  await sql`create index outbox_sent on outbox (sent_at) where sent_at is not null`.execute(db)
  await db.schema
    .createTable('timer')
    .addColumn('key', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('person_id', 'text')
    .addColumn('due_at', 'integer', (c) => c.notNull())
    .addColumn('data', 'text', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('timer_due').on('timer').column('due_at').execute()
}

async function conversations(db: Kysely<unknown>) {
  await db.schema
    .createTable('draft')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('person_id', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('unit_code', 'text', (c) => c.notNull().references('unit.code'))
    .addColumn('submission', 'text')
    .addColumn('flow_version', 'integer', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('created_at', 'integer', (c) => c.notNull())
    .addColumn('touched_at', 'integer', (c) => c.notNull())
    .execute()
  await db.schema
    .createIndex('draft_person')
    .on('draft')
    .columns(['person_id', 'touched_at'])
    .execute()
  await db.schema
    .createTable('conversation')
    .addColumn('person_id', 'text', (c) => c.primaryKey().references('person.id'))
    .addColumn('focus', 'text')
    .addColumn('aside', 'text')
    .addColumn('list', 'text')
    .addColumn('greeted', 'integer', (c) => c.notNull().defaultTo(0))
    .execute()
  await db.schema
    .createTable('photo')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('person_id', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('platform', 'text', (c) => c.notNull())
    .addColumn('media', 'text', (c) => c.notNull())
    .addColumn('sent_at', 'integer', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('sha256', 'text')
    .addColumn('file', 'text')
    .addColumn('mime', 'text')
    .addColumn('width', 'integer')
    .addColumn('height', 'integer')
    .addColumn('bytes', 'integer')
    .execute()
}

async function submissions(db: Kysely<unknown>) {
  await db.schema
    .createTable('submission')
    .addColumn('number', 'text', (c) => c.primaryKey())
    .addColumn('year', 'integer', (c) => c.notNull())
    .addColumn('ordinal', 'integer', (c) => c.notNull())
    .addColumn('unit_code', 'text', (c) => c.notNull().references('unit.code'))
    .addColumn('author_id', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('status_at', 'integer', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('late', 'integer', (c) => c.notNull())
    .addColumn('first_submitted_at', 'integer', (c) => c.notNull())
    .addColumn('filed_at', 'integer')
    .addUniqueConstraint('submission_ordinal', ['year', 'ordinal'])
    .execute()
  await db.schema
    .createIndex('submission_author')
    .on('submission')
    .columns(['author_id', 'first_submitted_at'])
    .execute()
  await db.schema
    .createIndex('submission_ordinal_alone')
    .on('submission')
    .column('ordinal')
    .execute()
  await db.schema
    .createIndex('submission_status')
    .on('submission')
    .columns(['status', 'status_at'])
    .execute()
  await db.schema
    .createTable('version')
    .addColumn('number', 'text', (c) => c.notNull().references('submission.number'))
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('tier', 'text', (c) => c.notNull())
    .addColumn('category', 'text', (c) => c.notNull())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('event_date', 'text', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('hash', 'text', (c) => c.notNull())
    .addColumn('submitted_at', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('version_pk', ['number', 'version'])
    .execute()
  await db.schema
    .createTable('version_photo')
    .addColumn('number', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('place', 'integer', (c) => c.notNull())
    .addColumn('photo_id', 'text', (c) => c.notNull().references('photo.id'))
    .addColumn('caption', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('version_photo_pk', ['number', 'version', 'place'])
    .addForeignKeyConstraint('version_photo_version', ['number', 'version'], 'version', [
      'number',
      'version',
    ])
    .execute()
  await db.schema
    .createTable('submission_event')
    .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('number', 'text', (c) => c.notNull().references('submission.number'))
    .addColumn('at', 'integer', (c) => c.notNull())
    .addColumn('event', 'text', (c) => c.notNull())
    .addColumn('actor_id', 'text', (c) => c.references('person.id'))
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('note', 'text')
    .execute()
  await db.schema
    .createIndex('submission_event_number')
    .on('submission_event')
    .column('number')
    .execute()
}

async function review(db: Kysely<unknown>) {
  await db.schema
    .createTable('step')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('number', 'text', (c) => c.notNull().references('submission.number'))
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('place', 'integer', (c) => c.notNull())
    .addColumn('role', 'text', (c) => c.notNull())
    .addColumn('note', 'text')
    .addColumn('opened_at', 'integer', (c) => c.notNull())
    .addColumn('outcome', 'text', (c) => c.notNull())
    .addColumn('closed_at', 'integer')
    .execute()
  await db.schema.createIndex('step_number').on('step').column('number').execute()
  // An item has one open step at a time.
  await sql`create unique index step_open on step (number) where outcome = 'open'`.execute(db)
  await db.schema
    .createTable('step_holder')
    .addColumn('step_id', 'text', (c) => c.notNull().references('step.id'))
    .addColumn('person_id', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('on_behalf_of', 'text', (c) => c.references('person.id'))
    .addColumn('place', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('step_holder_pk', ['step_id', 'person_id'])
    .execute()
  await db.schema.createIndex('step_holder_person').on('step_holder').column('person_id').execute()
  await db.schema
    .createTable('decision')
    .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('step_id', 'text', (c) => c.notNull().references('step.id'))
    .addColumn('decision', 'text', (c) => c.notNull())
    .addColumn('person_id', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('on_behalf_of', 'text', (c) => c.references('person.id'))
    .addColumn('reason', 'text')
    .addColumn('hash', 'text', (c) => c.notNull())
    .addColumn('at', 'integer', (c) => c.notNull())
    .addColumn('taken_back_at', 'integer')
    .execute()
  // The first decision stands: the database itself refuses a second live one.
  await sql`create unique index decision_once on decision (step_id) where taken_back_at is null`.execute(
    db,
  )
  await db.schema
    .createTable('stand_in')
    .addColumn('person_id', 'text', (c) => c.primaryKey().references('person.id'))
    .addColumn('stand_in_id', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('from_day', 'text', (c) => c.notNull())
    .addColumn('to_day', 'text', (c) => c.notNull())
    .execute()
}

async function cards(db: Kysely<unknown>) {
  await db.schema
    .createTable('card')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('person_id', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('platform', 'text', (c) => c.notNull())
    .addColumn('chat_kind', 'text', (c) => c.notNull())
    .addColumn('chat_id', 'text', (c) => c.notNull())
    .addColumn('purpose', 'text', (c) => c.notNull())
    .addColumn('step_id', 'text')
    .addColumn('number', 'text')
    .addColumn('shown', 'text', (c) => c.notNull())
    .addColumn('open', 'integer', (c) => c.notNull())
    .addColumn('sent_at', 'integer', (c) => c.notNull())
    .execute()
  await sql`create index card_number on card (number) where number is not null`.execute(db)
  await sql`create index card_step on card (step_id) where step_id is not null`.execute(db)
  await db.schema
    .createTable('card_handle')
    .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('card_id', 'text', (c) => c.notNull().references('card.id'))
    .addColumn('code', 'text', (c) => c.notNull())
    .addColumn('expires_at', 'integer', (c) => c.notNull())
    .addColumn('spent_at', 'integer')
    .addUniqueConstraint('card_handle_once', ['card_id', 'code'])
    .execute()
  await sql`create index card_handle_left on card_handle (card_id) where spent_at is null`.execute(
    db,
  )
}
