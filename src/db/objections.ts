import { z } from 'zod'
import type { Kysely, Transaction } from 'kysely'
import type { Write } from '../../schema/effect.ts'
import { Month, SubmissionNumber } from '../../schema/ids.ts'
import type { Instant, ObjectionId, PersonId } from '../../schema/ids.ts'
import type { ObjectionRecord } from '../../schema/records.ts'
import type { Database } from '../../schema/tables.ts'

type Reader = Kysely<Database>
type Tx = Transaction<Database>
type Of<Type extends Write['type']> = Extract<Write, { type: Type }>

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
class AlreadyAnsweredError extends Error {
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
