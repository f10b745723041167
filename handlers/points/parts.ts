import type { UnitCode } from '../../schema/ids.ts'
import type { Posting } from '../../schema/points.ts'
import type { EntryRecord, Turn } from '../contract.ts'
import { latestMonth, monthOfDay, openMonth } from '../periods.ts'
import { shares } from './arithmetic.ts'
import { isFor } from './claims.ts'
import type { Claim } from './claims.ts'
import type { ItemWorth } from './settle.ts'

/** What one unit has of a claim. */
export interface Part {
  claim: Claim
  unit: UnitCode
  hundredths: number
  among: number
}

/**
 * The writer's unit first, then the others: the order in which left-over hundredths are given. Of
 * nothing there are no shares: that a filing gives none is for the writer's unit alone to know.
 */
export function partsOf(
  claim: Claim,
  { item, partners }: Pick<ItemWorth, 'item' | 'partners'>,
): Part[] {
  const units = [item.unit.code, ...(claim.whole === 0 ? [] : partners)]
  return shares(claim.whole, units.length).flatMap((hundredths, place): Part[] => {
    const unit = units[place]
    return unit === undefined ? [] : [{ claim, unit, hundredths, among: units.length }]
  })
}

export const holds = (entry: EntryRecord, { claim, unit, hundredths }: Part): boolean =>
  isFor(entry, claim) && entry.unit === unit && entry.hundredths === hundredths

export function postingOf(
  { claim, unit, hundredths, among }: Part,
  { item }: Pick<ItemWorth, 'item'>,
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
