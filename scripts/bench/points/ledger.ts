import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import BetterSqlite from 'better-sqlite3'
import { addMonths, monthOf, periodOf } from '../../../handlers/periods.ts'
import { withQuota } from '../../../handlers/ranking/owed.ts'
import { rankingTable } from '../../../handlers/ranking/table.ts'
import { Instant, Month, Period } from '../../../schema/ids.ts'
import type { RankingTable } from '../../../schema/report.ts'
import { openDatabase } from '../../../src/db/open.ts'
import { writeFrozen } from '../../../src/db/periods.ts'
import { readFrom } from '../../../src/db/read.ts'
import { loadRuleSets } from '../../../src/rules.ts'
import { SENDERS, UNITS } from '../office.ts'

const FIRST_YEAR = 2023
const MONTHS = 36
/** The oldest first. */
export const MONTHS_OF_LEDGER: readonly Period[] = Array.from({ length: MONTHS }, (_, place) => {
  const month = String((place % 12) + 1).padStart(2, '0')
  return Period.parse(`${FIRST_YEAR + Math.floor(place / 12)}-${month}`)
})
/** Items that five units share: the point for filing and those of one adoption, split among them. */
const SHARED_BY = 5
const LINES = [
  { rule: 'onTime', hundredths: 20, adoption: 'null' },
  { rule: 'adoption', hundredths: 150, adoption: 'n' },
] as const
const CORRECTIONS_A_MONTH = 30

/** Three years of a copy of that office, with so many entries in its ledger. */
export function makeLedger(template: string, folder: string, entries: number): string {
  const file = join(folder, `ledger-${entries}.db`)
  copyFileSync(template, file)
  const db = new BetterSqlite(file)
  const items = `with recursive item(n) as (
      select 1 union all select n + 1 from item where n < ${entries / SHARED_BY / LINES.length}
    ), filed as (
      select n, ${FIRST_YEAR} + n % ${MONTHS} / 12 as year, n % 12 + 1 as moon,
        'sender' || (n / ${MONTHS} % ${SENDERS}) as author, n / ${MONTHS} % ${UNITS} as unit from item
    ), dated as (
      select *, year || '-' || n as number, printf('%d-%02d', year, moon) as month,
        printf('%d-%02d-10', year, moon) as day,
        strftime('%s', printf('%d-%02d-10T04:00:00Z', year, moon)) * 1000 + n as at from filed
    )`
  db.transaction(() => {
    db.exec(`${items} insert into submission (number, year, ordinal, unit_code, author_id, status,
        status_at, version, late, first_submitted_at, filed_at)
      select number, year, n, ${unitCodeOf('unit')}, author, 'adopted', at, 1, 0, at, at from dated`)
    db.exec(`${items} insert into adoption (id, number, level, outlet, used_as, day, month,
        hundredths, rule_version, factors, recorded_by, recorded_at)
      select n, number, iif(n % 3 = 0, 'city', 'district'), '日报', 'feature', day, month, 750, '1', '{}',
        'editor', at from dated`)
    for (const { rule, hundredths, adoption } of LINES) {
      db.exec(`${items}, share(place) as (values ${shares}) insert into ledger_entry (key, at, day,
          month, of_month, unit_code, person_id, number, adoption_id, rule, rule_version, factors,
          hundredths)
        select '${rule} ' || n || ' ' || place, at, day, month,
          ${rule === 'onTime' ? `iif(n <= ${CORRECTIONS_A_MONTH * MONTHS} and place = 0, '${FIRST_YEAR - 1}-12', null)` : 'null'},
          ${unitCodeOf('unit + place')}, author, number, ${adoption}, '${rule}', '1', '{}',
          ${hundredths} from dated, share`)
    }
  })()
  db.close()
  return file
}

const shares = Array.from({ length: SHARED_BY }, (_, place) => `(${place})`).join(', ')
const unitCodeOf = (index: string) => `printf('U%02d', (${index}) % ${UNITS})`

export interface Rankings {
  ms: number[]
  /** Of that month, for whoever wants a picture of it. */
  table: RankingTable
}

/** The ranking of one month, counted anew each time as for somebody who asks. */
export async function rankAgain(file: string, times: number): Promise<Rankings> {
  const db = await openDatabase({ file, kind: 'real' })
  const office = { subdistrict: '测试街道', ruleSets: loadRuleSets() }
  const now = Instant.parse(Date.now())
  const month = MONTHS_OF_LEDGER.at(-1)
  if (month === undefined) throw new Error('a ledger has months')
  const rank = () => rankingTable(readFrom(db), month, { office, now })
  try {
    const ms: number[] = []
    const table = await rank()
    while (ms.length < times) {
      const startedAt = performance.now()
      await rank()
      ms.push(performance.now() - startedAt)
    }
    return { ms, table }
  } finally {
    await db.destroy()
  }
}

/** As the bot would have done it by now: it has nothing to catch up with. */
export async function freezeAll(file: string): Promise<void> {
  const db = await openDatabase({ file, kind: 'real' })
  const at = Instant.parse(Date.now())
  const first = Month.parse(MONTHS_OF_LEDGER[0])
  await db.transaction().execute(async (tx) => {
    for (let month = first; month < monthOf(at); month = addMonths(month, 1)) {
      const span = { from: month, to: month }
      const units = await readFrom(tx).figures(span, at)
      const figures = { units: await withQuota(readFrom(tx), span, units, month), corrections: [] }
      await writeFrozen(tx, { type: 'freeze', period: periodOf(month), asOf: at, figures, at })
    }
  })
  await db.destroy()
}
