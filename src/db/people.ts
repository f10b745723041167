import type { Kysely } from 'kysely'
import type { Chat } from '../../schema/update.ts'
import { Platform } from '../../schema/update.ts'
import { Role } from '../../schema/submission.ts'
import type { Day, Instant, PersonId, UnitCode } from '../../schema/ids.ts'
import type { Database } from '../../schema/tables.ts'
import type { Actor, Delegation } from '../../schema/records.ts'

type Reader = Kysely<Database>

const selectPeople = (db: Reader) =>
  db
    .selectFrom('person')
    .leftJoin('unit', 'unit.code', 'person.unit_code')
    .select(['person.id', 'person.name', 'person.unit_code', 'unit.name as unit_name'])
    .where('person.closed_at', 'is', null)

async function toActors(
  db: Reader,
  rows: { id: string; name: string; unit_code: string | null; unit_name: string | null }[],
): Promise<Actor[]> {
  if (rows.length === 0) return []
  const roles = await db
    .selectFrom('person_role')
    .selectAll()
    .where(
      'person_id',
      'in',
      rows.map((row) => row.id),
    )
    .execute()
  return rows.map((row) => ({
    id: row.id as PersonId,
    name: row.name,
    unit:
      row.unit_code === null || row.unit_name === null
        ? null
        : { code: row.unit_code as UnitCode, name: row.unit_name },
    roles: roles.filter((r) => r.person_id === row.id).map((r) => Role.parse(r.role)),
  }))
}

export async function findPerson(db: Reader, id: PersonId): Promise<Actor | undefined> {
  const rows = await selectPeople(db).where('person.id', '=', id).execute()
  return (await toActors(db, rows))[0]
}

export async function findPeopleNamed(db: Reader, name: string): Promise<Actor[]> {
  const rows = await selectPeople(db)
    .where('person.name', '=', name)
    .orderBy('person.place')
    .execute()
  return toActors(db, rows)
}

export async function findWithRole(db: Reader, role: Role): Promise<Actor[]> {
  const rows = await selectPeople(db)
    .innerJoin('person_role', 'person_role.person_id', 'person.id')
    .where('person_role.role', '=', role)
    .orderBy('person.place')
    .execute()
  return toActors(db, rows)
}

/**
 * Who holds a role for a unit: its heads, its leader in charge, its correspondents; the other
 * roles belong to the whole office.
 */
export async function findHolders(db: Reader, role: Role, unit: UnitCode): Promise<Actor[]> {
  if (role === 'unitHead') {
    const rows = await selectPeople(db)
      .innerJoin('unit_head', 'unit_head.person_id', 'person.id')
      .where('unit_head.unit_code', '=', unit)
      .orderBy('unit_head.place')
      .execute()
    return toActors(db, rows)
  }
  if (role === 'leaderInCharge') {
    const rows = await selectPeople(db)
      .innerJoin('unit as charge', 'charge.leader_in_charge', 'person.id')
      .where('charge.code', '=', unit)
      .execute()
    return toActors(db, rows)
  }
  const holders = await findWithRole(db, role)
  return role === 'correspondent' ? holders.filter((p) => p.unit?.code === unit) : holders
}

/** The stand-in that a person has named, also one whose days are still to come or are over. */
export async function findDelegation(
  db: Reader,
  person: PersonId,
): Promise<Delegation | undefined> {
  const row = await db
    .selectFrom('stand_in')
    .selectAll()
    .where('person_id', '=', person)
    .executeTakeFirst()
  const standIn = row && (await findPerson(db, row.stand_in_id as PersonId))
  return standIn && { standIn, from: row.from_day as Day, to: row.to_day as Day }
}

export async function findStandIn(
  db: Reader,
  person: PersonId,
  day: Day,
): Promise<Actor | undefined> {
  const delegation = await findDelegation(db, person)
  return delegation && delegation.from <= day && day <= delegation.to
    ? delegation.standIn
    : undefined
}

/** Ids of accounts are compared without regard to case (WeCom document 90236's `userid`). */
export function accountKey(account: string): string {
  return account.toLowerCase()
}

export async function findByAccount(
  db: Reader,
  platform: Platform,
  account: string,
): Promise<Actor | undefined> {
  const row = await db
    .selectFrom('account')
    .select('person_id')
    .where('platform', '=', platform)
    .where('account_key', '=', accountKey(account))
    .executeTakeFirst()
  return row && findPerson(db, row.person_id as PersonId)
}

export async function touchAccount(
  db: Reader,
  platform: Platform,
  account: string,
  at: Instant,
): Promise<void> {
  await db
    .updateTable('account')
    .set({ used_at: at })
    .where('platform', '=', platform)
    .where('account_key', '=', accountKey(account))
    .execute()
}

/** Where a person is written to: the account that they used last, among the platforms that are on. */
export async function findChatOf(
  db: Reader,
  person: PersonId,
  platforms: readonly Platform[],
): Promise<Chat | undefined> {
  if (platforms.length === 0) return undefined
  const row = await db
    .selectFrom('account')
    .select(['platform', 'account'])
    .where('person_id', '=', person)
    .where('platform', 'in', platforms)
    .orderBy('used_at', 'desc')
    .orderBy('platform', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && { platform: Platform.parse(row.platform), kind: 'person', id: row.account }
}
