import { z } from 'zod'
import type { Kysely, Transaction } from 'kysely'
import type { Write } from '../../schema/effect.ts'
import type { Instant, MarkId, PersonId, SubmissionNumber, UnitCode } from '../../schema/ids.ts'
import { MarkKind, OutletLevel } from '../../schema/points.ts'
import type { MarkRecord } from '../../schema/points.ts'
import type { Database } from '../../schema/tables.ts'

type Reader = Kysely<Database>
type Tx = Transaction<Database>
type Of<Type extends Write['type']> = Extract<Write, { type: Type }>

const MarkState = z.enum(['proposed', 'standing', 'dropped', 'reversed'])

const selectMarks = (db: Reader) =>
  db
    .selectFrom('mark')
    .innerJoin('unit', 'unit.code', 'mark.unit_code')
    .innerJoin('person', 'person.id', 'mark.proposed_by')
    .selectAll('mark')
    .select(['unit.name as unit_name', 'person.name as proposer'])

type MarkRow = Awaited<ReturnType<ReturnType<typeof selectMarks>['execute']>>[number]

type Confirmation = MarkRecord['confirmations'][number]

/** With the confirmations of all of them, asked for at once. */
async function toMarks(db: Reader, rows: readonly MarkRow[]): Promise<MarkRecord[]> {
  const confirmations = await findConfirmations(
    db,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => ({
    id: row.id as MarkId,
    ordinal: row.ordinal,
    kind: MarkKind.parse(row.kind),
    unit: { code: row.unit_code as UnitCode, name: row.unit_name },
    number: row.number as SubmissionNumber | null,
    level: row.level === null ? null : OutletLevel.parse(row.level),
    reason: row.reason,
    proposedBy: { id: row.proposed_by as PersonId, name: row.proposer },
    proposedAt: row.proposed_at as Instant,
    state: MarkState.parse(row.state),
    confirmations: confirmations.get(row.id) ?? [],
  }))
}

/** By mark, each mark's in the order in which they were given. */
async function findConfirmations(
  db: Reader,
  marks: readonly string[],
): Promise<Map<string, Confirmation[]>> {
  const found = new Map<string, Confirmation[]>()
  if (marks.length === 0) return found
  const rows = await db
    .selectFrom('mark_confirmation')
    .innerJoin('person', 'person.id', 'mark_confirmation.person_id')
    .select(['mark_id', 'role', 'person_id', 'person.name', 'at'])
    .where('mark_id', 'in', marks)
    .orderBy('at')
    .execute()
  for (const { mark_id, role, person_id, name, at } of rows) {
    const one = { role, by: { id: person_id as PersonId, name }, at: at as Instant }
    found.set(mark_id, [...(found.get(mark_id) ?? []), one])
  }
  return found
}

const findOne = async (
  db: Reader,
  query: ReturnType<typeof selectMarks>,
): Promise<MarkRecord | undefined> => (await toMarks(db, await query.execute()))[0]

export const findMark = (db: Reader, id: MarkId) =>
  findOne(db, selectMarks(db).where('mark.id', '=', id))

/** However old it is. */
export const findMarkNumbered = (db: Reader, ordinal: number) =>
  findOne(db, selectMarks(db).where('mark.ordinal', '=', ordinal))

/** Newest first. */
export async function findMarks(db: Reader, limit: number): Promise<MarkRecord[]> {
  const rows = await selectMarks(db).orderBy('mark.ordinal', 'desc').limit(limit).execute()
  return toMarks(db, rows)
}

/** Marks that wait to be confirmed, oldest first. */
export async function findProposedMarks(db: Reader): Promise<MarkRecord[]> {
  const rows = await selectMarks(db)
    .where('mark.state', '=', MarkState.enum.proposed)
    .orderBy('mark.ordinal')
    .execute()
  return toMarks(db, rows)
}

export async function findMarksAbout(db: Reader, number: SubmissionNumber): Promise<MarkRecord[]> {
  const rows = await selectMarks(db)
    .where('mark.number', '=', number)
    .orderBy('mark.ordinal')
    .execute()
  return toMarks(db, rows)
}

export async function writeMark(tx: Tx, write: Of<'propose-mark'>): Promise<void> {
  const last = await tx
    .selectFrom('mark')
    .select((eb) => eb.fn.max('ordinal').as('ordinal'))
    .executeTakeFirst()
  await tx
    .insertInto('mark')
    .values({
      id: write.mark,
      ordinal: (last?.ordinal ?? 0) + 1,
      kind: write.kind,
      unit_code: write.unit,
      number: write.number,
      level: write.level,
      reason: write.reason,
      proposed_by: write.by,
      proposed_at: write.at,
      state: 'proposed',
    })
    .execute()
}

export async function writeConfirmation(tx: Tx, write: Of<'confirm-mark'>): Promise<void> {
  await tx
    .insertInto('mark_confirmation')
    .values({ mark_id: write.mark, role: write.role, person_id: write.by, at: write.at })
    .execute()
}

export async function writeMarkState(tx: Tx, { mark, state }: Of<'set-mark'>): Promise<void> {
  await tx.updateTable('mark').set({ state }).where('id', '=', mark).execute()
}
