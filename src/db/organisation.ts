import type { Kysely, Transaction } from 'kysely'
import { Organisation } from '../../schema/organisation.ts'
import type { Instant } from '../../schema/ids.ts'
import type { Database } from '../../schema/tables.ts'
import { accountKey } from './people.ts'

type Tx = Transaction<Database>

const KEY = 'organisation'

/** The file that was imported last, with its secrets. */
export async function readOrganisation(db: Kysely<Database>): Promise<Organisation | undefined> {
  const text = await readOrganisationText(db)
  return text === undefined ? undefined : parseOrganisation(text)
}

/** As it is stored: whether it is still the same can be told without parsing it. */
export async function readOrganisationText(db: Kysely<Database>): Promise<string | undefined> {
  const row = await db
    .selectFrom('office_document')
    .select('body')
    .where('key', '=', KEY)
    .executeTakeFirst()
  return row?.body
}

export const parseOrganisation = (text: string): Organisation =>
  Organisation.parse(JSON.parse(text))

/** Puts the file in the place of the former one. Who and what is no longer in it is closed, not deleted. */
export async function writeOrganisation(tx: Tx, file: Organisation, now: Instant): Promise<void> {
  const body = JSON.stringify(file)
  await tx
    .insertInto('office_document')
    .values({ key: KEY, body })
    .onConflict((oc) => oc.column('key').doUpdateSet({ body }))
    .execute()
  await closeAll(tx, now)
  for (const [place, unit] of file.units.entries()) await writeUnit(tx, unit, place)
  for (const [place, person] of file.people.entries()) await writePerson(tx, person, place)
  for (const unit of file.units) {
    for (const [place, person] of unit.heads.entries()) {
      await tx
        .insertInto('unit_head')
        .values({ unit_code: unit.code, person_id: person, place })
        .execute()
    }
  }
}

async function closeAll(tx: Tx, now: Instant) {
  await tx.updateTable('unit').set({ closed_at: now }).where('closed_at', 'is', null).execute()
  await tx.updateTable('person').set({ closed_at: now }).where('closed_at', 'is', null).execute()
  await tx.deleteFrom('unit_head').execute()
  await tx.deleteFrom('person_role').execute()
}

async function writeUnit(tx: Tx, unit: Organisation['units'][number], place: number) {
  const values = {
    name: unit.name,
    kind: unit.kind,
    ranking_group: unit.rankingGroup,
    leader_in_charge: unit.leaderInCharge ?? null,
    monthly_quota: unit.monthlyQuota,
    place,
    closed_at: null,
  }
  await tx
    .insertInto('unit')
    .values({ code: unit.code, ...values })
    .onConflict((oc) => oc.column('code').doUpdateSet(values))
    .execute()
}

async function writePerson(tx: Tx, person: Organisation['people'][number], place: number) {
  const values = {
    name: person.name,
    title: person.title ?? null,
    unit_code: person.unit ?? null,
    place,
    closed_at: null,
  }
  await tx
    .insertInto('person')
    .values({ id: person.id, ...values })
    .onConflict((oc) => oc.column('id').doUpdateSet(values))
    .execute()
  for (const role of person.roles) {
    await tx.insertInto('person_role').values({ person_id: person.id, role }).execute()
  }
  await writeAccounts(tx, person)
}

async function writeAccounts(tx: Tx, person: Organisation['people'][number]) {
  const accounts = Object.entries(person.accounts).filter((pair): pair is [string, string] =>
    Boolean(pair[1]),
  )
  await tx
    .deleteFrom('account')
    .where('person_id', '=', person.id)
    .where((eb) =>
      eb.not(
        eb.or([
          eb.lit(false),
          ...accounts.map(([platform, account]) =>
            eb.and([eb('platform', '=', platform), eb('account_key', '=', accountKey(account))]),
          ),
        ]),
      ),
    )
    .execute()
  for (const [platform, account] of accounts) {
    await tx
      .insertInto('account')
      .values({
        platform,
        account_key: accountKey(account),
        account,
        person_id: person.id,
        used_at: 0,
      })
      .onConflict((oc) =>
        oc.columns(['platform', 'account_key']).doUpdateSet({ account, person_id: person.id }),
      )
      .execute()
  }
}
