import { Month } from '../../schema/ids.ts'
import type { Read, Span } from '../contract.ts'
import { latestMonth, monthsIn } from '../periods.ts'
import { FREEZE_TIMER } from './calendar.ts'

/**
 * Whoever began within the span knows nothing of what was sent in before: that is not owed. `month`
 * is the one that is being frozen, if one is.
 */
export async function monthsKept(read: Read, { from, to }: Span, month?: Month): Promise<number> {
  const began = (await read.firstFrozenMonth()) ?? month ?? (await awaited(read)) ?? from
  return Math.max(monthsIn({ from: latestMonth(from, began), to }), 1)
}

/** The month that will be the first. */
async function awaited(read: Read): Promise<Month | undefined> {
  const waiting = await read.timer(FREEZE_TIMER)
  return waiting && Month.parse(waiting.data['month'])
}
