import type { OutletLevel, Placement, UsedAs } from '../../../schema/points.ts'

/** What a year brings: items, and what outlets and the desk make of them. All of it by one seed. */

export interface Item {
  unit: string
  author: string
  late: boolean
}

export interface Use {
  level: OutletLevel
  usedAs: UsedAs
  placement: Placement | null
  day: string
}

export type Happening = { at: number } & (
  | { type: 'submitted'; item: number }
  | { type: 'filed'; item: number }
  /** 退改, and filed once more: no second point. */
  | { type: 'filed-again'; item: number }
  | { type: 'used'; item: number; use: Use }
  /** The one that was recorded as the `nth`, if it is there and live. */
  | { type: 'reversed'; item: number; nth: number }
)

export interface Year {
  items: Item[]
  happenings: Happening[]
}

/** Unit and correspondent of the sample. */
export const UNITS: readonly (readonly [code: string, author: string])[] = [
  ['D01', 'mengxiyan'],
  ['D02', 'luoyining'],
  ['D03', 'fangruoqing'],
  ['D04', 'yinxiaoman'],
  ['D05', 'yulang'],
  ['D06', 'sutang'],
  ['C01', 'linxiaohe'],
  ['C02', 'henianan'],
  ['C03', 'baizhi'],
  ['C04', 'wanqingchuan'],
  ['V01', 'liuye'],
  ['V02', 'jiamai'],
]

const DAY = 24 * 3600_000
export const at = (time: string): number => Date.parse(`${time}+08:00`)
export const dayAt = (instant: number): string =>
  new Date(instant + 8 * 3600_000).toISOString().slice(0, 10)

/** mulberry32 */
function chanceOf(seed: number) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export function generate(seed: number, count: number, from: string, to: string): Year {
  const chance = chanceOf(seed)
  const below = (limit: number) => Math.floor(chance() * limit)
  const pick = <One>(...of: readonly One[]) => of[below(of.length)] as One
  const [begin, end] = [at(from), at(to)]
  const items: Item[] = []
  const happenings: Happening[] = []
  for (let item = 0; item < count; item += 1) {
    // Some units write a lot, some hardly ever.
    const [unit, author] = UNITS[Math.floor(UNITS.length * chance() ** 2)] as (typeof UNITS)[number]
    items.push({ unit, author, late: chance() < 0.12 })
    const submitted = begin + below(end - begin)
    happenings.push({ at: submitted, type: 'submitted', item })
    if (chance() < 0.1) continue
    const filed = submitted + 60_000 + below(chance() < 0.2 ? 20 * DAY : DAY)
    happenings.push({ at: filed, type: 'filed', item })
    if (chance() < 0.04) happenings.push({ at: filed + below(3 * DAY), type: 'filed-again', item })
    const uses = chance() < 0.4 ? 0 : pick(1, 1, 1, 2, 3)
    for (let nth = 0; nth < uses; nth += 1) {
      // Some are found out months later.
      const recorded = filed + 4 * DAY + below(chance() < 0.25 ? 90 * DAY : 15 * DAY)
      const used = recorded - below(Math.min(recorded - filed, 50 * DAY))
      const use: Use = {
        level: pick('subdistrict', 'district', 'district', 'city', 'province', 'national'),
        usedAs: pick('brief', 'brief', 'photo', 'clip', 'feature', 'research'),
        placement: pick(null, null, 'frontPage', 'digest'),
        day: dayAt(used),
      }
      happenings.push({ at: recorded, type: 'used', item, use })
      if (chance() < 0.15) {
        happenings.push({ at: recorded + below(60 * DAY), type: 'reversed', item, nth: below(2) })
      }
    }
  }
  happenings.sort((a, b) => a.at - b.at)
  return { items, happenings }
}
