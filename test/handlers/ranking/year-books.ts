import type { Item, Use, Happening } from './year-events.ts'
import { at, dayAt, UNITS } from './year-events.ts'

/**
 * The points of a year once more, from the words of the rules alone (product, sections 4 and 10):
 * nothing here is shared with what is tested.
 */

const LEVELS = ['subdistrict', 'district', 'city', 'province', 'national'] as const
const WORTH = { subdistrict: 2.5, district: 5, city: 10, province: 20, national: 40 }
const AS = { brief: 1, photo: 0.5, clip: 1.5, feature: 1.5, research: 2 }
const AT = { frontPage: 2, digest: 0.5 }
const QUOTA = 2

/** All that the rules multiply are halves and quarters: doubles hold them exactly. */
const worthOf = ({ level, usedAs, placement }: Use): number =>
  Math.floor(WORTH[level] * AS[usedAs] * (placement === null ? 1 : AT[placement]) * 100 + 0.5)

const monthOf = (instant: number) => dayAt(instant).slice(0, 7)

export function monthAfter(month: string): string {
  const [year = 0, count = 0] = month.split('-').map(Number)
  return count === 12 ? `${year + 1}-01` : `${year}-${String(count + 1).padStart(2, '0')}`
}

/** On the 3rd at 18:00 of the month after. */
export const freezeOf = (month: string) => at(`${monthAfter(month)}-03T18:00`)

/** The first month that is not frozen at that moment. */
function openAt(instant: number): string {
  const now = monthOf(instant)
  const [year = 0, count = 0] = now.split('-').map(Number)
  const before = count === 1 ? `${year - 1}-12` : `${year}-${String(count - 1).padStart(2, '0')}`
  return freezeOf(before) > instant ? before : now
}

const latest = (...months: string[]) => months.sort().at(-1) ?? ''

interface Adoption {
  use: Use
  worth: number
  month: string
  recorded: number
  reversed: number
  /** Where points stand for it now, and the months in which earlier ones were taken back. */
  stands: { month: string } | null
  takenBack: string[]
}

interface Life {
  unit: string
  late: boolean
  submitted: number
  filed: number
  adoptions: Adoption[]
}

export interface Expected {
  submitted: number
  filed: number
  late: number
  usedOfFiled: number
  adopted: number
  levels: Record<string, number>
  hundredths: number
}

export class YearBooks {
  readonly #lives = new Map<number, Life>()
  /** Points by unit and month. */
  readonly #points = new Map<string, number>()
  readonly #onTime = new Map<string, number>()

  follow(happening: Happening, item: Item): void {
    const life = this.#lives.get(happening.item)
    if (happening.type === 'submitted') {
      const { unit, late } = item
      const submitted = happening.at
      this.#lives.set(happening.item, { unit, late, submitted, filed: Infinity, adoptions: [] })
    } else if (life && happening.type === 'filed') this.#file(life, happening.at)
    else if (life && happening.type === 'used') this.#use(life, happening.use, happening.at)
    else if (life && happening.type === 'reversed') {
      const chosen = life.adoptions[happening.nth]
      if (chosen) chosen.reversed = happening.at
      this.#highestCounts(life, happening.at)
    }
  }

  /** Whether the adoption of the item that was recorded as its `nth` is live. */
  isLive(item: number, nth: number): boolean {
    return this.#lives.get(item)?.adoptions[nth]?.reversed === Infinity
  }

  #add(unit: string, month: string, points: number) {
    const key = `${unit} ${month}`
    this.#points.set(key, (this.#points.get(key) ?? 0) + points)
  }

  /** On time +1, at most 4 a month and unit; late −1 and no point. */
  #file(life: Life, now: number) {
    life.filed = now
    const { unit } = life
    const month = monthOf(now)
    if (life.late) {
      this.#add(unit, month, -100)
      return
    }
    const key = `${unit} ${month}`
    const before = this.#onTime.get(key) ?? 0
    this.#onTime.set(key, before + 1)
    if (before < 4) this.#add(unit, month, 100)
  }

  #use(life: Life, use: Use, now: number) {
    // By its date if it is recorded before that month's freeze, else in the month open now.
    const own = use.day.slice(0, 7)
    const month = now < freezeOf(own) ? own : openAt(now)
    const worth = worthOf(use)
    const state = { reversed: Infinity, stands: null, takenBack: [] }
    life.adoptions.push({ use, worth, month, recorded: now, ...state })
    this.#highestCounts(life, now)
  }

  /** The ledger never edits: it takes the former one back whole and gives the highest. */
  #highestCounts(life: Life, now: number) {
    const live = life.adoptions.filter(({ reversed }) => reversed === Infinity)
    const highest = live.reduce<Adoption | null>(
      (best, one) => (best === null || one.worth > best.worth ? one : best),
      null,
    )
    const former = life.adoptions.find(({ stands }) => stands !== null)
    if (former === (highest ?? undefined)) return
    const open = openAt(now)
    if (former?.stands) {
      const month = latest(former.stands.month, open, ...(highest ? [highest.month] : []))
      this.#add(life.unit, month, -former.worth)
      former.stands = null
      former.takenBack.push(month)
    }
    if (highest) {
      const month = latest(highest.month, open, ...highest.takenBack)
      this.#add(life.unit, month, highest.worth)
      highest.stands = { month }
    }
  }

  /** At the freeze of a quarter's last month: −1 for each item owed, −1 for a low rate. */
  closeQuarter(months: readonly string[]): void {
    const last = months.at(-1) ?? ''
    for (const [unit] of UNITS) {
      const { filed, usedOfFiled } = this.figures(unit, months, freezeOf(last))
      const owed = Math.max(QUOTA * months.length - filed, 0)
      const low = filed >= 4 && usedOfFiled / filed < 0.3
      this.#add(unit, last, -100 * owed - (low ? 100 : 0))
    }
  }

  figures(unit: string, months: readonly string[], asOf: number): Expected {
    const lives = [...this.#lives.values()].filter((life) => life.unit === unit)
    const within = (instant: number) =>
      instant < asOf && instant !== Infinity && months.includes(monthOf(instant))
    const isLive = (one: Adoption) => one.recorded < asOf && one.reversed >= asOf
    const filed = lives.filter((life) => within(life.filed))
    const counted = lives.map((life) =>
      life.adoptions.filter((one) => isLive(one) && months.includes(one.month)),
    )
    const levels = LEVELS.map((level): [string, number] => [
      level,
      counted.flat().filter(({ use }) => use.level === level).length,
    ])
    return {
      submitted: lives.filter((life) => within(life.submitted)).length,
      filed: filed.length,
      late: filed.filter(({ late }) => late).length,
      usedOfFiled: filed.filter(({ adoptions }) => adoptions.some(isLive)).length,
      adopted: counted.filter((adoptions) => adoptions.length > 0).length,
      levels: Object.fromEntries(levels),
      hundredths: months.reduce((sum, month) => sum + this.points(unit, month), 0),
    }
  }

  points(unit: string, month: string): number {
    return this.#points.get(`${unit} ${month}`) ?? 0
  }
}

/** Place by unit: one more than the number of those that stand before. */
export function placesOf(all: ReadonlyMap<string, Expected>): Map<string, number | null> {
  const nothing = ({ submitted, filed, adopted, hundredths }: Expected) =>
    submitted + filed + adopted === 0 && hundredths <= 0
  const rate = ({ filed, usedOfFiled }: Expected) => (filed === 0 ? 0 : usedOfFiled / filed)
  const before = (a: Expected, b: Expected): boolean => {
    if (a.hundredths !== b.hundredths) return a.hundredths > b.hundredths
    for (const level of [...LEVELS].reverse()) {
      const [one = 0, other = 0] = [a.levels[level], b.levels[level]]
      if (one !== other) return one > other
    }
    if (Math.abs(rate(a) - rate(b)) > 1e-9) return rate(a) > rate(b)
    return a.late < b.late
  }
  const ranked = [...all.values()].filter((one) => !nothing(one))
  return new Map(
    [...all].map(([unit, one]) => [
      unit,
      nothing(one) ? null : ranked.filter((other) => before(other, one)).length + 1,
    ]),
  )
}
