import { Month } from '../../schema/ids.ts'
import type { OwingUnit, Read, Span, UnitFigures } from '../contract.ts'
import { addMonths, latestMonth, periodOf } from '../periods.ts'
import { FREEZE_TIMER } from './calendar.ts'

/**
 * What each unit owes in the span: in a month that was frozen what it owed then, in the others what
 * a month is now. Nothing is owed from before there was the bot, or the unit. `freezing` is the
 * month that is being frozen, if one is.
 */
export async function withQuota(
  read: Read,
  { from, to }: Span,
  units: readonly UnitFigures[],
  freezing?: Month,
): Promise<OwingUnit[]> {
  const began = (await firstMonthKept(read)) ?? freezing ?? from
  const owed = new Map<string, number>()
  for (let month = latestMonth(from, began); month <= to; month = addMonths(month, 1)) {
    const asOfThen = await read.frozen(periodOf(month))
    for (const { code, monthlyQuota } of asOfThen?.units ?? units)
      owed.set(code, (owed.get(code) ?? 0) + monthlyQuota)
  }
  return units.map((unit) => ({ ...unit, quota: owed.get(unit.code) ?? 0 }))
}

/** The month that was frozen first, or will be. */
export async function firstMonthKept(read: Read): Promise<Month | undefined> {
  const first = await read.firstFrozenMonth()
  if (first) return first
  const waiting = await read.timer(FREEZE_TIMER)
  return waiting && Month.parse(waiting.data['month'])
}
