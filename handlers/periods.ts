import dayjs from 'dayjs'
import { Day, Month, Period, type Instant } from '../schema/ids.ts'
import type { RuleSet } from '../schema/rules/rule-set.ts'
import type { Office, Span } from './contract.ts'
import { plain } from './text.ts'
import { addDays, atMinute, dayOf, daysBetween } from './time.ts'

/** Months, quarters and years as they are counted, frozen and named. */

export const monthOfDay = (day: Day): Month => Month.parse(day.slice(0, 7))

/** The calendar month in Asia/Shanghai. */
export const monthOf = (at: Instant): Month => monthOfDay(dayOf(at))

export const addMonths = (month: Month, months: number): Month =>
  Month.parse(dayjs.utc(`${month}-01`).add(months, 'month').format('YYYY-MM'))

export const firstDay = (month: Month): Day => Day.parse(`${month}-01`)

export const lastDay = (month: Month): Day => addDays(firstDay(addMonths(month, 1)), -1)

/** Days after today until the month of today is over: 0 on its last day. */
export const daysLeft = (today: Day): number => daysBetween(today, lastDay(monthOfDay(today)))

/** The quarter that a month lies in: `2026-Q4`. */
export function quarterOf(month: Month): Period {
  const quarter = Math.ceil(Number(month.slice(5)) / 3)
  return Period.parse(`${month.slice(0, 4)}-Q${quarter}`)
}

/** A month as a period of its own. */
export const periodOf = (month: Month): Period => Period.parse(month)

export const isQuartersEnd = (month: Month): boolean => Number(month.slice(5)) % 3 === 0

export const isYearsEnd = (month: Month): boolean => month.endsWith('-12')

export function spanOf(period: Period): Span {
  const [year = '', part] = period.split('-')
  if (part === undefined) return { from: Month.parse(`${year}-01`), to: Month.parse(`${year}-12`) }
  if (!part.startsWith('Q')) return { from: Month.parse(period), to: Month.parse(period) }
  const to = Month.parse(`${year}-${String(Number(part.slice(1)) * 3).padStart(2, '0')}`)
  return { from: addMonths(to, -2), to }
}

const QUARTERS = ['一', '二', '三', '四']

/** `2026年10月`, `2026年第三季度`, `2026年` */
export function periodLabel(period: Period): string {
  const [year = '', part] = period.split('-')
  if (part === undefined) return `${year}年`
  return part.startsWith('Q')
    ? `${year}年第${QUARTERS[Number(part.slice(1)) - 1] ?? ''}季度`
    : `${year}年${Number(part)}月`
}

/** `10月`, seen from another month: the year is said where it is another. */
export const monthName = (month: Month, from: Month): string =>
  `${month.slice(0, 4) === from.slice(0, 4) ? '' : `${month.slice(0, 4)}年`}${Number(month.slice(5))}月`

/** When the figures of a month are frozen: at the configured time of the month after. */
export function frozenAt({ freezeAt }: Pick<Office, 'freezeAt'>, month: Month): Instant {
  const day = addDays(firstDay(addMonths(month, 1)), freezeAt.day - 1)
  return atMinute(day, freezeAt.minute)
}

/** When the figures of a month are sent to the groups. */
export function sentAt({ broadcastAt }: Pick<Office, 'broadcastAt'>, month: Month): Instant {
  const day = addDays(firstDay(addMonths(month, 1)), broadcastAt.day - 1)
  return atMinute(day, broadcastAt.minute)
}

/** The earliest month that is not frozen yet; one that was frozen stays so, whatever is set later. */
export function openMonth(office: Freezing, now: Instant): Month {
  const before = addMonths(monthOf(now), -1)
  const byTime = frozenAt(office, before) > now ? before : monthOf(now)
  const { frozenUpTo } = office
  return frozenUpTo === undefined ? byTime : latestMonth(byTime, addMonths(frozenUpTo, 1))
}

type Freezing = Pick<Office, 'freezeAt' | 'frozenUpTo'>

/**
 * The month that something of that month counts in: its own as long as that is not frozen, else the
 * one that is open (product, section 4).
 */
export function countingMonth(office: Freezing, month: Month, now: Instant): Month {
  return latestMonth(month, openMonth(office, now))
}

export const earliestMonth = (...months: Month[]): Month =>
  months.reduce((earliest, month) => (month < earliest ? month : earliest))

export const latestMonth = (...months: Month[]): Month =>
  months.reduce((latest, month) => (month > latest ? month : latest))

/**
 * The rules of a month: the last version that begins in it or before it. A month before all of them
 * can be asked about, and has nothing that rules would be needed for.
 */
export function rulesOf({ ruleSets }: Pick<Office, 'ruleSets'>, month: Month): RuleSet {
  const begun = ruleSets.findLast(({ effectiveFrom }) => effectiveFrom <= firstDay(month))
  const rules = begun ?? ruleSets[0]
  if (!rules) throw new Error('there is no rule set')
  return rules
}

const lastMonth = (month: Month) => addMonths(month, -1)
const lastQuarter = (month: Month) => quarterOf(addMonths(month, -3))
const thisYear = (month: Month) => month.slice(0, 4)
const lastYear = (month: Month) => addMonths(month, -12).slice(0, 4)

const SAID: Readonly<Record<string, (month: Month) => string>> = {
  本月: (month) => month,
  这个月: (month) => month,
  上月: lastMonth,
  上个月: lastMonth,
  本季度: quarterOf,
  这个季度: quarterOf,
  上季度: lastQuarter,
  上个季度: lastQuarter,
  上一季度: lastQuarter,
  今年: thisYear,
  本年: thisYear,
  本年度: thisYear,
  全年: thisYear,
  去年: lastYear,
  上年: lastYear,
  上年度: lastYear,
}

const IN_CHINESE = ['十二', '十一', '十', '九', '八', '七', '六', '五', '四', '三', '二', '一']

/** `十月`, `十二月份`: with digits. */
const withDigits = (said: string): string =>
  said.replace(
    new RegExp(`(${IN_CHINESE.join('|')})月`, 'u'),
    (_, word: string) => `${12 - IN_CHINESE.indexOf(word)}月`,
  )

/**
 * `2026-10`, `10月`, `十月份`, `第三季度`, `2026-Q3`, `Q3`, `2026`, `上月`; `undefined` if it is no
 * period. Without a year it is the newest such period that has begun.
 */
export function readPeriod(text: string, today: Day): Period | undefined {
  const said = withDigits(plain(text).replace(/\s/gu, '').toUpperCase())
  const now = monthOfDay(today)
  const word = SAID[said]?.(now)
  if (word !== undefined) return Period.parse(word)
  const [, year] = /^([1-9]\d{3})年?$/u.exec(said) ?? []
  if (year !== undefined) return Period.parse(year)
  return readMonth(said, now) ?? readQuarter(said, now)
}

function readMonth(said: string, now: Month): Period | undefined {
  const [, year, month] = /^(?:([1-9]\d{3}|今|去)[年./-])?(\d{1,2})(?:月份?)?$/u.exec(said) ?? []
  if (month === undefined || (year === undefined && !said.includes('月'))) return undefined
  const of = (name: string) => Period.safeParse(`${name}-${month.padStart(2, '0')}`).data
  const found = of(yearMeant(year, now))
  const ahead = year === undefined && found && spanOf(found).from > now
  return ahead ? of(String(Number(now.slice(0, 4)) - 1)) : found
}

function readQuarter(said: string, now: Month): Period | undefined {
  const [, year, word] =
    /^(?:([1-9]\d{3}|今|去)年?-?)?(?:第?([一二三四1-4])季度?)$/u.exec(said) ?? []
  const [, plainYear, plainQuarter] = /^(?:([1-9]\d{3})[年-]?)?Q([1-4])$/u.exec(said) ?? []
  const typed = word ?? plainQuarter
  if (typed === undefined) return undefined
  const quarter = QUARTERS.includes(typed) ? QUARTERS.indexOf(typed) + 1 : Number(typed)
  const of = (name: string) => Period.parse(`${name}-Q${quarter}`)
  const given = year ?? plainYear
  const found = of(yearMeant(given, now))
  return given === undefined && spanOf(found).from > now
    ? of(String(Number(now.slice(0, 4)) - 1))
    : found
}

function yearMeant(said: string | undefined, now: Month): string {
  const year = now.slice(0, 4)
  if (said === undefined || said === '今') return year
  return said === '去' ? String(Number(year) - 1) : said
}
