import type { Kysely, Transaction } from 'kysely'
import {
  Category,
  ContentHash,
  SubmissionStatus,
  SubmissionEventName,
  Tier,
} from '../../schema/submission.ts'
import { SubmissionNumber } from '../../schema/ids.ts'
import type { ItemContent } from '../../schema/submission.ts'
import type { Day, Instant, PersonId, PhotoId, UnitCode } from '../../schema/ids.ts'
import type { Database, VersionTable } from '../../schema/tables.ts'
import type { Write } from '../../schema/effect.ts'
import { monthBegins, monthEnds } from './months.ts'
import type { EventRecord, Span, SubmissionRecord } from '../../schema/records.ts'

type Reader = Kysely<Database>
type Tx = Transaction<Database>

/** The year's next number. Whoever uses it writes it in the same transaction. */
export async function nextNumber(db: Reader, year: number): Promise<SubmissionNumber> {
  const row = await db
    .selectFrom('submission')
    .select((eb) => eb.fn.max('ordinal').as('last'))
    .where('year', '=', year)
    .executeTakeFirst()
  const ordinal = (row?.last ?? 0) + 1
  return SubmissionNumber.parse(`${year}-${String(ordinal).padStart(4, '0')}`)
}

/** Numbers that `2026-0001`, `20260001` or a bare `1` may mean, newest first, five at most. */
export async function numbersMeant(db: Reader, typed: string): Promise<SubmissionNumber[]> {
  const whole = /^(\d{4})-?(\d{4,6})$/.exec(typed)
  const ordinal = whole ? whole[2] : /^\d{1,6}$/.exec(typed)?.[0]
  if (ordinal === undefined) return []
  let query = db.selectFrom('submission').select('number').where('ordinal', '=', Number(ordinal))
  if (whole) query = query.where('year', '=', Number(whole[1]))
  const rows = await query.orderBy('year', 'desc').limit(5).execute()
  return rows.map((row) => row.number as SubmissionNumber)
}

const selectSubmissions = (db: Reader) =>
  db
    .selectFrom('submission')
    .innerJoin('unit', 'unit.code', 'submission.unit_code')
    .innerJoin('person', 'person.id', 'submission.author_id')
    .innerJoin('version', (join) =>
      join
        .onRef('version.number', '=', 'submission.number')
        .onRef('version.version', '=', 'submission.version'),
    )
    .select([
      'submission.number',
      'submission.unit_code',
      'unit.name as unit_name',
      'submission.author_id',
      'person.name as author_name',
      'submission.status',
      'submission.status_at',
      'submission.late',
      'submission.first_submitted_at',
      'version.version',
      'version.tier',
      'version.category',
      'version.title',
      'version.event_date',
      'version.body',
      'version.hash',
      'version.submitted_at',
    ])

type SubmissionRow = Awaited<ReturnType<ReturnType<typeof selectSubmissions>['execute']>>[number]

async function toSubmission(db: Reader, row: SubmissionRow): Promise<SubmissionRecord> {
  return {
    number: row.number as SubmissionNumber,
    unit: { code: row.unit_code as UnitCode, name: row.unit_name },
    author: { id: row.author_id as PersonId, name: row.author_name },
    status: SubmissionStatus.parse(row.status),
    version: row.version,
    content: await toContent(db, row),
    hash: ContentHash.parse(row.hash),
    late: row.late === 1,
    firstSubmittedAt: row.first_submitted_at as Instant,
    statusAt: row.status_at as Instant,
  }
}

async function toContent(db: Reader, row: VersionTable): Promise<ItemContent> {
  const photos = await db
    .selectFrom('version_photo')
    .select(['photo_id', 'caption'])
    .where('number', '=', row.number)
    .where('version', '=', row.version)
    .orderBy('place')
    .execute()
  return {
    tier: Tier.parse(row.tier),
    category: Category.parse(row.category),
    title: row.title,
    eventDate: row.event_date as Day,
    body: row.body,
    photos: photos.map((p) => ({ photo: p.photo_id as PhotoId, caption: p.caption })),
  }
}

export async function findSubmission(
  db: Reader,
  number: SubmissionNumber,
): Promise<SubmissionRecord | undefined> {
  const row = await selectSubmissions(db).where('submission.number', '=', number).executeTakeFirst()
  return row && toSubmission(db, row)
}

export async function findSubmissionsBy(
  db: Reader,
  person: PersonId,
  limit: number,
): Promise<SubmissionRecord[]> {
  const rows = await selectSubmissions(db)
    .where('submission.author_id', '=', person)
    .orderBy('submission.first_submitted_at', 'desc')
    .orderBy('submission.number', 'desc')
    .limit(limit)
    .execute()
  return Promise.all(rows.map((row) => toSubmission(db, row)))
}

/** Items with the desk, oldest first: untouched ones, or those that it holds. */
export async function findWithDesk(
  db: Reader,
  status: 'filed' | 'held',
  limit: number,
): Promise<SubmissionRecord[]> {
  const rows = await selectSubmissions(db)
    .where('submission.status', '=', status)
    .orderBy('submission.status_at')
    .limit(limit)
    .execute()
  return Promise.all(rows.map((row) => toSubmission(db, row)))
}

export async function findFirstFiledAt(
  db: Reader,
  number: SubmissionNumber,
): Promise<Instant | undefined> {
  const row = await db
    .selectFrom('submission')
    .select('filed_at')
    .where('number', '=', number)
    .executeTakeFirst()
  return (row?.filed_at ?? undefined) as Instant | undefined
}

/** Items of that unit that were first filed in the months given, both included. */
export async function countFiledOf(
  db: Reader,
  unit: UnitCode,
  { from, to }: Span,
): Promise<number> {
  const row = await db
    .selectFrom('submission')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('unit_code', '=', unit)
    .where('filed_at', '>=', monthBegins(from))
    .where('filed_at', '<', monthEnds(to))
    .executeTakeFirstOrThrow()
  return row.n
}

/** The filing was taken back: it was none. */
export async function unfile(tx: Tx, number: SubmissionNumber): Promise<void> {
  await tx.updateTable('submission').set({ filed_at: null }).where('number', '=', number).execute()
}

export async function findVersion(
  db: Reader,
  number: SubmissionNumber,
  version: number,
): Promise<{ content: ItemContent; hash: ContentHash; submittedAt: Instant } | undefined> {
  const row = await db
    .selectFrom('version')
    .selectAll()
    .where('number', '=', number)
    .where('version', '=', version)
    .executeTakeFirst()
  return (
    row && {
      content: await toContent(db, row),
      hash: ContentHash.parse(row.hash),
      submittedAt: row.submitted_at as Instant,
    }
  )
}

export async function findEvents(db: Reader, number: SubmissionNumber): Promise<EventRecord[]> {
  const rows = await db
    .selectFrom('submission_event as event')
    .leftJoin('person', 'person.id', 'event.actor_id')
    .select([
      'event.at',
      'event.event',
      'event.actor_id',
      'person.name',
      'event.version',
      'event.note',
    ])
    .where('event.number', '=', number)
    .orderBy('event.id')
    .execute()
  return rows.map((row) => ({
    at: row.at as Instant,
    event: SubmissionEventName.parse(row.event),
    actor:
      row.actor_id === null
        ? null
        : { id: row.actor_id as PersonId, name: row.name ?? row.actor_id },
    version: row.version,
    note: row.note,
  }))
}

/** Version 1 makes the item; a later one becomes its newest. */
export async function writeSubmission(tx: Tx, write: Extract<Write, { type: 'submit' }>) {
  const { number, version, content } = write
  if (version === 1) await insertSubmission(tx, write)
  else {
    await tx
      .updateTable('submission')
      .set({ version, status: 'in_review', status_at: write.at })
      .where('number', '=', number)
      .execute()
  }
  await tx
    .insertInto('version')
    .values({
      number,
      version,
      tier: content.tier,
      category: content.category,
      title: content.title,
      event_date: content.eventDate,
      body: content.body,
      hash: write.hash,
      submitted_at: write.at,
    })
    .execute()
  for (const [place, { photo, caption }] of content.photos.entries()) {
    await tx
      .insertInto('version_photo')
      .values({ number, version, place, photo_id: photo, caption })
      .execute()
  }
}

async function insertSubmission(tx: Tx, write: Extract<Write, { type: 'submit' }>) {
  const [year, ordinal] = write.number.split('-').map(Number)
  await tx
    .insertInto('submission')
    .values({
      number: write.number,
      year: year ?? 0,
      ordinal: ordinal ?? 0,
      unit_code: write.unit,
      author_id: write.author,
      status: 'in_review',
      status_at: write.at,
      version: 1,
      late: write.late ? 1 : 0,
      first_submitted_at: write.at,
      filed_at: null,
    })
    .execute()
}

export async function writeStatus(tx: Tx, write: Extract<Write, { type: 'set-status' }>) {
  await tx
    .updateTable('submission')
    .set({ status: write.status, status_at: write.at })
    // The point for filing counts once, at the first filing (product, section 4).
    .$if(write.status === 'filed', (qb) =>
      qb.set((eb) => ({ filed_at: eb.fn.coalesce('filed_at', eb.val(write.at)) })),
    )
    .where('number', '=', write.number)
    .execute()
}

export async function writeEvent(tx: Tx, write: Extract<Write, { type: 'record' }>) {
  await tx
    .insertInto('submission_event')
    .values({
      number: write.number,
      at: write.at,
      event: write.event,
      actor_id: write.actor,
      version: write.version,
      note: write.note,
    })
    .execute()
}
