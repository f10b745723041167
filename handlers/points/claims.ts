import { z } from 'zod'
import type { AdoptionId, Day, Month } from '../../schema/ids.ts'
import type { Factors, PointsRule } from '../../schema/points.ts'
import type { AdoptionRecord, EntryRecord, Office } from '../contract.ts'
import { monthOfDay, rulesOf } from '../periods.ts'
import { becauseOf } from './posting.ts'

/** What an item is given an amount for: its filing, or an adoption. */
export interface Claim {
  rule: Extract<PointsRule, 'onTime' | 'late' | 'adoption'>
  adoption: AdoptionId | null
  /** Before it is split among units. */
  whole: number
  day: Day
  /** The month that it counts in, or would have. */
  month: Month
  ruleVersion: string
  factors: Factors
}

/** An adoption that stands, as far as points ask. */
export type LiveAdoption = Pick<
  AdoptionRecord,
  'id' | 'day' | 'month' | 'hundredths' | 'ruleVersion' | 'factors'
>

const isFiling = ({ rule }: Pick<EntryRecord, 'rule'>): boolean =>
  rule === 'onTime' || rule === 'late'

/** About the item itself: not a mark that names it. */
export const isOfItem = (entry: EntryRecord): boolean =>
  isFiling(entry) || entry.rule === 'adoption'

export const isFor = (entry: EntryRecord, { rule, adoption }: Claim): boolean =>
  entry.rule === rule && entry.adoption === adoption

const Filed = z.object({ whole: z.number().int() })

/** The filing as it was posted first, with the amount and rules of then. */
export function filingClaim(entries: readonly EntryRecord[]): Claim | null {
  const posted = entries.filter((entry) => isFiling(entry) && entry.reverses === null)
  const newest = posted.at(-1)
  const reversal = entries.find(({ id }) => id === newest?.reversedBy)
  if (!newest || (reversal && becauseOf(reversal)?.because === 'takenBack')) return null
  const { among: _, ...factors } = newest.factors
  return {
    rule: newest.rule === 'late' ? 'late' : 'onTime',
    adoption: null,
    whole: Filed.parse(factors).whole,
    day: newest.day,
    month: monthOfDay(newest.day),
    ruleVersion: newest.ruleVersion,
    factors,
  }
}

/**
 * Of several outlets the highest counts, the earlier one on a tie, or all of them: as the rules of
 * each adoption have it, so that a new version does not weigh an old month's again.
 */
export function adoptionClaims(
  live: readonly LiveAdoption[],
  office: Pick<Office, 'ruleSets'>,
): Claim[] {
  const claims = live.map(({ id, day, month, hundredths, ruleVersion, factors }): Claim => {
    const whole = { whole: hundredths }
    return {
      rule: 'adoption',
      adoption: id,
      whole: hundredths,
      day,
      month,
      ruleVersion,
      factors: { ...factors, ...whole },
    }
  })
  const vying = claims.filter(({ month }) => rulesOf(office, month).several === 'highest')
  const [first] = vying
  if (!first) return claims
  const best = vying.reduce((best, claim) => (claim.whole > best.whole ? claim : best), first)
  return claims.filter((claim) => claim === best || !vying.includes(claim))
}
