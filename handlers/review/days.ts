import type { Day } from '../../schema/ids.ts'
import { addDays, dayFrom } from '../time.ts'

const ahead: Record<string, number> = { 今天: 0, 明天: 1, 后天: 2, 大后天: 3 }

/** `2026-11-20`, `11月20日`, `11.20`, `明天`; without a year the next such day from today on. */
export function dayMeant(text: string, today: Day): Day | undefined {
  const days = ahead[text]
  if (days !== undefined) return addDays(today, days)
  const whole = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?$/u.exec(text)
  if (whole) return dayFrom(Number(whole[1]), Number(whole[2]), Number(whole[3]))
  const short = /^(\d{1,2})[-/.月](\d{1,2})[日号]?$/u.exec(text)
  if (!short) return undefined
  const year = Number(today.slice(0, 4))
  const thisYear = dayFrom(year, Number(short[1]), Number(short[2]))
  return thisYear && thisYear < today
    ? dayFrom(year + 1, Number(short[1]), Number(short[2]))
    : thisYear
}
