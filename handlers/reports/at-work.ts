import { Instant } from '../../schema/ids.ts'
import type { Office } from '../contract.ts'
import { afterQuiet, dayOf, nextWorkingDay, startOfWork } from '../time.ts'

/** `at` itself on a working day once work has begun and until it is quiet, else when it begins next. */
export function onceAtWork(office: Office, at: Instant): Instant {
  const today = dayOf(at)
  if (!office.isWorkingDay(today)) return nextStart(office, at)
  const due = afterQuiet(office, Instant.parse(Math.max(at, startOfWork(office, today))))
  return dayOf(due) === today ? due : nextStart(office, at)
}

/** When work begins on the next working day. */
export const nextStart = (office: Office, at: Instant): Instant =>
  afterQuiet(office, startOfWork(office, nextWorkingDay(office, dayOf(at))))
