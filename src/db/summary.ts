import type { Kysely } from 'kysely'
import type { Instant } from '../../schema/ids.ts'
import type { Span, SpanSummary } from '../../schema/records.ts'
import { Category } from '../../schema/submission.ts'
import type { Database } from '../../schema/tables.ts'
import { live } from './figures.ts'
import { boundsOf } from './months.ts'

type Reader = Kysely<Database>

export async function findSummary(db: Reader, span: Span, asOf: Instant): Promise<SpanSummary> {
  const filed = await countFiledByCategory(db, span, asOf)
  const adopted = await countAdoptedByCategory(db, span, asOf)
  return {
    byCategory: Category.options.map((category) => ({
      category,
      filed: filed.get(category) ?? 0,
      adopted: adopted.get(category) ?? 0,
    })),
    returns: await countReturns(db, span, asOf),
  }
}

const byCategory = (rows: readonly { category: string; n: number }[]): Map<string, number> =>
  new Map(rows.map(({ category, n }) => [category, n]))

async function countFiledByCategory(db: Reader, span: Span, asOf: Instant) {
  const { from, to } = boundsOf(span, asOf)
  const rows = await db
    .selectFrom('submission')
    .innerJoin('version', (join) =>
      join
        .onRef('version.number', '=', 'submission.number')
        .onRef('version.version', '=', 'submission.version'),
    )
    .select(['version.category', (eb) => eb.fn.countAll<number>().as('n')])
    .where('filed_at', '>=', from)
    .where('filed_at', '<', to)
    .groupBy('version.category')
    .execute()
  return byCategory(rows)
}

/** Items with a live adoption that counts in the span. */
async function countAdoptedByCategory(db: Reader, { from, to }: Span, asOf: Instant) {
  const rows = await db
    .selectFrom('adoption')
    .innerJoin('submission', 'submission.number', 'adoption.number')
    .innerJoin('version', (join) =>
      join
        .onRef('version.number', '=', 'submission.number')
        .onRef('version.version', '=', 'submission.version'),
    )
    .select(['version.category', (eb) => eb.fn.count<number>('adoption.number').distinct().as('n')])
    .where('adoption.month', '>=', from)
    .where('adoption.month', '<=', to)
    .where(live(asOf))
    .groupBy('version.category')
    .execute()
  return byCategory(rows)
}

/** By note, the most frequent first. */
async function countReturns(db: Reader, span: Span, asOf: Instant) {
  const { from, to } = boundsOf(span, asOf)
  const rows = await db
    .selectFrom('submission_event')
    .select(['note', (eb) => eb.fn.countAll<number>().as('count')])
    .where('event', '=', 'returned')
    .where('at', '>=', from)
    .where('at', '<', to)
    .groupBy('note')
    .orderBy('count', 'desc')
    .execute()
  return rows.map(({ note, count }) => ({ reason: note ?? '', count }))
}
