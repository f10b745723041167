import type { RankingTable } from '../../schema/report.ts'
import type { UnitFigures } from '../contract.ts'

export const sumOver = (units: readonly UnitFigures[], of: (unit: UnitFigures) => number): number =>
  units.reduce((sum, unit) => sum + of(unit), 0)

/** Of all units together. */
export function totalsOf(units: readonly UnitFigures[]): RankingTable['totals'] {
  const filed = sumOver(units, (unit) => unit.filed)
  return {
    submitted: sumOver(units, ({ submitted }) => submitted),
    filed,
    adopted: sumOver(units, ({ adopted }) => adopted),
    rate: { used: sumOver(units, ({ usedOfFiled }) => usedOfFiled), of: filed },
  }
}
