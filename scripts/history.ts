import { historyLine } from '../handlers/review/history.ts'
import { statusLabel } from '../handlers/labels.ts'
import { plain } from '../handlers/text.ts'
import { isoOf } from '../handlers/time.ts'
import type { EventRecord, Read, SubmissionRecord } from '../handlers/contract.ts'
import { readFrom } from '../src/db/read.ts'
import { CommandError, runCommand, UsageError, withDatabase } from './command.ts'

/** What happened to an item, for whoever runs the bot (contract, section 4). */
await runCommand(
  { usage: 'history -- 2026-0001 [--json]', flags: ['--json'] },
  ({ words, flags }) => {
    const [typed, ...more] = words
    if (typed === undefined || more.length > 0) throw new UsageError('one number is wanted')
    return withDatabase(async (db) => {
      const read = readFrom(db)
      const item = await itemMeant(read, plain(typed))
      const events = await read.events(item.number)
      return flags.has('--json') ? asJson(item, events) : asText(item, events)
    })
  },
)

async function itemMeant(read: Read, typed: string): Promise<SubmissionRecord> {
  const [number, ...others] = await read.numbersMeant(typed)
  if (number === undefined) throw new CommandError(`there is no item ${typed}`)
  if (others.length > 0) {
    throw new CommandError(`${typed} may be one of ${[number, ...others].join(', ')}`)
  }
  const item = await read.submission(number)
  if (!item) throw new CommandError(`there is no item ${number}`)
  return item
}

function asJson(item: SubmissionRecord, events: readonly EventRecord[]): string {
  const { number, content, unit, status, version } = item
  return JSON.stringify({
    number,
    title: content.title,
    unit: unit.name,
    status,
    version,
    events: events.map((one) => ({
      at: isoOf(one.at),
      event: one.event,
      actor: one.actor,
      version: one.version,
      note: one.note,
    })),
  })
}

function asText(item: SubmissionRecord, events: readonly EventRecord[]): string {
  const { number, content, unit, status, version } = item
  const head = [number, content.title, unit.name, `第${version}版`, statusLabel[status]].join(' · ')
  return [head, ...events.map(historyLine)].join('\n')
}
