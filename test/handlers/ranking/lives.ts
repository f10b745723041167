import { join } from 'node:path'
import { Period } from '../../../schema/ids.ts'
import { openDatabase } from '../../../src/db/open.ts'
import { importOrganisation } from '../../../src/organisation.ts'
import { loadRuleSets } from '../../../src/rules.ts'
import { folder } from '../../scripts/run.ts'
import { Books, instant } from '../points/books.ts'
import { sample } from '../review/cast.ts'
import { openOffice, type OfficeRoom } from './room.ts'

export const frozen = ({ books }: OfficeRoom, period: string) =>
  books.read.frozen(Period.parse(period))

export async function unitIn(office: OfficeRoom, period: string, code = 'C01') {
  const figures = await frozen(office, period)
  return figures?.units.find((unit) => unit.code === code)
}

export const asOf = async (office: OfficeRoom, period: string) => {
  const at = (await frozen(office, period))?.asOf
  return at === undefined ? undefined : new Date(at + 8 * 3600_000).toISOString().slice(0, 16)
}

/** The same database under one start after the other. */
export class Lives {
  readonly #database = join(folder(), 'baosong.db')

  start(now: string, env: Record<string, string> = {}, organisation: unknown = sample()) {
    const database = this.#database
    return openOffice({ now: `${now}+08:00`, database, env, organisation })
  }

  /** As an update would that an earlier life has kept. */
  async meanwhile(now: string, work: (books: Books) => Promise<void>) {
    const db = await openDatabase({ file: this.#database, kind: 'any' })
    await work(new Books(db, instant(now), loadRuleSets()))
    await db.destroy()
  }

  /** By the command, beside a bot that runs. */
  async imports(now: string, organisation: unknown) {
    const db = await openDatabase({ file: this.#database, kind: 'any' })
    await importOrganisation(db, organisation, instant(now))
    await db.destroy()
  }

  async live(now: string, until: string, work: (office: OfficeRoom) => Promise<unknown>) {
    const office = await this.start(now)
    await work(office)
    await office.until(until)
    await office.close()
  }
}
