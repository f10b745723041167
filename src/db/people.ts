import { z } from 'zod'
import type { Kysely } from 'kysely'
import type { Chat } from '../../schema/update.ts'
import { Platform } from '../../schema/update.ts'
import { Role } from '../../schema/submission.ts'
import type { Day, Instant, PersonId, UnitCode } from '../../schema/ids.ts'
import type { Database } from '../../schema/tables.ts'
import type { Actor, Delegation, UnitRecord } from '../../schema/records.ts'
import { prepared } from './prepared.ts'

type Reader = Kysely<Database>

/** One query a person, and no join: SQLite is several times quicker with scalar subqueries. */
const selectPeople = (db: Reader) =>
  db
    .selectFrom('person')
    .select(['person.id', 'person.name', 'person.unit_code'])
    .select((eb) => [
      eb
        .selectFrom('unit')
        .select('unit.name')
        .whereRef('unit.code', '=', 'person.unit_code')
        .as('unit_name'),
      eb
        .selectFrom('person_role')
        .select((role) => role.fn<string>('json_group_array', ['person_role.role']).as('roles'))
        .whereRef('person_role.person_id', '=', 'person.id')
        .as('roles'),
    ])
    .where('person.closed_at', 'is', null)

const Roles = z.array(Role)

function toActor(row: {
  id: string
  name: string
  unit_code: string | null
  unit_name: string | null
  roles: string | null
}): Actor {
  return {
    id: row.id as PersonId,
    name: row.name,
    unit:
      row.unit_code === null || row.unit_name === null
        ? null
        : { code: row.unit_code as UnitCode, name: row.unit_name },
    roles: Roles.parse(JSON.parse(row.roles ?? '[]')),
  }
}

const personWithId = prepared((db, id: string) => selectPeople(db).where('person.id', '=', id))

export async function findPerson(db: Reader, id: PersonId): Promise<Actor | undefined> {
  return (await personWithId(db, id)).map(toActor)[0]
}

export async function findPeopleNamed(db: Reader, name: string): Promise<Actor[]> {
  const rows = await selectPeople(db)
    .where('person.name', '=', name)
    .orderBy('person.place')
    .execute()
  return rows.map(toActor)
}

export async function findWithRole(db: Reader, role: Role): Promise<Actor[]> {
  const rows = await selectPeople(db)
    .innerJoin('person_role', 'person_role.person_id', 'person.id')
    .where('person_role.role', '=', role)
    .orderBy('person.place')
    .execute()
  return rows.map(toActor)
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
    return rows.map(toActor)
  }
  if (role === 'leaderInCharge') {
    const rows = await selectPeople(db)
      .innerJoin('unit as charge', 'charge.leader_in_charge', 'person.id')
      .where('charge.code', '=', unit)
      .execute()
    return rows.map(toActor)
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

const personWithAccount = prepared((db, platform: Platform, key: string) =>
  selectPeople(db).where('person.id', '=', (eb) =>
    eb
      .selectFrom('account')
      .select('account.person_id')
      .where('account.platform', '=', platform)
      .where('account.account_key', '=', key),
  ),
)

export async function findByAccount(
  db: Reader,
  platform: Platform,
  account: string,
): Promise<Actor | undefined> {
  return (await personWithAccount(db, platform, accountKey(account))).map(toActor)[0]
}

const touch = prepared((db, at: Instant, platform: Platform, key: string) =>
  db
    .updateTable('account')
    .set({ used_at: at })
    .where('platform', '=', platform)
    .where('account_key', '=', key),
)

export async function touchAccount(
  db: Reader,
  platform: Platform,
  account: string,
  at: Instant,
): Promise<void> {
  await touch(db, at, platform, accountKey(account))
}

/**
 * Where a person is written to: the account that they used last, among the platforms that are on.
 * Who has left is told nothing any more.
 */
export async function findChatOf(
  db: Reader,
  person: PersonId,
  platforms: readonly Platform[],
): Promise<Chat | undefined> {
  if (platforms.length === 0) return undefined
  const row = await db
    .selectFrom('account')
    .innerJoin('person', 'person.id', 'account.person_id')
    .select(['platform', 'account'])
    .where('person_id', '=', person)
    .where('person.closed_at', 'is', null)
    .where('platform', 'in', platforms)
    .orderBy('used_at', 'desc')
    .orderBy('platform', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && { platform: Platform.parse(row.platform), kind: 'person', id: row.account }
}

/** Units that are open, in the file's order. */
export async function findUnits(db: Reader): Promise<UnitRecord[]> {
  const rows = await db
    .selectFrom('unit')
    .select(['code', 'name', 'ranking_group', 'monthly_quota'])
    .where('closed_at', 'is', null)
    .orderBy('place')
    .execute()
  return rows.map((row) => ({
    code: row.code as UnitCode,
    name: row.name,
    list: row.ranking_group,
    monthlyQuota: row.monthly_quota,
  }))
}
