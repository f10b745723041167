/** What an item should be worth, written from the product page alone: section 10, and 4 for months. */

const bases = { subdistrict: 2.5, district: 5, city: 10, province: 20, national: 40 }
const kinds = { brief: 1, photo: 0.5, clip: 1.5, feature: 1.5, research: 2 }
const placements = { frontPage: 2, digest: 0.5 }

export const levels = ['subdistrict', 'district', 'city', 'province', 'national'] as const
export const usedAs = ['brief', 'photo', 'clip', 'feature', 'research'] as const

/** From 2027 the test's second version: a hundred and eleven hundredths dearer, and all count. */
export const NEW_YEAR = '2027-01'
export const DEARER = 111

export interface ModelAdoption {
  id: string
  level: keyof typeof bases
  usedAs: keyof typeof kinds
  placement: keyof typeof placements | null
  /** The month of its day, and the one open when it was recorded. */
  own: string
  openThen: string
}

export const countsIn = ({ own, openThen }: ModelAdoption): string =>
  own < openThen ? openThen : own

/** In whole hundredths, halves away from zero: the factors have one decimal, so tenths are exact. */
export function worthOf(adoption: ModelAdoption): number {
  const { level, usedAs: kind, placement } = adoption
  const base = Math.round(bases[level] * 100) + (countsIn(adoption) >= NEW_YEAR ? DEARER : 0)
  const tenths = BigInt(Math.round(kinds[kind] * 10))
  const placed = BigInt(Math.round((placement === null ? 1 : placements[placement]) * 10))
  const exact = BigInt(base) * tenths * placed
  return Number((exact * 2n + 100n) / 200n)
}

export interface ModelItem {
  /** Hundredths for its filing. */
  filing: number | null
  /** Live ones, in the order recorded. */
  adoptions: ModelAdoption[]
  units: string[]
  untrue: boolean
}

/** What each unit should have of it by now, all months together. */
export function expected({ filing, adoptions, units, untrue }: ModelItem): Map<string, number> {
  const wholes = untrue ? [] : [...(filing === null ? [] : [filing]), ...counting(adoptions)]
  const due = new Map<string, number>()
  for (const whole of wholes) {
    const size = Math.floor(Math.abs(whole) / units.length)
    const left = Math.abs(whole) - size * units.length
    for (const [place, unit] of units.entries()) {
      const share = Math.sign(whole) * (size + (place < left ? 1 : 0))
      due.set(unit, (due.get(unit) ?? 0) + share)
    }
  }
  return due
}

function counting(adoptions: readonly ModelAdoption[]): number[] {
  const of = (wanted: boolean) =>
    adoptions.filter((one) => countsIn(one) >= NEW_YEAR === wanted).map(worthOf)
  const [old, all] = [of(false), of(true)]
  return [...(old.length === 0 ? [] : [Math.max(...old)]), ...all]
}

/** 3rd of the month, 18:00 in Shanghai: until then the month before is open. */
export function openAt(now: number): string {
  const local = new Date(now + 8 * 3600_000)
  const frozen = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), 3, 18)
  const back = local.getTime() < frozen ? 1 : 0
  const month = new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() - back, 1))
  return month.toISOString().slice(0, 7)
}
