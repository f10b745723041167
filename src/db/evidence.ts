import type { Kysely } from 'kysely'
import type { EvidenceRecord, Span } from '../../schema/records.ts'
import type { Database } from '../../schema/tables.ts'
import { findAllEntries } from './ledger.ts'

type Reader = Kysely<Database>

/** Entries that count in the span with the names of what they are about, oldest first. */
export async function findEvidence(db: Reader, span: Span): Promise<EvidenceRecord[]> {
  const entries = await findAllEntries(db, span)
  const units = await db.selectFrom('unit').select(['code', 'name']).execute()
  const people = await db.selectFrom('person').select(['id', 'name']).execute()
  const names = {
    unit: new Map(units.map(({ code, name }) => [code, name])),
    person: new Map(people.map(({ id, name }) => [id, name])),
    ...(await namesWithin(db, span)),
  }
  const named = (of: ReadonlyMap<string, string>, id: string | null) =>
    id === null ? null : (of.get(id) ?? null)
  return entries.map((entry) => ({
    entry,
    unit: names.unit.get(entry.unit) ?? entry.unit,
    person: named(names.person, entry.person),
    title: named(names.title, entry.number),
    outlet: named(names.outlet, entry.adoption),
    reason: named(names.reason, entry.mark),
  }))
}

/** Of the items, adoptions and marks that the span's entries are about. */
async function namesWithin(db: Reader, { from, to }: Span) {
  const about = (column: 'number' | 'adoption_id' | 'mark_id') =>
    db
      .selectFrom('ledger_entry')
      .select(column)
      .where('month', '>=', from)
      .where('month', '<=', to)
      .where(column, 'is not', null)
  const titles = await db
    .selectFrom('submission')
    .innerJoin('version', (join) =>
      join
        .onRef('version.number', '=', 'submission.number')
        .onRef('version.version', '=', 'submission.version'),
    )
    .select(['submission.number', 'version.title'])
    .where('submission.number', 'in', about('number'))
    .execute()
  const outlets = await db
    .selectFrom('adoption')
    .select(['id', 'outlet'])
    .where('id', 'in', about('adoption_id'))
    .execute()
  const marks = await db
    .selectFrom('mark')
    .select(['id', 'reason'])
    .where('id', 'in', about('mark_id'))
    .execute()
  return {
    title: new Map(titles.map(({ number, title }) => [number, title])),
    outlet: new Map(outlets.map(({ id, outlet }) => [id, outlet])),
    reason: new Map(marks.map(({ id, reason }) => [id, reason])),
  }
}
