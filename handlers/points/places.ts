import type { RuleSet } from '../../schema/rules/rule-set.ts'
import type { EntryRecord, Office } from '../contract.ts'
import { rulesOf } from '../periods.ts'
import { isFor } from './claims.ts'
import type { Claim } from './claims.ts'
import { isStanding } from './posting.ts'
import type { ItemWorth } from './settle.ts'

/**
 * Who has the points that a unit gets for filing on time in a month: at most `monthlyCap` items that
 * it wrote. Its share of a joint item that another unit wrote is none of them, and comes on top.
 */
export interface Places {
  /** Other items that have one. */
  taken: number
  /** Of those that came when there was none left, the one that was filed first. */
  next: Waiting | null
}

export interface Waiting {
  entries: readonly EntryRecord[]
  worth: Omit<ItemWorth, 'places'>
}

/** What filing on time gives where so many have their place already. */
export function onTimeWorth(
  { version, onTime }: RuleSet,
  taken: number,
): Pick<Claim, 'whole' | 'factors' | 'ruleVersion'> {
  const { points, monthlyCap } = onTime
  return taken < monthlyCap
    ? { whole: points, factors: { whole: points }, ruleVersion: version }
    : { whole: 0, factors: { whole: 0, capped: monthlyCap }, ruleVersion: version }
}

/** A filing that has lost its point has lost its place with it, and asks for one once more. */
export function placed(
  filing: Claim,
  entries: readonly EntryRecord[],
  { taken }: Places,
  office: Pick<Office, 'ruleSets'>,
): Claim {
  const stands = entries.some((entry) => isFor(entry, filing) && isStanding(entry))
  if (filing.rule !== 'onTime' || stands) return filing
  return { ...filing, ...onTimeWorth(rulesOf(office, filing.month), taken) }
}
