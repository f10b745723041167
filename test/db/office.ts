import { sql } from 'kysely'
import { onTestFinished } from 'vitest'
import { Instant, PersonId, UnitCode } from '../../schema/ids.ts'
import { Organisation } from '../../schema/organisation.ts'
import { openDatabase } from '../../src/db/open.ts'
import type { Db } from '../../src/db/open.ts'
import { importOrganisation } from '../../src/organisation.ts'
import { sampleOrganisation } from '../support/chat.ts'

export const at = (time: string) => Instant.parse(Date.parse(time))
export const now = at('2026-11-20T10:00:00+08:00')
export async function imported(): Promise<Db> {
  const db = await openDatabase({ file: ':memory:', kind: 'any' })
  onTestFinished(() => db.destroy())
  await importOrganisation(db, sampleOrganisation(), now)
  return db
}

/** The sample, changed: also into what no file may be. */
export function changed(change: (file: Organisation) => void): Organisation {
  const file = Organisation.parse(sampleOrganisation())
  change(file)
  return file
}

export const unit = (file: Organisation, code: string) =>
  found(file.units.find((one) => one.code === code))
export const person = (file: Organisation, id: string) =>
  found(file.people.find((one) => one.id === id))

export function found<One>(one: One | undefined): One {
  if (one === undefined) throw new Error('the sample has changed')
  return one
}

export const id = (text: string) => PersonId.parse(text)
export const code = (text: string) => UnitCode.parse(text)

/** Everything the database holds, row by row. */
export async function contents(db: Db): Promise<unknown> {
  const tables = await sql<{ name: string }>`
    select name from sqlite_master where type = 'table' order by name
  `.execute(db)
  const rows = tables.rows.map(async ({ name }) => {
    const table = await sql`select * from ${sql.table(name)} order by rowid`.execute(db)
    return [name, table.rows]
  })
  return Promise.all(rows)
}
