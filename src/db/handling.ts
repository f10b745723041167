import type { Kysely, Transaction } from 'kysely'
import type { Write } from '../../schema/effect.ts'
import type { Instant, PersonId, SubmissionNumber } from '../../schema/ids.ts'
import type { Handling } from '../../schema/records.ts'
import type { Database } from '../../schema/tables.ts'

/** Nobody, where whoever took it has left. */
export async function findHandling(
  db: Kysely<Database>,
  number: SubmissionNumber,
): Promise<Handling | undefined> {
  const row = await db
    .selectFrom('desk_claim')
    .innerJoin('person', 'person.id', 'desk_claim.person_id')
    .select(['person.id', 'person.name', 'desk_claim.at'])
    .where('number', '=', number)
    .where('person.closed_at', 'is', null)
    .executeTakeFirst()
  return row && { by: { id: row.id as PersonId, name: row.name }, at: row.at as Instant }
}

export async function writeHandling(
  tx: Transaction<Database>,
  { number, by, at }: Extract<Write, { type: 'take' }>,
): Promise<void> {
  await tx.deleteFrom('desk_claim').where('number', '=', number).execute()
  if (by === null) return
  await tx.insertInto('desk_claim').values({ number, person_id: by, at }).execute()
}
