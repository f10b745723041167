import type { Effect } from '../../schema/effect.ts'
import type { Day, PersonId, StepId, SubmissionNumber } from '../../schema/ids.ts'
import type { Turn } from '../contract.ts'
import {
  addDays,
  addWorkingMinutes,
  afterQuiet,
  atMinute,
  dayOf,
  nextWorkingDay,
  startOfWork,
} from '../time.ts'

const FIRST_REMINDER_MINUTES = 4 * 60

const remindKey = (step: StepId): string => `review:${step}`
export const nudgeKey = (number: SubmissionNumber): string => `nudge:${number}`

/** The first after 4 working hours, the next ones as each working day begins (plan, section 3). */
export function setReminder(turn: Turn, step: StepId, sent: number): Effect {
  const { office, now } = turn
  const dueAt =
    sent === 0
      ? addWorkingMinutes(office, now, FIRST_REMINDER_MINUTES)
      : startOfWork(office, nextWorkingDay(office, dayOf(now)))
  return {
    type: 'set-timer',
    key: remindKey(step),
    name: 'review-remind',
    person: null,
    dueAt,
    data: { step, sent: String(sent) },
  }
}

export const clearTimers = (step: StepId, number: SubmissionNumber): Effect[] => [
  { type: 'clear-timer', key: remindKey(step) },
  { type: 'clear-timer', key: nudgeKey(number) },
]

const delegationKey = (person: PersonId): string => `stand-in:${person}`

/** Both come as the quiet hours end: nobody is handed steps at midnight. */
export function setDelegationTimer(
  turn: Turn,
  person: PersonId,
  until: { phase: 'start'; from: Day } | { phase: 'end'; to: Day },
): Effect {
  const day = until.phase === 'start' ? until.from : addDays(until.to, 1)
  return {
    type: 'set-timer',
    key: delegationKey(person),
    name: 'review-delegation',
    person: null,
    dueAt: afterQuiet(turn.office, atMinute(day, 0)),
    data: { person },
  }
}

export const clearDelegationTimer = (person: PersonId): Effect => ({
  type: 'clear-timer',
  key: delegationKey(person),
})
