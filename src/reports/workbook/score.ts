import type { AssessmentContent } from '../../../schema/report.ts'
import { labelOf } from './evidence.ts'

type Unit = AssessmentContent['units'][number]

/** A unit with what its entries come to, in hundredths. */
export interface Scored {
  unit: Unit
  /** In the order of the columns. */
  parts: number[]
  total: number
}

/** List by list, the most points first; those with nothing at the end of theirs. */
export function scored(content: AssessmentContent, labels: readonly string[]): Scored[] {
  const lists = [...new Set(content.units.map(({ list }) => list))]
  const all = content.units.map((unit) => score(content, unit, labels))
  return lists.flatMap((list) =>
    all
      .filter(({ unit }) => unit.list === list)
      .sort((a, b) => Number(hasNothing(a)) - Number(hasNothing(b)) || b.total - a.total),
  )
}

function score(content: AssessmentContent, unit: Unit, labels: readonly string[]): Scored {
  const own = content.evidence.filter(({ unitCode }) => unitCode === unit.code)
  const parts = labels.map((label) =>
    own
      .filter(({ rule }) => labelOf(content, rule) === label)
      .reduce((sum, { hundredths }) => sum + hundredths, 0),
  )
  return { unit, parts, total: parts.reduce((sum, one) => sum + one, 0) }
}

const hasNothing = ({ unit, total }: Scored) =>
  unit.submitted === 0 && unit.filed === 0 && total === 0

/** As the sheet's formula has it: equal points share a place, those with nothing have none. */
export function placeOf(all: readonly Scored[], one: Scored): number | string {
  if (hasNothing(one)) return '—'
  const better = all.filter(
    (other) => other.unit.list === one.unit.list && other.total > one.total && !hasNothing(other),
  )
  return better.length + 1
}
