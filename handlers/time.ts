import dayjs from 'dayjs'
import utc from 'dayjs/plugin/utc.js'
import { Day, Instant } from '../schema/ids.ts'
import { SHANGHAI_OFFSET_MS } from '../schema/zone.ts'
import type { Office } from './contract.ts'

dayjs.extend(utc)

export const SECOND_MS = 1000
export const MINUTE_MS = 60 * SECOND_MS
export const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS
const MINUTES_A_DAY = 24 * 60

const local = (at: Instant) => dayjs.utc(at).utcOffset(SHANGHAI_OFFSET_MS / MINUTE_MS)

export const later = (at: Instant, ms: number): Instant => Instant.parse(at + ms)

/** The calendar day in Asia/Shanghai. */
export const dayOf = (at: Instant): Day => Day.parse(local(at).format('YYYY-MM-DD'))

/** `10:32` */
export const clockOf = (at: Instant): string => local(at).format('HH:mm')

/** `11-20 10:32` */
export const stampOf = (at: Instant): string => local(at).format('MM-DD HH:mm')

/** `2026-11-20T10:32:00+08:00` */
export const isoOf = (at: Instant): string => local(at).format('YYYY-MM-DDTHH:mm:ssZ')

export const yearOf = (at: Instant): number => local(at).year()

const minuteOf = (at: Instant): number => local(at).hour() * 60 + local(at).minute()

/** That minute of that day in Asia/Shanghai. */
export const atMinute = (day: Day, minute: number): Instant =>
  later(Instant.parse(dayjs.utc(day).valueOf()), minute * MINUTE_MS - SHANGHAI_OFFSET_MS)

export const addDays = (day: Day, days: number): Day =>
  Day.parse(dayjs.utc(day).add(days, 'day').format('YYYY-MM-DD'))

/** Calendar days from one to the other: 0 on the same day, negative if `to` comes first. */
export const daysBetween = (from: Day, to: Day): number =>
  dayjs.utc(to).diff(dayjs.utc(from), 'day')

/** `undefined` for a day that no calendar has, such as 30 February. */
export function dayFrom(year: number, month: number, day: number): Day | undefined {
  const pad = (value: number, width: number) => String(value).padStart(width, '0')
  const text = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`
  const real = dayjs.utc(text).isValid() && dayjs.utc(text).format('YYYY-MM-DD') === text
  return real ? Day.parse(text) : undefined
}

/** `11月20日` */
export const dayInWords = (day: Day): string => dayjs.utc(day).format('M月D日')

/** Quiet hours usually pass midnight: `21:00-07:30`. */
export function isQuiet(office: Office, at: Instant): boolean {
  const [from, to] = office.quietHours
  const minute = minuteOf(at)
  return from <= to ? minute >= from && minute < to : minute >= from || minute < to
}

/** `at` itself, or the end of the quiet hours that it falls into. */
export function afterQuiet(office: Office, at: Instant): Instant {
  if (!isQuiet(office, at)) return at
  const ends = office.quietHours[1]
  const day = minuteOf(at) < ends ? dayOf(at) : addDays(dayOf(at), 1)
  return atMinute(day, ends)
}

/** The first working day after `day`. */
export function nextWorkingDay(office: Office, day: Day): Day {
  // An office without any working day in a month has its calendar wrong, not its staff away.
  for (let ahead = 1; ahead <= 31; ahead++) {
    const candidate = addDays(day, ahead)
    if (office.isWorkingDay(candidate)) return candidate
  }
  return addDays(day, 1)
}

/** When work begins on that day. */
export const startOfWork = (office: Office, day: Day): Instant =>
  atMinute(day, Math.min(...office.workHours.map(([from]) => from), MINUTES_A_DAY))

/** When `minutes` of working time will have passed since `from`. */
export function addWorkingMinutes(office: Office, from: Instant, minutes: number): Instant {
  let left = minutes * MINUTE_MS
  let day = dayOf(from)
  if (!office.isWorkingDay(day)) day = nextWorkingDay(office, day)
  const hours = [...office.workHours].sort(([a], [b]) => a - b)
  if (hours.length === 0) return later(from, left)
  for (;;) {
    for (const [opens, closes] of hours) {
      const begin = Math.max(atMinute(day, opens), from)
      const room = atMinute(day, closes) - begin
      if (room <= 0) continue
      if (left <= room) return Instant.parse(begin + left)
      left -= room
    }
    day = nextWorkingDay(office, day)
  }
}
