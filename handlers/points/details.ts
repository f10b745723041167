import type { Period, PersonId } from '../../schema/ids.ts'
import type { Actor, EntryRecord, Read, Span, Turn } from '../contract.ts'
import { addMonths, periodLabel, spanOf } from '../periods.ts'
import { bytesIn } from '../text.ts'
import { entryLines } from './entry-lines.ts'
import { ownPoints } from './own.ts'
import { pointsText } from './show.ts'

/** Entries of a page. */
const LINES = 15
/** What the chats take at once, with room for the count of what is left out. */
const ROOM = 1900
/** Stands for any page: the room that they leave is the same for all. */
const ANY_PAGE = 99

type Unit = NonNullable<Actor['unit']>

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
  const other = `看其他月份，例如回复“积分 明细 ${addMonths(span.from, -1)}”。`
  if (entries.length === 0) return `${label}还没有积分。${other}`
  const head = (page: number) => `${headOf(label, entries)}${page === 1 ? '' : `（第 ${page} 页）`}`
  const more = (count: number, page: number) =>
    count === 0 ? [] : [`更早的 ${count} 笔请回复“积分 明细 ${period} ${page}”。`]
  const closing = [...(await ownLine(read, span, turn)), other]
  const frame = [head(ANY_PAGE), ...more(entries.length, ANY_PAGE), ...closing, besides].join('\n')
  // No page has more lines than that: they are enough for all up to this one.
  const newest = entries.slice(-LINES * page)
  const lines = await entryLines(read, newest, writersOf(entries, turn), turn)
  const pages = pagesOf(lines, ROOM - bytesIn(frame)).slice(0, page)
  const shown = pages[page - 1]
  if (!shown) return `${label}积分明细没有第 ${page} 页。回复“积分 明细 ${period}”从最近的看起。`
  const earlier = entries.length - pages.flat().length
  return [head(page), ...shown, ...more(earlier, page + 1), ...closing].join('\n')
}

function headOf(label: string, entries: readonly EntryRecord[]): string {
  const sum = entries.reduce((all, { hundredths }) => all + hundredths, 0)
  return `${label}积分明细，共 ${entries.length} 笔，合计 ${pointsText(sum)} 分`
}

/** Where the asker's own points are not only the unit's: they are more than what is listed. */
async function ownLine(read: Read, span: Span, { actor }: Turn): Promise<string[]> {
  const { text, shared } = await ownPoints(read, actor.id, span)
  return shared === 0 ? [] : [`${actor.name}：${text}`]
}

/** Of what is listed, and the asker where they might have written as well. */
function writersOf(entries: readonly EntryRecord[], { actor }: Turn): Set<PersonId> {
  const writers = new Set(entries.flatMap(({ person }) => person ?? []))
  return actor.roles.includes('correspondent') ? writers.add(actor.id) : writers
}

/** As many of the newest lines as there is room for, then those before them, each in its order. */
function pagesOf(lines: readonly string[], room: number): string[][] {
  const pages: string[][] = [[]]
  let left = room
  for (const line of [...lines].reverse()) {
    const bytes = bytesIn(line) + 1
    const page = pages.at(-1) ?? []
    if (page.length > 0 && (page.length === LINES || bytes > left)) {
      pages.push([line])
      left = room - bytes
    } else {
      page.unshift(line)
      left -= bytes
    }
  }
  return pages
}
