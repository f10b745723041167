import type { Read } from '../handlers/contract.ts'
import { frozenAt, periodOf } from '../handlers/periods.ts'
import { broadcastOf } from '../handlers/ranking/broadcast.ts'
import { rankingTable } from '../handlers/ranking/table.ts'
import { rankingText } from '../handlers/ranking/text.ts'
import { isoOf } from '../handlers/time.ts'
import type { Config } from '../schema/config.ts'
import { Month } from '../schema/ids.ts'
import type { Instant } from '../schema/ids.ts'
import type { Organisation } from '../schema/organisation.ts'
import type { RankingTable } from '../schema/report.ts'
import type { Platform } from '../schema/update.ts'
import { queueBroadcast } from '../src/broadcast.ts'
import { channelsOf } from '../src/channels.ts'
import { monthBegins } from '../src/db/months.ts'
import type { Db } from '../src/db/open.ts'
import { readOrganisation } from '../src/db/organisation.ts'
import { readFrom } from '../src/db/read.ts'
import { loadRuleSets } from '../src/rules.ts'
import { CommandError, runCommand, UsageError, withDatabase } from './command.ts'

/** A month's ranking, for whoever runs the bot; sent to the groups if asked (contract, section 4). */
await runCommand(
  {
    usage: 'ranking -- --month 2026-10 [--json] [--broadcast] [--force]',
    flags: ['--json', '--broadcast', '--force'],
    options: ['--month'],
  },
  ({ words, flags, values }) => {
    const month = Month.safeParse(values.get('--month')).data
    if (month === undefined || words.length > 0) throw new UsageError('one month is wanted')
    return withDatabase(async (db, now, config) => {
      const file = await readOrganisation(db)
      if (!file) throw new CommandError('no organisation was imported yet')
      const asked: Asked = { month, now, config, file, force: flags.has('--force') }
      const table = await tableOf(readFrom(db), asked)
      const shown = flags.has('--json') ? asJson(month, table) : rankingText(table)
      if (!flags.has('--broadcast')) return shown
      const told = await broadcast(db, asked)
      if (!flags.has('--json')) return `${shown}\n\n${told}`
      // What goes to stdout is one document.
      process.stderr.write(`${told}\n`)
      return shown
    })
  },
)

interface Asked {
  month: Month
  now: Instant
  config: Config
  file: Organisation
  force: boolean
}

/** As frozen. It is the bot that freezes, and it does so at its next start at the latest. */
async function tableOf(read: Read, asked: Asked): Promise<RankingTable> {
  const { month, now, file, force } = asked
  const office = { subdistrict: file.subdistrict.name, ruleSets: loadRuleSets() }
  if (monthBegins(month) > now) throw new CommandError(`${month} has not begun`)
  const table = await rankingTable(read, periodOf(month), { office, now })
  if (table.frozen || force) return table
  throw new CommandError(`${await whyNot(read, asked)}; --force shows what is recorded by now`)
}

async function whyNot(read: Read, { month, now, config }: Asked): Promise<string> {
  const due = frozenAt(config, month)
  if (due > now) return `${month} is not frozen yet, that is due at ${isoOf(due)}`
  const last = await read.lastFrozenMonth()
  if (last !== undefined && month <= last) return `${month} was before the bot and is not frozen`
  return `${month} is due since ${isoOf(due)} but not frozen yet, the bot does it when it runs`
}

/** Queues and notes it in one commit: of two who ask at the same time one is told of nothing. */
function broadcast(db: Db, asked: Asked): Promise<string> {
  const { month, now, config, file } = asked
  const platforms = platformsOf(config)
  const channels = channelsOf(file)
  return db.transaction().execute(async (tx) => {
    const table = await tableOf(readFrom(tx), asked)
    const effect = broadcastOf(periodOf(month), table)
    const rows = await queueBroadcast({ tx, now, platforms, channels }, effect)
    if (rows.length > 0) {
      return `queued ${rows.length} sends, the running bot sends them, or the next start`
    }
    return channels.some(({ chat }) => platforms.includes(chat.platform))
      ? `nothing to send: ${month} was queued for every channel before`
      : 'nothing to send: no group has a channel on a platform that is on'
  })
}

function platformsOf({ wecom, dingtalk, sandbox }: Config): Platform[] {
  return [
    ...(wecom.enabled || sandbox.enabled ? (['wecom'] as const) : []),
    ...(dingtalk.enabled || sandbox.enabled ? (['dingtalk'] as const) : []),
  ]
}

function asJson(month: Month, { lists }: RankingTable): string {
  return JSON.stringify({
    month,
    groups: lists.map(({ name, rows }) => ({
      name,
      rows: rows.map(({ place, unit, submitted, filed, adopted, hundredths }) => ({
        place,
        unit,
        submitted,
        filed,
        adopted,
        points: hundredths / 100,
      })),
    })),
  })
}
