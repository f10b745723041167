import type { RankingRow, RankingTable } from '../../schema/report.ts'
import { SHANGHAI_OFFSET_MS } from '../../schema/zone.ts'

/** `本月`, `本季度`, `本年度`: what a text calls its own period. */
export function thisPeriod(period: string): string {
  if (period.endsWith('月')) return '本月'
  return period.endsWith('季度') ? '本季度' : '本年度'
}

/** `2026年10月3日 18:00`, in Asia/Shanghai; the year is left out where it is that of `besides`. */
function momentIn(at: number, besides: string): string {
  const [hour, minute] = clockAt(at).map((part) => String(part).padStart(2, '0'))
  return `${dayAt(at, besides)} ${hour}:${minute}`
}

/** The same within a sentence: `10月3日18时`, `10月3日18时5分`. */
export function momentInSentence(at: number, besides: string): string {
  const [hour, minute] = clockAt(at)
  return `${dayAt(at, besides)}${hour}时${minute === 0 ? '' : `${minute}分`}`
}

const localAt = (at: number) => new Date(at + SHANGHAI_OFFSET_MS)

function clockAt(at: number): [hour: number, minute: number] {
  const local = localAt(at)
  return [local.getUTCHours(), local.getUTCMinutes()]
}

function dayAt(at: number, besides: string): string {
  const local = localAt(at)
  const year = `${local.getUTCFullYear()}年`
  const day = `${local.getUTCMonth() + 1}月${local.getUTCDate()}日`
  return `${besides.startsWith(year) ? '' : year}${day}`
}

/** What every table and picture says about how fresh it is. */
export function asOfLine({
  asOf,
  frozen,
  period,
}: Pick<RankingTable, 'asOf' | 'frozen' | 'period'>): string {
  return `统计截至 ${momentIn(asOf, period)}${frozen ? '' : '（未定稿）'}`
}

export const office = (subdistrict: string): string => `${subdistrict}宣传办公室`

/** The rows with a place; those with nothing come after them and have none. */
export type PlacedRow = RankingRow & { place: number }
export const isPlaced = (row: RankingRow): row is PlacedRow => row.place !== null
