import { pointsText } from '../../schema/figure-text.ts'
import type { Period, PersonId } from '../../schema/ids.ts'
import type { EntryRecord, Read, Span, Turn } from '../contract.ts'
import { addMonths, monthOf, periodLabel, spanOf } from '../periods.ts'
import { firstMonthKept } from '../ranking/owed.ts'
import { bytesIn } from '../text.ts'
import { sumOf } from './arithmetic.ts'
import { calledBy } from './asked.ts'
import { entryLines } from './entry-lines.ts'
import { ownPoints } from './own.ts'
import { ANY_PAGE, LINES, pagesOf, ROOM } from './pages.ts'
import type { Unit } from './whose.ts'

/**
 * The unit's entries of the period, the newest last, in fewer bytes than the chats take together
 * with what is said `besides`. What is older than the first page is on those that follow.
 */
export async function details(
  read: Read,
  unit: Unit,
  { period, page, besides }: { period: Period; page: number; besides: string },
  turn: Turn,
): Promise<string> {
  const span = spanOf(period)
  const entries = await read.entries({ unit: unit.code }, span)
  const label = `${unit.name}${periodLabel(period)}`
  const asking = `积分 明细${calledBy(unit, turn.actor)}`
  const other = await otherMonth(read, asking, span, turn)
  if (entries.length === 0) {
    const yet = span.to < monthOf(turn.now) ? '没有' : '还没有'
    return [`${label}${yet}积分。`, ...other].join('')
  }
  const head = (page: number) => `${headOf(label, entries)}${page === 1 ? '' : `（第 ${page} 页）`}`
  const more = (count: number, page: number) =>
    count === 0 ? [] : [`更早的 ${count} 笔请回复“${asking} ${period} ${page}”。`]
  const closing = [...(await ownLine(read, unit, span, turn)), ...other]
  const frame = [head(ANY_PAGE), ...more(entries.length, ANY_PAGE), ...closing, besides].join('\n')
  // No page has more lines than that: they are enough for all up to this one.
  const newest = entries.slice(-LINES * page)
  const lines = await entryLines(read, newest, writersOf(entries, unit, turn), turn)
  const pages = fromTheNewest(lines, ROOM - bytesIn(frame)).slice(0, page)
  const shown = pages[page - 1]
  if (!shown) return `${label}积分明细没有第 ${page} 页。回复“${asking} ${period}”从最近的看起。`
  const earlier = entries.length - pages.flat().length
  return [head(page), ...shown, ...more(earlier, page + 1), ...closing].join('\n')
}

/** Where more can be seen: not in months before there was the bot. */
async function otherMonth(
  read: Read,
  asking: string,
  { from }: Span,
  { now }: Turn,
): Promise<string[]> {
  const earlier = addMonths(from, -1)
  const began = (await firstMonthKept(read)) ?? earlier
  if (earlier >= began) return [`看其他月份，例如回复“${asking} ${earlier}”。`]
  return from === monthOf(now) ? [] : [`看本月请回复“${asking}”。`]
}

function headOf(label: string, entries: readonly EntryRecord[]): string {
  return `${label}积分明细，共 ${entries.length} 笔，合计 ${pointsText(sumOf(entries))} 分`
}

/** Where the asker's own points are not only the unit's: they are more than what is listed. */
async function ownLine(read: Read, unit: Unit, span: Span, { actor }: Turn): Promise<string[]> {
  if (unit.code !== actor.unit?.code) return []
  const { text, shared } = await ownPoints(read, actor.id, span)
  return shared === 0 ? [] : [`${actor.name}：${text}`]
}

/** Of what is listed, and the asker where they might have written as well. */
function writersOf(entries: readonly EntryRecord[], unit: Unit, { actor }: Turn): Set<PersonId> {
  const writers = new Set(entries.flatMap(({ person }) => person ?? []))
  const mayWrite = actor.roles.includes('correspondent') && unit.code === actor.unit?.code
  return mayWrite ? writers.add(actor.id) : writers
}

/** The newest lines first, then those before them, each page in the ledger's order. */
const fromTheNewest = (lines: readonly string[], room: number): string[][] =>
  pagesOf([...lines].reverse(), room).map((page) => page.reverse())
