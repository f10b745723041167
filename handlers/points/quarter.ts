import type { Period } from '../../schema/ids.ts'
import type { Factors, PointsRule } from '../../schema/points.ts'
import type { Effect, OwingUnit, Turn } from '../contract.ts'
import { lastDay, rulesOf, spanOf } from '../periods.ts'
import { post } from './posting.ts'

/**
 * What a quarter costs: items owed, and a low adoption rate. Once a unit and quarter, however often
 * it is run; in its last month, by the rules of that.
 */
export function quarterPostings(
  units: readonly OwingUnit[],
  quarter: Period,
  turn: Pick<Turn, 'now' | 'office'>,
): Effect[] {
  const { to: month } = spanOf(quarter)
  const rules = rulesOf(turn.office, month)
  const entry = (unit: OwingUnit, rule: PointsRule, hundredths: number, factors: Factors) =>
    post({
      key: `${rule} ${quarter} ${unit.code}`,
      unit: unit.code,
      person: null,
      number: null,
      adoption: null,
      mark: null,
      rule,
      ruleVersion: rules.version,
      factors,
      hundredths,
      day: lastDay(month),
      month,
      ofMonth: null,
      reverses: null,
      at: turn.now,
    })
  return units.flatMap((unit) => {
    const { quota, filed, usedOfFiled: used } = unit
    const missing = Math.max(quota - filed, 0)
    const { under, atLeast, points } = rules.adoptionRate
    const low = filed >= atLeast && used * 100 < under * filed
    return [
      ...(missing > 0
        ? [entry(unit, 'belowQuota', rules.belowQuota * missing, { quota, filed, missing })]
        : []),
      ...(low ? [entry(unit, 'adoptionRate', points, { filed, used, under })] : []),
    ]
  })
}
