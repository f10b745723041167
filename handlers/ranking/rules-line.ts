import { pointsText } from '../../schema/figure-text.ts'
import { OutletLevel, Placement } from '../../schema/points.ts'
import type { RuleSet } from '../../schema/rules/rule-set.ts'
import { outletLabel, placementLabel, signedText } from '../points/show.ts'

/** How points are made, in one line: what most entries are about, and nothing more. */
export function rulesLine({ onTime, adoption, placement, late }: RuleSet): string {
  const levels = OutletLevel.options.map(
    (level) => outletLabel[level] + pointsText(adoption[level]),
  )
  const factors = Placement.options.map(
    (one) => `${placementLabel[one]}×${pointsText(placement[one])}`,
  )
  return [
    `按时报送 ${signedText(onTime.points)}`,
    `用稿 ${levels.join(' ')}`,
    factors.join(' '),
    `迟报 ${signedText(late)}`,
  ].join('；')
}
