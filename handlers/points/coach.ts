import type { Instant, UnitCode } from '../../schema/ids.ts'
import type { Read } from '../contract.ts'
import { daysLeft, monthOf } from '../periods.ts'
import { dayOf } from '../time.ts'

/** `本月 1/2 篇，距月底 9 天`: how far the unit is; `undefined` for one that owes nothing. */
export async function quotaLine(
  read: Read,
  unit: UnitCode,
  now: Instant,
): Promise<string | undefined> {
  const known = (await read.units()).find(({ code }) => code === unit)
  if (!known || known.monthlyQuota === 0) return undefined
  const month = monthOf(now)
  const filed = await read.filedOf(unit, { from: month, to: month })
  const left = daysLeft(dayOf(now))
  const time = left === 0 ? '今天是月底' : `距月底 ${left} 天`
  return `本月 ${filed}/${known.monthlyQuota} 篇，${filed < known.monthlyQuota ? time : '已完成'}`
}
