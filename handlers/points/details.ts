import type { SubmissionNumber } from '../../schema/ids.ts'
import type { Actor, EntryRecord, Read } from '../contract.ts'
import { monthName, addMonths, periodLabel, spanOf } from '../periods.ts'
import type { Period } from '../../schema/ids.ts'
import { how, pointsText, signedText } from './show.ts'
import { bytesIn } from '../text.ts'

const LINES = 15
/** What the chats take at once, with room for the count of what is left out. */
const ROOM = 1900

/** Every entry of the unit in the period, the newest last, in fewer bytes than the chats take. */
export async function details(
  read: Read,
  unit: NonNullable<Actor['unit']>,
  period: Period,
  besides: string,
): Promise<string> {
  const span = spanOf(period)
  const entries = await read.entries({ unit: unit.code }, span)
  const label = periodLabel(period)
  const other = `看其他月份，例如回复“积分 明细 ${addMonths(span.from, -1)}”。`
  if (entries.length === 0) return `${unit.name}${label}还没有积分。${other}`
  const sum = entries.reduce((all, { hundredths }) => all + hundredths, 0)
  const head = `${unit.name}${label}积分明细，共 ${entries.length} 笔，合计 ${pointsText(sum)} 分`
  const lines = await linesOf(read, entries.slice(-LINES))
  while (bytesIn([head, ...lines, other, besides].join('\n')) > ROOM && lines.length > 1)
    lines.shift()
  const earlier = entries.length - lines.length
  const left = earlier === 0 ? [] : [`更早的 ${earlier} 笔没有列出`]
  return [head, ...left, ...lines, other].join('\n')
}

async function linesOf(read: Read, entries: readonly EntryRecord[]): Promise<string[]> {
  const outlets = await outletsOf(read, entries)
  return entries.map((entry) => entryLine(entry, outlets))
}

/** What an adoption was used by, for the entries that are about one. */
export async function outletsOf(
  read: Read,
  entries: readonly EntryRecord[],
): Promise<ReadonlyMap<string, string>> {
  const numbers = new Set(
    entries.flatMap(({ adoption, number }): SubmissionNumber[] =>
      adoption !== null && number !== null ? [number] : [],
    ),
  )
  const outlets = new Map<string, string>()
  for (const number of numbers)
    for (const { id, outlet } of await read.adoptions(number)) outlets.set(id, outlet)
  return outlets
}

/** `11-20 2026-0001 按时报送 +1` */
export function entryLine(entry: EntryRecord, outlets: ReadonlyMap<string, string>): string {
  const { day, month, number, adoption, factors, hundredths, ofMonth } = entry
  const said = day.startsWith(month.slice(0, 4)) ? day.slice(5) : day
  const outlet = adoption === null ? undefined : outlets.get(adoption)
  // Its words say that it gives nothing.
  const amount = factors.capped === undefined ? [signedText(hundredths)] : []
  const correction = ofMonth === null ? [] : [`更正（${monthName(ofMonth, month)}）`]
  return [
    said,
    ...(number === null ? [] : [number]),
    how(entry, outlet),
    ...amount,
    ...correction,
  ].join(' ')
}
