import type { Month, UnitCode } from '../../schema/ids.ts'
import type { Because, Posting } from '../../schema/points.ts'
import type { Effect, EntryRecord, SubmissionRecord, Turn } from '../contract.ts'
import { rulesOf } from '../periods.ts'
import { adoptionClaims, filingClaim, isFor, isOfItem } from './claims.ts'
import type { Claim, LiveAdoption } from './claims.ts'
import { holds, partsOf, postingOf } from './parts.ts'
import type { Part } from './parts.ts'
import { onTimeWorth, placed } from './places.ts'
import type { Places, Waiting } from './places.ts'
import { isStanding, post, reversal } from './posting.ts'

/** What an item is worth now; `adoptions` are the live ones, in the order recorded. */
export interface ItemWorth {
  item: Pick<SubmissionRecord, 'number' | 'unit' | 'author'>
  adoptions: readonly LiveAdoption[]
  partners: readonly UnitCode[]
  /** A mark of that kind stands: the item is worth nothing. */
  untrue: boolean
  /** Of the month that it was filed in. */
  places: Places
}

type Now = Pick<Turn, 'now' | 'office'>

/**
 * Brings the ledger to what the item is worth: what no longer holds is reversed whole, what is
 * missing is added, and what holds stays as it is, with the rules that it was posted by.
 */
export function settle(entries: readonly EntryRecord[], worth: ItemWorth, turn: Now): Effect[] {
  const filed = filingClaim(entries)
  const filing = filed && placed(filed, entries, worth.places, turn.office)
  return settleWith(entries, worth, { filing }, turn)
}

/** Likewise with a filing of its own: a new one, or none any more. `why` that one is gone. */
export function settleWith(
  entries: readonly EntryRecord[],
  worth: ItemWorth,
  filed: Filed,
  turn: Now,
): Effect[] {
  const own = brought({ entries, worth }, filed, turn)
  return [...own, ...handedOn(own, worth.places, turn)].map(post)
}

interface Filed {
  filing: Claim | null
  why?: Because
}

/**
 * The place of an item that has lost its point goes to the one that was filed first of those that
 * had none. Where that month is frozen by now it counts in the open one, like all that is found out
 * late: whatever happens when, as many items have a point as there are places for.
 */
function handedOn(own: readonly Posting[], { taken, next }: Places, turn: Now): Posting[] {
  const lost = own
    .filter(({ rule }) => rule === 'onTime')
    .reduce((sum, one) => sum + one.hundredths, 0)
  const filed = next && filingClaim(next.entries)
  if (lost >= 0 || !filed) return []
  const filing = { ...filed, ...onTimeWorth(rulesOf(turn.office, filed.month), taken) }
  return brought(next, { filing, why: { because: 'placeFree' } }, turn)
}

function brought({ entries, worth }: Waiting, { filing, why }: Filed, turn: Now): Posting[] {
  const claims = worth.untrue
    ? []
    : [...(filing ? [filing] : []), ...adoptionClaims(worth.adoptions, turn.office)]
  const parts = claims.flatMap((claim) => partsOf(claim, worth))
  const standing = entries.filter((entry) => isOfItem(entry) && isStanding(entry))
  const missing = parts.filter((part) => !standing.some((entry) => holds(entry, part)))
  const reversals = standing
    .filter((entry) => !parts.some((part) => holds(entry, part)))
    .map((entry) => {
      const { month, because } = insteadOf(entry, { claims, missing }, worth)
      return reversal(entry, turn, {
        inPlace: month,
        why: entry.adoption === null ? why : because,
      })
    })
  const postings = missing.map((part) =>
    postingOf(part, worth, { entries, reversals: [...reversals, ...entries] }, turn),
  )
  return [...reversals, ...postings]
}

/** The month of what is posted instead: the same claim split otherwise, or a higher adoption. */
function insteadOf(
  entry: EntryRecord,
  { claims, missing }: { claims: readonly Claim[]; missing: readonly Part[] },
  { adoptions }: Pick<ItemWorth, 'adoptions'>,
): { month?: Month; because?: Because } {
  const same = claims.find((claim) => isFor(entry, claim))
  if (same) return { month: same.month }
  const claim = missing.find(({ claim: { rule } }) => rule === 'adoption')?.claim
  if (entry.rule !== 'adoption' || !claim || claim.adoption === null) return {}
  const lives = adoptions.some(({ id }) => id === entry.adoption)
  return {
    month: claim.month,
    ...(lives ? { because: { because: 'superseded', inPlace: claim.adoption } } : {}),
  }
}
