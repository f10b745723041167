import type { Month } from '../../schema/ids.ts'
import { Because } from '../../schema/points.ts'
import type { Factors, Posting } from '../../schema/points.ts'
import type { Effect, EntryRecord, Turn } from '../contract.ts'
import { latestMonth, openMonth } from '../periods.ts'
import { dayOf } from '../time.ts'

export const post = (posting: Posting): Effect => ({ type: 'post', posting })

/** Neither a reversal nor reversed. */
export const isStanding = ({ reverses, reversedBy }: EntryRecord): boolean =>
  reverses === null && reversedBy === null

/** Why a reversal was made, where it says so. */
export const becauseOf = ({ factors }: Pick<Posting, 'factors'>): Because | undefined =>
  Because.safeParse(factors).data

/**
 * Takes an entry back, whole. It counts in the entry's own month while that is open; never earlier
 * than what is posted in its place, or a month would lose what it has nothing instead of.
 */
export function reversal(
  entry: EntryRecord,
  { now, office }: Pick<Turn, 'now' | 'office'>,
  { inPlace, why }: { inPlace?: Month | undefined; why?: Factors | undefined } = {},
): Posting {
  const { id, reversedBy: _, ...given } = entry
  const open = openMonth(office, now)
  return {
    ...given,
    key: `reversal ${id}`,
    hundredths: 0 - entry.hundredths,
    factors: { ...entry.factors, ...why },
    day: dayOf(now),
    month: latestMonth(entry.month, open, ...(inPlace === undefined ? [] : [inPlace])),
    ofMonth: entry.month < open ? entry.month : entry.ofMonth,
    reverses: id,
    at: now,
  }
}
