import { pointsText } from '../../schema/figure-text.ts'
import { Period } from '../../schema/ids.ts'
import type { RankingRow, RankingTable } from '../../schema/report.ts'
import { monthOf, periodLabel, periodOf, quarterOf } from '../periods.ts'
import { bytesIn, shorten } from '../text.ts'
import { clockOf, dayInWords, dayOf } from '../time.ts'

/** So much the chats take at once (product, section 4). */
const ROOM = 2000
const LINES = 10
const CORRECTIONS = 3
/** Code points. Names as long as that are told from each other by their beginnings. */
const NAME = 20
const IDLE = 60

interface Frame {
  /** Fewer bytes than that. */
  room?: number
  /** Where the rest of it is to be seen. */
  whole?: '图' | '表格'
}

/** What is said of a table; the rest is left to the picture. */
interface Shown {
  /** Rows of each list. */
  rows: number[]
  corrections: number
  idle: boolean
}

/**
 * The table for phones, under 2,000 bytes of UTF-8 whatever the names: the first ten of each list,
 * fewer of the longer one where that would be too much.
 */
export function rankingText(
  table: RankingTable,
  { room = ROOM, whole = '图' }: Frame = {},
): string {
  const shown: Shown = {
    rows: table.lists.map((list) => Math.min(placed(list.rows).length, LINES)),
    corrections: Math.min(table.corrections.length, CORRECTIONS),
    idle: true,
  }
  let text = render(table, shown, whole)
  while (bytesIn(text) >= room && less(shown)) text = render(table, shown, whole)
  return text
}

/** Takes one thing away; `false` once only the head is left. */
function less(shown: Shown): boolean {
  const most = Math.max(...shown.rows, 0)
  if (most > 0) shown.rows[shown.rows.lastIndexOf(most)] = most - 1
  else if (shown.corrections > 0) shown.corrections -= 1
  else if (shown.idle) shown.idle = false
  else return false
  return true
}

function render(table: RankingTable, shown: Shown, whole: string): string {
  const lists = table.lists.map(({ name, rows }, index) => {
    const all = placed(rows)
    return { name, all, lines: all.slice(0, shown.rows[index]).map(lineOf) }
  })
  const cut = lists.some(({ all, lines }) => lines.length < all.length)
  const below = [
    ...(cut ? [`完整见${whole}。`] : []),
    ...(shown.idle ? idleLine(table) : []),
    ...correctionLines(table, shown.corrections, whole),
  ]
  return [
    `${shorten(table.subdistrict, NAME)}宣传信息排行 · ${table.period}`,
    `统计截至 ${momentOf(table)}${table.frozen ? '' : '（未定稿）'}`,
    ...lists.flatMap(({ name, lines }) =>
      lines.length === 0 ? [] : ['', `【${shorten(name, NAME)}】`, ...lines],
    ),
    ...(below.length === 0 ? [] : ['', ...below]),
  ].join('\n')
}

const placed = (rows: readonly RankingRow[]): RankingRow[] =>
  rows.filter(({ place }) => place !== null)

/** `1. 溪畔社区 38.5分（报5 用3）` */
function lineOf({ place, unit, hundredths, filed, adopted }: RankingRow): string {
  const points = pointsText(hundredths)
  return `${place ?? ''}. ${shorten(unit, NAME)} ${points}分（报${filed} 用${adopted}）`
}

/** The year is said where it is not that of the period. */
function momentOf({ asOf, period }: RankingTable): string {
  const day = dayOf(asOf)
  const year = `${day.slice(0, 4)}年`
  return `${period.startsWith(year) ? '' : year}${dayInWords(day)} ${clockOf(asOf)}`
}

/** In neutral words: who has nothing yet. */
function idleLine(table: RankingTable): string[] {
  const idle = table.lists.flatMap(({ rows }) => rows.filter(({ place }) => place === null))
  if (idle.length === 0) return []
  const named: string[] = []
  for (const { unit } of idle) {
    const next = shorten(unit, NAME)
    if (named.length > 0 && Array.from([...named, next].join('、')).length > IDLE) break
    named.push(next)
  }
  const more = named.length < idle.length ? ` 等 ${idle.length} 个单位` : ''
  return [`${spanName(table)}暂无：${named.join('、')}${more}`]
}

/** What is frozen is read when another month has begun; what is asked about may be long over. */
function spanName({ period, frozen, asOf }: RankingTable): string {
  const month = monthOf(asOf)
  const isNow = (of: Period) => !frozen && period === periodLabel(of)
  if (isNow(periodOf(month))) return '本月'
  if (isNow(quarterOf(month))) return '本季度'
  if (isNow(Period.parse(month.slice(0, 4)))) return '本年度'
  return period.replace(/^\d{4}年(?=.)/u, '')
}

function correctionLines({ corrections }: RankingTable, shown: number, whole: string): string[] {
  const more = corrections.length - shown
  return [
    ...corrections.slice(0, shown).map((line) => `更正：${shorten(line, 80)}`),
    ...(more > 0 ? [`${shown === 0 ? '' : '另'}有更正 ${more} 项，见${whole}。`] : []),
  ]
}
