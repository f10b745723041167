import { z } from 'zod'
import { sql } from 'kysely'
import type { Kysely, Transaction } from 'kysely'
import { ReviewRole } from '../../schema/submission.ts'
import type { Instant, PersonId, StepId, SubmissionNumber } from '../../schema/ids.ts'
import type { Database } from '../../schema/tables.ts'
import type { StepHolder, Write } from '../../schema/effect.ts'
import type { StepRecord } from '../../schema/records.ts'

type Reader = Kysely<Database>
type Tx = Transaction<Database>
type Of<Type extends Write['type']> = Extract<Write, { type: Type }>

const Outcome = z.enum(['open', 'approve', 'return', 'void'])

/** Two people decided one step: the second one's turn is rolled back and handled again. */
class AlreadyDecidedError extends Error {
  override name = 'AlreadyDecidedError'
}

type StepRow = Database['step']

async function toStep(db: Reader, row: StepRow): Promise<StepRecord> {
  const holders = await db
    .selectFrom('step_holder')
    .select(['person_id', 'on_behalf_of'])
    .where('step_id', '=', row.id)
    .orderBy('place')
    .execute()
  return {
    id: row.id as StepId,
    number: row.number as SubmissionNumber,
    version: row.version,
    place: row.place,
    role: ReviewRole.parse(row.role),
    note: row.note,
    openedAt: row.opened_at as Instant,
    outcome: Outcome.parse(row.outcome),
    holders: holders.map((h) => ({
      person: h.person_id as PersonId,
      onBehalfOf: h.on_behalf_of as PersonId | null,
    })),
    decision: await findDecision(db, row.id),
  }
}

async function findDecision(db: Reader, step: string): Promise<StepRecord['decision']> {
  const row = await db
    .selectFrom('decision')
    .innerJoin('person', 'person.id', 'decision.person_id')
    .leftJoin('person as behalf', 'behalf.id', 'decision.on_behalf_of')
    .select([
      'person_id',
      'person.name',
      'on_behalf_of',
      'behalf.name as behalf_name',
      'reason',
      'at',
    ])
    .where('step_id', '=', step)
    .where('taken_back_at', 'is', null)
    .executeTakeFirst()
  if (!row) return null
  return {
    by: { id: row.person_id as PersonId, name: row.name },
    onBehalfOf:
      row.on_behalf_of === null
        ? null
        : { id: row.on_behalf_of as PersonId, name: row.behalf_name ?? row.on_behalf_of },
    reason: row.reason,
    at: row.at as Instant,
  }
}

export async function findStep(db: Reader, id: StepId): Promise<StepRecord | undefined> {
  const row = await db.selectFrom('step').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toStep(db, row)
}

export async function findSteps(db: Reader, number: SubmissionNumber): Promise<StepRecord[]> {
  const rows = await db
    .selectFrom('step')
    .selectAll()
    .where('number', '=', number)
    .orderBy('opened_at')
    .orderBy('version')
    .orderBy('place')
    // Two within one millisecond: a step that was voided and opened again.
    .orderBy(sql`rowid`)
    .execute()
  return Promise.all(rows.map((row) => toStep(db, row)))
}

export async function findPending(db: Reader, person: PersonId): Promise<StepRecord[]> {
  const rows = await db
    .selectFrom('step')
    .innerJoin('step_holder', 'step_holder.step_id', 'step.id')
    .selectAll('step')
    .where('step_holder.person_id', '=', person)
    .where('step.outcome', '=', 'open')
    .orderBy('step.opened_at')
    .execute()
  return Promise.all(rows.map((row) => toStep(db, row)))
}

export async function openStep(tx: Tx, write: Of<'open-step'>) {
  await tx
    .insertInto('step')
    .values({
      id: write.step,
      number: write.number,
      version: write.version,
      place: write.place,
      role: write.role,
      note: write.note,
      opened_at: write.at,
      outcome: 'open',
      closed_at: null,
    })
    .execute()
  for (const holder of write.holders) await addHolder(tx, write.step, holder)
}

export async function addHolder(tx: Tx, step: StepId, holder: StepHolder) {
  await tx
    .insertInto('step_holder')
    .values((eb) => ({
      step_id: step,
      person_id: holder.person,
      on_behalf_of: holder.onBehalfOf,
      place: eb
        .selectFrom('step_holder')
        .select((s) => s.fn.countAll<number>().as('n'))
        .where('step_id', '=', step),
    }))
    .onConflict((oc) => oc.doNothing())
    .execute()
}

export async function dropHolder(tx: Tx, step: StepId, person: PersonId) {
  await tx
    .deleteFrom('step_holder')
    .where('step_id', '=', step)
    .where('person_id', '=', person)
    .execute()
}

export async function writeDecision(tx: Tx, write: Of<'decide'>) {
  const { numUpdatedRows } = await tx
    .updateTable('step')
    .set({ outcome: write.decision, closed_at: write.at })
    .where('id', '=', write.step)
    .where('outcome', '=', 'open')
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new AlreadyDecidedError('the step is not open')
  await tx
    .insertInto('decision')
    .values({
      step_id: write.step,
      decision: write.decision,
      person_id: write.by,
      on_behalf_of: write.onBehalfOf,
      reason: write.reason,
      hash: write.hash,
      at: write.at,
      taken_back_at: null,
    })
    .execute()
}

/** The decision stays in the record, marked; the step is open again. */
export async function takeBackDecision(tx: Tx, write: Of<'take-back'>) {
  await tx
    .updateTable('decision')
    .set({ taken_back_at: write.at })
    .where('step_id', '=', write.step)
    .where('taken_back_at', 'is', null)
    .execute()
  await tx
    .updateTable('step')
    .set({ outcome: 'open', closed_at: null })
    .where('id', '=', write.step)
    .execute()
}

export async function voidStep(tx: Tx, write: Of<'void-step'>) {
  await tx
    .updateTable('step')
    .set({ outcome: 'void', closed_at: write.at })
    .where('id', '=', write.step)
    .where('outcome', '=', 'open')
    .execute()
}

export async function writeStandIn(tx: Tx, write: Of<'stand-in'>) {
  const days = { stand_in_id: write.standIn, from_day: write.from, to_day: write.to }
  await tx
    .insertInto('stand_in')
    .values({ person_id: write.person, ...days })
    .onConflict((oc) => oc.column('person_id').doUpdateSet(days))
    .execute()
}

export async function endStandIn(tx: Tx, person: PersonId) {
  await tx.deleteFrom('stand_in').where('person_id', '=', person).execute()
}
