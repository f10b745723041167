import { OutletLevel } from '../../schema/points.ts'
import type { RankingList, RankingRow } from '../../schema/report.ts'
import type { OwingUnit, UnitFigures } from '../contract.ts'

/** The most honoured outlets first: they are looked at first where points are equal. */
const FROM_THE_TOP = OutletLevel.options.toReversed()

/**
 * The lists in the order of their first unit, each in its order (product, section 4): points, then
 * adoptions at the higher level, then adoption rate, then fewer late. Who is equal in all of it
 * shares a place (1, 2, 2, 4). Units with nothing come last, without a place.
 */
export function rank(units: readonly OwingUnit[]): RankingList[] {
  const lists = new Map<string, OwingUnit[]>()
  for (const unit of units) lists.set(unit.list, [...(lists.get(unit.list) ?? []), unit])
  return [...lists].map(([name, members]) => ({ name, rows: rowsOf(members) }))
}

function rowsOf(members: readonly OwingUnit[]): RankingRow[] {
  // Sorting is stable: equals stay in the file's order.
  const active = members.filter(isActive).sort(compare)
  const rows: RankingRow[] = []
  for (const [index, unit] of active.entries()) {
    const before = active[index - 1]
    const shared = before && compare(before, unit) === 0 ? rows[index - 1]?.place : undefined
    rows.push(rowOf(unit, shared ?? index + 1))
  }
  const idle = members.filter((unit) => !isActive(unit))
  return [...rows, ...idle.map((unit) => rowOf(unit, null))]
}

/** What a unit lost for sending nothing in gives it no place, let alone the first one. */
const isActive = ({ submitted, filed, adopted, hundredths }: UnitFigures): boolean =>
  submitted > 0 || filed > 0 || adopted > 0 || hundredths > 0

/** Negative where `a` stands before `b`. */
function compare(a: UnitFigures, b: UnitFigures): number {
  const levels = FROM_THE_TOP.map((level) => b.levels[level] - a.levels[level])
  const differences = [b.hundredths - a.hundredths, ...levels, byRate(a, b), a.late - b.late]
  return differences.find((difference) => difference !== 0) ?? 0
}

/** As exact fractions; a unit with nothing filed has a rate of nought. */
const byRate = (a: UnitFigures, b: UnitFigures): number =>
  b.usedOfFiled * Math.max(a.filed, 1) - a.usedOfFiled * Math.max(b.filed, 1)

function rowOf(unit: OwingUnit, place: number | null): RankingRow {
  const { name, submitted, filed, adopted, usedOfFiled, late, hundredths, quota } = unit
  const rate = { used: usedOfFiled, of: filed }
  return { place, unit: name, submitted, filed, adopted, rate, late, hundredths, quota }
}
