import chineseDays from 'chinese-days'
import type { Day } from '../schema/ids.ts'

/**
 * Public holidays and their make-up days, as the State Council announces them year by year. Until
 * a year is announced, the days that the law itself fixes are free already.
 */
export function isWorkingDay(day: Day): boolean {
  return chineseDays.isWorkday(day) && !isStatutory(day)
}

/** 全国年节及纪念日放假办法 (2024), article 2. */
const FIXED: ReadonlySet<string> = new Set(['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'])
const LUNAR: ReadonlySet<string> = new Set(['1-1', '1-2', '1-3', '5-5', '8-15'])

function isStatutory(day: Day): boolean {
  if (FIXED.has(day.slice(5))) return true
  const { lunarMon, lunarDay, isLeap } = chineseDays.getLunarDate(day)
  if (!isLeap && LUNAR.has(`${lunarMon}-${lunarDay}`)) return true
  return isNewYearsEve(day) || isTombSweeping(day)
}

function isNewYearsEve(day: Day): boolean {
  const next = new Date(Date.parse(day) + 24 * 3_600_000).toISOString().slice(0, 10)
  const { lunarMon, lunarDay } = chineseDays.getLunarDate(next)
  return lunarMon === 1 && lunarDay === 1
}

/** The first day of 清明. */
const isTombSweeping = (day: Day): boolean =>
  chineseDays
    .getSolarTermsInRange(day)
    .some(({ term, index }) => term === 'pure_brightness' && index === 1)
