import { sql } from 'kysely'
import type { Kysely, Transaction } from 'kysely'
import type { AdoptionId, Day, Instant, MarkId, Month, PersonId } from '../../schema/ids.ts'
import type { SubmissionNumber, UnitCode } from '../../schema/ids.ts'
import { Factors, PointsRule } from '../../schema/points.ts'
import type { EntryRecord, Posting } from '../../schema/points.ts'
import type { Span } from '../../schema/records.ts'
import type { Database } from '../../schema/tables.ts'

type Reader = Kysely<Database>

/** Whose entries: a unit's, or those of items that a person wrote. */
export type Whose = { unit: UnitCode } | { person: PersonId }

const selectEntries = (db: Reader) =>
  db
    .selectFrom('ledger_entry as entry')
    .leftJoin('ledger_entry as reversal', 'reversal.reverses', 'entry.id')
    .selectAll('entry')
    .select('reversal.id as reversed_by')

type Row = Awaited<ReturnType<ReturnType<typeof selectEntries>['execute']>>[number]

function toEntry(row: Row): EntryRecord {
  return {
    id: row.id,
    key: row.key,
    at: row.at as Instant,
    day: row.day as Day,
    month: row.month as Month,
    ofMonth: row.of_month as Month | null,
    unit: row.unit_code as UnitCode,
    person: row.person_id as PersonId | null,
    number: row.number as SubmissionNumber | null,
    adoption: row.adoption_id as AdoptionId | null,
    mark: row.mark_id as MarkId | null,
    rule: PointsRule.parse(row.rule),
    ruleVersion: row.rule_version,
    factors: Factors.parse(JSON.parse(row.factors)),
    hundredths: row.hundredths,
    reverses: row.reverses,
    reversedBy: row.reversed_by,
  }
}

/** Adds one entry; a key that is there already adds nothing. Nothing in the ledger is changed. */
export async function postEntry(tx: Transaction<Database>, posting: Posting): Promise<void> {
  await tx
    .insertInto('ledger_entry')
    .values({
      key: posting.key,
      at: posting.at,
      day: posting.day,
      month: posting.month,
      of_month: posting.ofMonth,
      unit_code: posting.unit,
      person_id: posting.person,
      number: posting.number,
      adoption_id: posting.adoption,
      mark_id: posting.mark,
      rule: posting.rule,
      rule_version: posting.ruleVersion,
      factors: JSON.stringify(posting.factors),
      hundredths: posting.hundredths,
      reverses: posting.reverses,
    })
    .onConflict((oc) => oc.column('key').doNothing())
    .execute()
}

export async function findEntriesAbout(
  db: Reader,
  number: SubmissionNumber,
): Promise<EntryRecord[]> {
  const rows = await selectEntries(db)
    .where('entry.number', '=', number)
    .orderBy('entry.id')
    .execute()
  return rows.map(toEntry)
}

export async function findEntriesOfMark(db: Reader, mark: MarkId): Promise<EntryRecord[]> {
  const rows = await selectEntries(db)
    .where('entry.mark_id', '=', mark)
    .orderBy('entry.id')
    .execute()
  return rows.map(toEntry)
}

const within = (db: Reader, { from, to }: Span) =>
  selectEntries(db).where('entry.month', '>=', from).where('entry.month', '<=', to)

export async function findEntries(db: Reader, of: Whose, span: Span): Promise<EntryRecord[]> {
  const rows = await within(db, span)
    .$if('unit' in of, (qb) => qb.where('entry.unit_code', '=', 'unit' in of ? of.unit : ''))
    .$if('person' in of, (qb) => qb.where('entry.person_id', '=', 'person' in of ? of.person : ''))
    .orderBy('entry.id')
    .execute()
  return rows.map(toEntry)
}

export async function findAllEntries(db: Reader, span: Span): Promise<EntryRecord[]> {
  return (await within(db, span).orderBy('entry.id').execute()).map(toEntry)
}

export async function findCorrections(db: Reader, span: Span): Promise<EntryRecord[]> {
  const rows = await within(db, span)
    .where('entry.of_month', 'is not', null)
    .orderBy('entry.id')
    .execute()
  return rows.map(toEntry)
}

export async function sumOf(db: Reader, of: Whose, { from, to }: Span): Promise<number> {
  const [column, whose] =
    'unit' in of ? (['unit_code', of.unit] as const) : (['person_id', of.person] as const)
  const row = await db
    .selectFrom('ledger_entry')
    .select((eb) => eb.fn.coalesce(eb.fn.sum<number>('hundredths'), sql.lit(0)).as('sum'))
    .where(column, '=', whose)
    .where('month', '>=', from)
    .where('month', '<=', to)
    .executeTakeFirstOrThrow()
  return row.sum
}

/**
 * Of the items that a person wrote, what the units that share them have: not the writer's own, also
 * where that person belongs to another one by now.
 */
export async function sumOfPartners(
  db: Reader,
  person: PersonId,
  { from, to }: Span,
): Promise<number> {
  const row = await db
    .selectFrom('ledger_entry as entry')
    .innerJoin('submission', 'submission.number', 'entry.number')
    .select((eb) => eb.fn.coalesce(eb.fn.sum<number>('hundredths'), sql.lit(0)).as('sum'))
    .where('entry.person_id', '=', person)
    .where('entry.month', '>=', from)
    .where('entry.month', '<=', to)
    .whereRef('entry.unit_code', '!=', 'submission.unit_code')
    .executeTakeFirstOrThrow()
  return row.sum
}

/**
 * Items that the unit wrote and filed on time in that month, the first one first, with what it has
 * for that by now. By the day of filing: what was split anew later, and so counts in a later month,
 * was filed in its own.
 */
export async function findOnTimeItems(
  db: Reader,
  unit: UnitCode,
  month: Month,
): Promise<{ number: SubmissionNumber; hundredths: number }[]> {
  const rows = await db
    .selectFrom('ledger_entry as entry')
    .innerJoin('submission', 'submission.number', 'entry.number')
    .leftJoin('ledger_entry as reversal', 'reversal.reverses', 'entry.id')
    .select(['submission.number', 'entry.hundredths'])
    // Nothing counts before its own month: the index on months still narrows it down.
    .where('entry.month', '>=', month)
    .where('entry.day', 'like', `${month}-%`)
    .where('entry.unit_code', '=', unit)
    .where('submission.unit_code', '=', unit)
    .where('entry.rule', '=', 'onTime')
    .where('entry.reverses', 'is', null)
    .where('reversal.id', 'is', null)
    .orderBy('submission.filed_at')
    .orderBy('submission.number')
    .execute()
  return rows.map(({ number, hundredths }) => ({
    number: number as SubmissionNumber,
    hundredths,
  }))
}
