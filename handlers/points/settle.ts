import type { Month, UnitCode } from '../../schema/ids.ts'
import type { Factors, Posting } from '../../schema/points.ts'
import type { Effect, EntryRecord, SubmissionRecord, Turn } from '../contract.ts'
import { latestMonth, monthOfDay, openMonth } from '../periods.ts'
import { shares } from './arithmetic.ts'
import { adoptionClaims, filingClaim, isFor, isOfItem } from './claims.ts'
import type { Claim, LiveAdoption } from './claims.ts'
import { isStanding, post, reversal } from './posting.ts'

export type { LiveAdoption } from './claims.ts'

/** What an item is worth now; `adoptions` are the live ones, in the order recorded. */
export interface ItemWorth {
  item: Pick<SubmissionRecord, 'number' | 'unit' | 'author'>
  adoptions: readonly LiveAdoption[]
  partners: readonly UnitCode[]
  /** A mark of that kind stands: the item is worth nothing. */
  untrue: boolean
}

/**
 * Brings the ledger to what the item is worth: what no longer holds is reversed whole, what is
 * missing is added, and what holds stays as it is, with the rules that it was posted by.
 */
export function settle(
  entries: readonly EntryRecord[],
  worth: ItemWorth,
  turn: Pick<Turn, 'now' | 'office'>,
): Effect[] {
  return settleWith(entries, worth, { filing: filingClaim(entries) }, turn)
}

/** Likewise with a filing of its own: a new one, or none any more. */
export function settleWith(
  entries: readonly EntryRecord[],
  worth: ItemWorth,
  { filing, why }: { filing: Claim | null; why?: Factors },
  turn: Pick<Turn, 'now' | 'office'>,
): Effect[] {
  const claims = worth.untrue
    ? []
    : [...(filing ? [filing] : []), ...adoptionClaims(worth.adoptions, turn.office)]
  const parts = claims.flatMap((claim) => partsOf(claim, worth))
  const standing = entries.filter((entry) => isOfItem(entry) && isStanding(entry))
  const missing = parts.filter((part) => !standing.some((entry) => holds(entry, part)))
  const reversals = standing
    .filter((entry) => !parts.some((part) => holds(entry, part)))
    .map((entry) => reversal(entry, turn, { inPlace: inPlaceOf(entry, claims, missing), why }))
  const postings = missing.map((part) =>
    postingOf(part, worth, { entries, reversals: [...reversals, ...entries] }, turn),
  )
  return [...reversals, ...postings].map(post)
}

interface Part {
  claim: Claim
  unit: UnitCode
  hundredths: number
  among: number
}

/** The writer's unit first, then the others: the order in which left-over hundredths are given. */
function partsOf(claim: Claim, { item, partners }: ItemWorth): Part[] {
  const units = [item.unit.code, ...partners]
  return shares(claim.whole, units.length).flatMap((hundredths, place): Part[] => {
    const unit = units[place]
    return unit === undefined ? [] : [{ claim, unit, hundredths, among: units.length }]
  })
}

const holds = (entry: EntryRecord, { claim, unit, hundredths }: Part): boolean =>
  isFor(entry, claim) && entry.unit === unit && entry.hundredths === hundredths

/** The month of what is posted instead: the same claim split otherwise, or a higher adoption. */
function inPlaceOf(
  entry: EntryRecord,
  claims: readonly Claim[],
  missing: readonly Part[],
): Month | undefined {
  const same = claims.find((claim) => isFor(entry, claim))
  if (same || entry.rule !== 'adoption') return same?.month
  return missing.find(({ claim }) => claim.rule === 'adoption')?.claim.month
}

function postingOf(
  { claim, unit, hundredths, among }: Part,
  { item }: ItemWorth,
  { entries, reversals }: { entries: readonly EntryRecord[]; reversals: readonly Posting[] },
  { now, office }: Pick<Turn, 'now' | 'office'>,
): Posting {
  const before = entries.filter((entry) => entry.reverses === null && isFor(entry, claim))
  const takenBack = reversals.filter(({ reverses }) => before.some(({ id }) => id === reverses))
  const [own, open] = [monthOfDay(claim.day), openMonth(office, now)]
  const month = latestMonth(claim.month, open, ...takenBack.map((entry) => entry.month))
  return {
    key: keyOf(claim, item.number, unit, before),
    unit,
    person: item.author.id,
    number: item.number,
    adoption: claim.adoption,
    mark: null,
    rule: claim.rule,
    ruleVersion: claim.ruleVersion,
    factors: among === 1 ? claim.factors : { ...claim.factors, among },
    hundredths,
    day: claim.day,
    month,
    // 更正: the figures of its own month had been frozen.
    ofMonth: own < open ? own : null,
    reverses: null,
    at: now,
  }
}

function keyOf(
  { rule, adoption }: Claim,
  number: string,
  unit: UnitCode,
  before: readonly EntryRecord[],
): string {
  const times = before.filter((entry) => entry.unit === unit).length
  const words = [number, rule, ...(adoption === null ? [] : [adoption]), unit]
  return [...words, ...(times === 0 ? [] : [`#${times + 1}`])].join(' ')
}
