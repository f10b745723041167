import type { Day } from '../../schema/ids.ts'
import { addDays, dayFrom, daysBetween, dayInWords } from '../time.ts'
import { plain } from '../text.ts'

/** Calendar days from the event to the first 提交 (plan, section 2). */
const ON_TIME_DAYS = 3
const LATE_DAYS = 30

export type Timeliness = 'on-time' | 'late' | 'expired' | 'future'

export function timeliness(eventDate: Day, today: Day): Timeliness {
  const days = daysBetween(eventDate, today)
  if (days < 0) return 'future'
  if (days <= ON_TIME_DAYS) return 'on-time'
  return days <= LATE_DAYS ? 'late' : 'expired'
}

const daysAgo: ReadonlyMap<string, number> = new Map([
  ['今天', 0],
  ['今日', 0],
  ['昨天', 1],
  ['昨日', 1],
  ['前天', 2],
  ['前日', 2],
  ['大前天', 3],
])

/**
 * `昨天`, `2026-11-20`, `2026年11月20日`, `20261120`, `11月20日`, `11.20`; `undefined` if it is no
 * date. Without a year it is the nearest such day, in doubt one that has been.
 */
export function readDate(text: string, today: Day): Day | undefined {
  const said = plain(text).replace(/\s/gu, '')
  const ago = daysAgo.get(said)
  if (ago !== undefined) return addDays(today, -ago)
  const whole = /^(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?|(\d{2})(\d{2}))$/u.exec(said)
  if (whole)
    return dayFrom(Number(whole[1]), Number(whole[2] ?? whole[4]), Number(whole[3] ?? whole[5]))
  const short = /^(\d{1,2})(?:[-/.](\d{1,2})|月(\d{1,2})[日号]?)$/u.exec(said)
  return short ? nearest(Number(short[1]), Number(short[2] ?? short[3]), today) : undefined
}

function nearest(month: number, day: number, today: Day): Day | undefined {
  const year = Number(today.slice(0, 4))
  const thisYear = dayFrom(year, month, day)
  if (thisYear && thisYear <= today) return thisYear
  const lastYear = dayFrom(year - 1, month, day)
  if (!thisYear || !lastYear) return thisYear ?? lastYear
  return daysBetween(lastYear, today) <= daysBetween(today, thisYear) ? lastYear : thisYear
}

/** `undefined` where the day can be reported; else why not and what to do, in the writer's words. */
export function refusal(eventDate: Day, today: Day): string | undefined {
  switch (timeliness(eventDate, today)) {
    case 'future':
      return `${dayInWords(eventDate)}还没有到，请填已经发生的日期。`
    case 'expired':
      return `${eventDate} 距今已有 ${daysBetween(eventDate, today)} 天，超过 ${LATE_DAYS} 天的稿件已失效，不能报送。`
    case 'on-time':
    case 'late':
      return undefined
  }
}

/** What the writer is told about a late date; `undefined` when it is on time. */
export function lateNote(eventDate: Day, today: Day): string | undefined {
  if (timeliness(eventDate, today) !== 'late') return undefined
  return `事件已过去 ${daysBetween(eventDate, today)} 天，超过 ${ON_TIME_DAYS} 天，将记为迟报。`
}
