import type { Day, Instant, Month } from '../../schema/ids.ts'
import type { Factors, OutletLevel, Placement, UsedAs } from '../../schema/points.ts'
import type { Office } from '../contract.ts'
import { countingMonth, monthOfDay, rulesOf } from '../periods.ts'
import { product } from './arithmetic.ts'

export interface AdoptionWorth {
  /** The month that it counts in. */
  month: Month
  hundredths: number
  ruleVersion: string
  factors: Factors
}

/**
 * What an adoption is worth by the rules of the month that it counts in, rounded once, before it is
 * split among units.
 */
export function adoptionWorth(
  office: Pick<Office, 'freezeAt' | 'frozenUpTo' | 'ruleSets'>,
  adoption: { level: OutletLevel; usedAs: UsedAs; placement: Placement | null; day: Day },
  now: Instant,
): AdoptionWorth {
  const { level, usedAs, placement, day } = adoption
  const month = countingMonth(office, monthOfDay(day), now)
  const rules = rulesOf(office, month)
  const base = rules.adoption[level]
  const usedAsFactor = rules.usedAs[usedAs]
  const placed =
    placement === null ? {} : { placement, placementFactor: rules.placement[placement] }
  const factors = [usedAsFactor, ...(placement === null ? [] : [rules.placement[placement]])]
  return {
    month,
    hundredths: product(base, factors),
    ruleVersion: rules.version,
    factors: { level, base, usedAs, usedAsFactor, ...placed },
  }
}
