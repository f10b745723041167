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

export const scored = (content: AssessmentContent, labels: readonly string[]): Scored[] =>
  content.units.map((unit) => score(content, unit, labels))

function score(content: AssessmentContent, unit: Unit, labels: readonly string[]): Scored {
  const own = content.evidence.filter(({ unitCode }) => unitCode === unit.code)
  const parts = labels.map((label) =>
    own
      .filter(({ rule }) => labelOf(content, rule) === label)
      .reduce((sum, { hundredths }) => sum + hundredths, 0),
  )
  return { unit, parts, total: parts.reduce((sum, one) => sum + one, 0) }
}
