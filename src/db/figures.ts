import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import { UnitFigures } from '../../schema/figures.ts'
import type { Instant } from '../../schema/ids.ts'
import { OutletLevel } from '../../schema/points.ts'
import type { Span } from '../../schema/records.ts'
import type { Database } from '../../schema/tables.ts'
import { boundsOf } from './months.ts'

type Reader = Kysely<Database>

/** Recorded before `asOf` and not reversed by then. */
export const live = (asOf: Instant) =>
  sql<boolean>`adoption.recorded_at < ${asOf} and (adoption.reversed_at is null or adoption.reversed_at >= ${asOf})`

/** Every open unit, and closed ones that have any figure, in the file's order. */
export async function findFigures(db: Reader, span: Span, asOf: Instant): Promise<UnitFigures[]> {
  const units = await db.selectFrom('unit').selectAll().orderBy('place').execute()
  const submitted = await countSubmitted(db, span, asOf)
  const filed = await countFiled(db, span, asOf)
  const used = await countAdoptions(db, span, asOf)
  const points = await sumPoints(db, span)
  const all = units.map((unit) => {
    const own = filed.get(unit.code)
    const figures = UnitFigures.parse({
      code: unit.code,
      name: unit.name,
      list: unit.ranking_group,
      monthlyQuota: unit.monthly_quota,
      submitted: submitted.get(unit.code) ?? 0,
      filed: own?.filed ?? 0,
      late: own?.late ?? 0,
      usedOfFiled: own?.used ?? 0,
      adopted: used.get(unit.code)?.items.size ?? 0,
      levels: used.get(unit.code)?.levels ?? noLevels(),
      hundredths: points.get(unit.code) ?? 0,
    })
    return { figures, closed: unit.closed_at !== null }
  })
  return all
    .filter(({ figures, closed }) => !closed || hasFigures(figures))
    .map(({ figures }) => figures)
}

const hasFigures = ({ submitted, filed, adopted, hundredths }: UnitFigures): boolean =>
  submitted + filed + adopted > 0 || hundredths !== 0

async function countSubmitted(db: Reader, span: Span, asOf: Instant) {
  const { from, to } = boundsOf(span, asOf)
  const rows = await db
    .selectFrom('submission')
    .select(['unit_code', (eb) => eb.fn.countAll<number>().as('n')])
    .where('first_submitted_at', '>=', from)
    .where('first_submitted_at', '<', to)
    .groupBy('unit_code')
    .execute()
  return new Map(rows.map(({ unit_code, n }) => [unit_code, n]))
}

async function countFiled(db: Reader, span: Span, asOf: Instant) {
  const { from, to } = boundsOf(span, asOf)
  const rows = await db
    .selectFrom('submission')
    .select(['unit_code', (eb) => eb.fn.countAll<number>().as('filed')])
    .select((eb) => [
      eb.fn.sum<number>('late').as('late'),
      eb.fn
        .sum<number>(
          eb.exists(
            eb
              .selectFrom('adoption')
              .select('adoption.id')
              .whereRef('adoption.number', '=', 'submission.number')
              .where(live(asOf)),
          ),
        )
        .as('used'),
    ])
    .where('filed_at', '>=', from)
    .where('filed_at', '<', to)
    .groupBy('unit_code')
    .execute()
  return new Map(rows.map((row) => [row.unit_code, row]))
}

const noLevels = (): UnitFigures['levels'] => ({
  subdistrict: 0,
  district: 0,
  city: 0,
  province: 0,
  national: 0,
})

/** Live adoptions that count in the span: how many of each level, and of which items, by unit. */
async function countAdoptions(db: Reader, { from, to }: Span, asOf: Instant) {
  const rows = await db
    .selectFrom('adoption')
    .innerJoin('submission', 'submission.number', 'adoption.number')
    .select(['submission.unit_code', 'adoption.number', 'adoption.level'])
    .where('adoption.month', '>=', from)
    .where('adoption.month', '<=', to)
    .where(live(asOf))
    .execute()
  const used = new Map<string, { levels: UnitFigures['levels']; items: Set<string> }>()
  for (const { unit_code, number, level } of rows) {
    const own = used.get(unit_code) ?? { levels: noLevels(), items: new Set() }
    own.levels[OutletLevel.parse(level)] += 1
    own.items.add(number)
    used.set(unit_code, own)
  }
  return used
}

/** Months are asked for one by one: the index then has them in the order of the sums. */
async function sumPoints(db: Reader, span: Span) {
  const rows = await db
    .selectFrom('ledger_entry')
    .select(['month', 'unit_code', (eb) => eb.fn.sum<number>('hundredths').as('sum')])
    .where('month', 'in', monthsOf(span))
    .groupBy(['month', 'unit_code'])
    .execute()
  const points = new Map<string, number>()
  for (const { unit_code, sum } of rows) points.set(unit_code, (points.get(unit_code) ?? 0) + sum)
  return points
}

function monthsOf({ from, to }: Span): string[] {
  const months: string[] = []
  for (let [year = 0, month = 0] = from.split('-').map(Number); ; month += 1) {
    if (month > 12) [year, month] = [year + 1, 1]
    const name = `${year}-${String(month).padStart(2, '0')}`
    if (name > to) return months
    months.push(name)
  }
}
