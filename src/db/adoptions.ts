import { sql } from 'kysely'
import type { Kysely, Transaction } from 'kysely'
import type { Write } from '../../schema/effect.ts'
import type { AdoptionId, Day, Instant, Month, PersonId } from '../../schema/ids.ts'
import type { SubmissionNumber, UnitCode } from '../../schema/ids.ts'
import { Factors, OutletLevel, Placement, UsedAs } from '../../schema/points.ts'
import type { AdoptionRecord } from '../../schema/points.ts'
import type { Database } from '../../schema/tables.ts'

type Reader = Kysely<Database>
type Tx = Transaction<Database>
type Of<Type extends Write['type']> = Extract<Write, { type: Type }>

/** It was reversed meanwhile: two who do the same are not both right. */
class AlreadyReversedError extends Error {
  override name = 'AlreadyReversedError'
}

const selectAdoptions = (db: Reader) =>
  db
    .selectFrom('adoption')
    .innerJoin('person as recorder', 'recorder.id', 'adoption.recorded_by')
    .leftJoin('person as reverser', 'reverser.id', 'adoption.reversed_by')
    .selectAll('adoption')
    .select(['recorder.name as recorder_name', 'reverser.name as reverser_name'])

type Row = Awaited<ReturnType<ReturnType<typeof selectAdoptions>['execute']>>[number]

function toAdoption(row: Row): AdoptionRecord {
  return {
    id: row.id as AdoptionId,
    number: row.number as SubmissionNumber,
    level: OutletLevel.parse(row.level),
    outlet: row.outlet,
    usedAs: UsedAs.parse(row.used_as),
    placement: row.placement === null ? null : Placement.parse(row.placement),
    day: row.day as Day,
    link: row.link,
    month: row.month as Month,
    hundredths: row.hundredths,
    ruleVersion: row.rule_version,
    factors: Factors.parse(JSON.parse(row.factors)),
    recordedBy: { id: row.recorded_by as PersonId, name: row.recorder_name },
    recordedAt: row.recorded_at as Instant,
    reversed:
      row.reversed_by === null || row.reversed_at === null
        ? null
        : {
            by: { id: row.reversed_by as PersonId, name: row.reverser_name ?? row.reversed_by },
            at: row.reversed_at as Instant,
            reason: row.reversal_reason,
          },
  }
}

/** In the order in which they were recorded. */
export async function findAdoptions(
  db: Reader,
  number: SubmissionNumber,
): Promise<AdoptionRecord[]> {
  const rows = await selectAdoptions(db)
    .where('adoption.number', '=', number)
    .orderBy('adoption.recorded_at')
    .orderBy(sql`adoption.rowid`)
    .execute()
  return rows.map(toAdoption)
}

/** Those used last first. */
export async function findOutlets(
  db: Reader,
  level: OutletLevel,
  limit: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom('adoption')
    .select('outlet')
    .where('level', '=', level)
    .where('reversed_at', 'is', null)
    .groupBy('outlet')
    .orderBy((eb) => eb.fn.max('recorded_at'), 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ outlet }) => outlet)
}

export async function writeAdoption(tx: Tx, write: Of<'adopt'>): Promise<void> {
  await tx
    .insertInto('adoption')
    .values({
      id: write.adoption,
      number: write.number,
      level: write.level,
      outlet: write.outlet,
      used_as: write.usedAs,
      placement: write.placement,
      day: write.day,
      link: write.link,
      month: write.month,
      hundredths: write.hundredths,
      rule_version: write.ruleVersion,
      factors: JSON.stringify(write.factors),
      recorded_by: write.by,
      recorded_at: write.at,
      reversed_by: null,
      reversed_at: null,
      reversal_reason: null,
    })
    .execute()
}

export async function reverseAdoption(tx: Tx, write: Of<'reverse-adoption'>): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('adoption')
    .set({ reversed_by: write.by, reversed_at: write.at, reversal_reason: write.reason })
    .where('id', '=', write.adoption)
    .where('reversed_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new AlreadyReversedError('the adoption is not live')
}

export async function findPartners(db: Reader, number: SubmissionNumber): Promise<UnitCode[]> {
  const rows = await db
    .selectFrom('submission_partner')
    .select('unit_code')
    .where('number', '=', number)
    .orderBy('place')
    .execute()
  return rows.map((row) => row.unit_code as UnitCode)
}

export async function writePartners(tx: Tx, { number, units }: Of<'join-units'>): Promise<void> {
  await tx.deleteFrom('submission_partner').where('number', '=', number).execute()
  for (const [place, unit] of units.entries()) {
    await tx.insertInto('submission_partner').values({ number, unit_code: unit, place }).execute()
  }
}
