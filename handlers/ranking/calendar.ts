import type { Instant, Month } from '../../schema/ids.ts'
import type { Effect, Office } from '../contract.ts'
import { firstDay, frozenAt, sentAt } from '../periods.ts'
import { addDays, afterQuiet, atMinute, nextWorkingDay } from '../time.ts'

/** The timers that come round every month. What is overdue goes off at once, the oldest first. */

export const FREEZE_TIMER = 'month-freeze'
export const PREVIEW_TIMER = 'month-preview'
export const BROADCAST_TIMER = 'month-broadcast'
export const NUDGE_TIMER = 'quota-nudge'

export const broadcastKey = (month: Month): string => `${BROADCAST_TIMER}:${month}`

const setTimer = (
  key: string,
  name: string,
  dueAt: Instant,
  data: Record<string, string>,
): Effect => ({ type: 'set-timer', key, name, person: null, dueAt, data })

/** `openUntil`: the month was open up to then at least, where another time was set before. */
export function setFreeze(office: Office, month: Month, openUntil?: Instant): Effect {
  const data = { month, ...(openUntil !== undefined && { openUntil: String(openUntil) }) }
  return setTimer(FREEZE_TIMER, FREEZE_TIMER, frozenAt(office, month), data)
}

export const setPreview = (month: Month, dueAt: Instant): Effect =>
  setTimer(`${PREVIEW_TIMER}:${month}`, PREVIEW_TIMER, dueAt, { month })

/** A key a month: after a long time down several may be owed at once. */
export const setBroadcast = (office: Office, month: Month): Effect =>
  setTimer(broadcastKey(month), BROADCAST_TIMER, sentAt(office, month), { month })

export const setNudge = (office: Office, month: Month, dueAt = nudgedAt(office, month)): Effect =>
  setTimer(NUDGE_TIMER, NUDGE_TIMER, dueAt, { month })

const THIRD_WEEK = 15
const NUDGE_MINUTE = 10 * 60 + 5

/** In the morning of the first working day of the third week. */
export function nudgedAt(office: Office, month: Month): Instant {
  const eve = addDays(firstDay(month), THIRD_WEEK - 2)
  return afterQuiet(office, atMinute(nextWorkingDay(office, eve), NUDGE_MINUTE))
}
