import chineseDays from 'chinese-days'
import type { Day } from '../schema/ids.ts'

/** Public holidays and their make-up days, as the State Council announces them year by year. */
export function isWorkingDay(day: Day): boolean {
  return chineseDays.isWorkday(day)
}
