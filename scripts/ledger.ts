import { signedText } from '../handlers/points/show.ts'
import { subjectsOf, toldOf } from '../handlers/points/subjects.ts'
import type { Subjects } from '../handlers/points/subjects.ts'
import { plain } from '../handlers/text.ts'
import { isoOf, later } from '../handlers/time.ts'
import type { EntryRecord, Read, UnitFigures } from '../handlers/contract.ts'
import { pointsText } from '../schema/figure-text.ts'
import { Month } from '../schema/ids.ts'
import type { Instant } from '../schema/ids.ts'
import { readFrom } from '../src/db/read.ts'
import { CommandError, runCommand, UsageError, withDatabase } from './command.ts'

/** Every entry behind a unit's points of a month, for whoever is asked why (contract, section 4). */
await runCommand(
  { usage: 'ledger -- explain UNIT 2026-11 [--json]', flags: ['--json'] },
  ({ words, flags }) => {
    const [verb, unit, typed, ...more] = words
    if (verb !== 'explain' || unit === undefined || typed === undefined || more.length > 0)
      throw new UsageError('explain, a unit and a month are wanted')
    const month = Month.safeParse(plain(typed))
    if (!month.success) throw new UsageError(`${typed} is no month`)
    return withDatabase(async (db, now) => {
      const read = readFrom(db)
      const found = await unitMeant(read, plain(unit), month.data, now)
      const entries = await read.entries({ unit: found.code }, { from: month.data, to: month.data })
      const subjects = await subjectsOf(read, entries)
      const explain = flags.has('--json') ? asJson : asText
      return explain(found, month.data, entries, subjects)
    })
  },
)

/** By code or name; a closed unit, too, where it has anything in that month. */
async function unitMeant(read: Read, typed: string, month: Month, now: Instant) {
  const units = await read.figures({ from: month, to: month }, later(now, 1))
  const found = units.find(
    ({ code, name }) => code.toLowerCase() === typed.toLowerCase() || plain(name) === typed,
  )
  if (!found) throw new CommandError(`there is no unit ${typed} in ${month}`)
  return found
}

function totalOf(entries: readonly EntryRecord[]): number {
  return entries.reduce((sum, { hundredths }) => sum + hundredths, 0)
}

function asJson(
  { code, name }: UnitFigures,
  month: Month,
  entries: readonly EntryRecord[],
  subjects: Subjects,
): string {
  return JSON.stringify({
    unit: { code, name },
    month,
    total: totalOf(entries) / 100,
    entries: entries.map((entry) => ({
      id: entry.id,
      at: isoOf(entry.at),
      day: entry.day,
      number: entry.number,
      person: entry.person,
      rule: entry.rule,
      ruleVersion: entry.ruleVersion,
      factors: entry.factors,
      how: toldOf(entry, subjects),
      points: entry.hundredths / 100,
      ofMonth: entry.ofMonth,
      reverses: entry.reverses,
      reversedBy: entry.reversedBy,
    })),
  })
}

function asText(
  { code, name }: UnitFigures,
  month: Month,
  entries: readonly EntryRecord[],
  subjects: Subjects,
): string {
  const lines = entries.map((entry) => {
    const { id, day, number, rule, ruleVersion, hundredths, ofMonth, reverses, reversedBy } = entry
    return [
      `#${id}`,
      day,
      ...(number === null ? [] : [number]),
      toldOf(entry, subjects),
      `${rule} ${ruleVersion}`,
      signedText(hundredths),
      ...(ofMonth === null ? [] : [`更正 ${ofMonth}`]),
      ...(reverses === null ? [] : [`撤销 #${reverses}`]),
      ...(reversedBy === null ? [] : [`已由 #${reversedBy} 撤销`]),
    ].join(' · ')
  })
  const head = `${name}（${code}） · ${month} · ${entries.length} 笔`
  return [head, ...lines, `合计 ${pointsText(totalOf(entries))}`].join('\n')
}
