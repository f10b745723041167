import { z } from 'zod'
import type { Kysely, Transaction } from 'kysely'
import type { Write } from '../../schema/effect.ts'
import { Month, SubmissionNumber } from '../../schema/ids.ts'
import type { Instant, MarkId, ObjectionId, PersonId, UnitCode } from '../../schema/ids.ts'
import { MarkKind, OutletLevel } from '../../schema/points.ts'
import type { MarkRecord } from '../../schema/points.ts'
import type { DeskClaim, ObjectionRecord } from '../../schema/records.ts'
import type { Database } from '../../schema/tables.ts'

type Reader = Kysely<Database>
type Tx = Transaction<Database>
type Of<Type extends Write['type']> = Extract<Write, { type: Type }>

/** Nobody, where whoever took it has left. */
export async function findClaim(
  db: Reader,
  number: SubmissionNumber,
): Promise<DeskClaim | undefined> {
  const row = await db
    .selectFrom('desk_claim')
    .innerJoin('person', 'person.id', 'desk_claim.person_id')
    .select(['person.id', 'person.name', 'desk_claim.at'])
    .where('number', '=', number)
    .where('person.closed_at', 'is', null)
    .executeTakeFirst()
  return row && { by: { id: row.id as PersonId, name: row.name }, at: row.at as Instant }
}

export async function writeClaim(tx: Tx, { number, by, at }: Of<'take'>): Promise<void> {
  await tx.deleteFrom('desk_claim').where('number', '=', number).execute()
  if (by === null) return
  await tx.insertInto('desk_claim').values({ number, person_id: by, at }).execute()
}

const MarkState = z.enum(['proposed', 'standing', 'dropped', 'reversed'])

const selectMarks = (db: Reader) =>
  db
    .selectFrom('mark')
    .innerJoin('unit', 'unit.code', 'mark.unit_code')
    .innerJoin('person', 'person.id', 'mark.proposed_by')
    .selectAll('mark')
    .select(['unit.name as unit_name', 'person.name as proposer'])

type MarkRow = Awaited<ReturnType<ReturnType<typeof selectMarks>['execute']>>[number]

async function toMark(db: Reader, row: MarkRow): Promise<MarkRecord> {
  const confirmations = await db
    .selectFrom('mark_confirmation')
    .innerJoin('person', 'person.id', 'mark_confirmation.person_id')
    .select(['role', 'person_id', 'person.name', 'at'])
    .where('mark_id', '=', row.id)
    .orderBy('at')
    .execute()
  return {
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
    confirmations: confirmations.map(({ role, person_id, name, at }) => ({
      role,
      by: { id: person_id as PersonId, name },
      at: at as Instant,
    })),
  }
}

export async function findMark(db: Reader, id: MarkId): Promise<MarkRecord | undefined> {
  const row = await selectMarks(db).where('mark.id', '=', id).executeTakeFirst()
  return row && toMark(db, row)
}

/** Newest first. */
export async function findMarks(db: Reader, limit: number): Promise<MarkRecord[]> {
  const rows = await selectMarks(db).orderBy('mark.ordinal', 'desc').limit(limit).execute()
  return Promise.all(rows.map((row) => toMark(db, row)))
}

/** Marks that wait to be confirmed, oldest first. */
export async function findProposedMarks(db: Reader): Promise<MarkRecord[]> {
  const rows = await selectMarks(db)
    .where('mark.state', '=', MarkState.enum.proposed)
    .orderBy('mark.ordinal')
    .execute()
  return Promise.all(rows.map((row) => toMark(db, row)))
}

export async function findMarksAbout(db: Reader, number: SubmissionNumber): Promise<MarkRecord[]> {
  const rows = await selectMarks(db)
    .where('mark.number', '=', number)
    .orderBy('mark.ordinal')
    .execute()
  return Promise.all(rows.map((row) => toMark(db, row)))
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

const selectObjections = (db: Reader) =>
  db
    .selectFrom('objection')
    .innerJoin('person', 'person.id', 'objection.person_id')
    .leftJoin('person as answerer', 'answerer.id', 'objection.answered_by')
    .selectAll('objection')
    .select(['person.name', 'answerer.name as answerer'])

type ObjectionRow = Awaited<ReturnType<ReturnType<typeof selectObjections>['execute']>>[number]

const About = z.union([SubmissionNumber, Month])

function toObjection(row: ObjectionRow): ObjectionRecord {
  const { answer, answered_by: by, answered_at: at } = row
  return {
    id: row.id as ObjectionId,
    about: About.parse(row.about),
    person: { id: row.person_id as PersonId, name: row.name },
    reason: row.reason,
    at: row.at as Instant,
    answered:
      answer === null || by === null || at === null
        ? null
        : { by: { id: by as PersonId, name: row.answerer ?? by }, answer, at: at as Instant },
  }
}

export async function findObjection(
  db: Reader,
  id: ObjectionId,
): Promise<ObjectionRecord | undefined> {
  const row = await selectObjections(db).where('objection.id', '=', id).executeTakeFirst()
  return row && toObjection(row)
}

/** Those that wait for an answer, oldest first. */
export async function findOpenObjections(db: Reader, limit: number): Promise<ObjectionRecord[]> {
  const rows = await selectObjections(db)
    .where('objection.answer', 'is', null)
    .orderBy('objection.at')
    .limit(limit)
    .execute()
  return rows.map(toObjection)
}

export async function writeObjection(tx: Tx, write: Of<'object'>): Promise<void> {
  await tx
    .insertInto('objection')
    .values({
      id: write.objection,
      about: write.about,
      person_id: write.person,
      reason: write.reason,
      at: write.at,
      answer: null,
      answered_by: null,
      answered_at: null,
    })
    .execute()
}

/** Somebody else has answered it meanwhile. */
export class AlreadyAnsweredError extends Error {
  override name = 'AlreadyAnsweredError'
}

export async function writeAnswer(tx: Tx, write: Of<'answer-objection'>): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('objection')
    .set({ answer: write.answer, answered_by: write.by, answered_at: write.at })
    .where('id', '=', write.objection)
    .where('answer', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new AlreadyAnsweredError('the objection is not open')
}
