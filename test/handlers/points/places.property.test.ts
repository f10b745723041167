import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Instant, Month, UnitCode } from '../../../schema/ids.ts'
import type { MarkId, SubmissionNumber } from '../../../schema/ids.ts'
import { openBooks } from './books.ts'
import type { Books } from './books.ts'
import { openAt } from './model.ts'

const HOUR = 3600_000
const wide = { from: Month.parse('2026-01'), to: Month.parse('2029-12') }
const CAP = 4

/** Few, so that the same ones come and go. */
const which = fc.nat(5)
const deed = fc.oneof(
  { weight: 3, arbitrary: fc.record({ type: fc.constant('file' as const), late: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('untrue' as const), which }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('take back' as const), which }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('share' as const), which }) },
)
type Deed = typeof deed extends fc.Arbitrary<infer One> ? One : never

/** From 2026-11-25 on, when five have been filed: over a freeze. */
const story = fc.array(fc.record({ deed, hours: fc.constantFrom(0, 1, 7, 30, 90) }), {
  minLength: 1,
  maxLength: 16,
})

interface Known {
  number: SubmissionNumber
  late: boolean
  mark: MarkId | null
  /** The month of filing; unset while it is taken back. */
  month: string | null
  shared: boolean
}

class Unit {
  readonly books: Books
  readonly items: Known[] = []

  constructor(books: Books) {
    this.books = books
  }

  async act(one: Deed): Promise<void> {
    if (one.type === 'file') return this.#file(one.late)
    const item = this.items[one.which % Math.max(this.items.length, 1)]
    if (!item) return
    switch (one.type) {
      case 'untrue':
        return this.#untrue(item)
      case 'take back':
        return this.#takeBack(item)
      case 'share':
        item.shared = !item.shared
        return this.books.join(item.number, item.shared ? ['C02'] : [])
    }
  }

  get #month(): string {
    return new Date(this.books.now + 8 * HOUR).toISOString().slice(0, 7)
  }

  async #file(late: boolean) {
    const number = await this.books.filed({ late })
    this.items.push({ number, late, mark: null, month: this.#month, shared: false })
  }

  async #untrue(item: Known) {
    if (item.mark === null) item.mark = await this.books.mark('untrue', { number: item.number })
    else {
      await this.books.unmark(item.mark)
      item.mark = null
    }
  }

  /** Only while the desk has not acted, as the review has it; the next time it is filed again. */
  async #takeBack(item: Known) {
    if (item.mark !== null) return
    if (item.month === null) await this.books.file(item.number)
    else await this.books.takeBack(item.number)
    item.month = item.month === null ? this.#month : null
  }

  /** As many as the rules have places for, whatever came when. */
  async check(): Promise<void> {
    const counting = this.items.filter(({ late, mark, month }) => !late && !mark && month !== null)
    for (const month of ['2026-11', '2026-12', '2027-01']) {
      const all = await this.books.read.onTimeItems(UnitCode.parse('C01'), Month.parse(month))
      const due = counting.filter((item) => item.month === month)
      expect(new Set(all.map(({ number }) => number))).toEqual(
        new Set(due.map(({ number }) => number)),
      )
      const given = all.filter(({ hundredths }) => hundredths > 0)
      expect([month, given.length]).toEqual([month, Math.min(due.length, CAP)])
    }
    for (const item of this.items) await this.#checkItem(item, counting.includes(item))
  }

  async #checkItem(item: Known, counts: boolean) {
    const { number, late, mark, month, shared } = item
    const entries = (await this.books.about(number)).filter((entry) => entry.mark === null)
    const of = (code: string) =>
      entries.filter(({ unit }) => unit === code).reduce((sum, one) => sum + one.hundredths, 0)
    const whole = of('C01') + of('C02')
    if (counts) expect([0, 100]).toContain(whole)
    else expect(whole).toBe(late && month !== null && mark === null ? -100 : 0)
    expect(of('C02')).toBe(shared ? whole / 2 : 0)
    // What gives nothing says so to the unit that wrote it, and to no other.
    for (const { unit, hundredths } of entries)
      expect(hundredths !== 0 || unit === 'C01').toBe(true)
  }
}

test('as many of a unit’s items as there are places have the point, and none is left to settle', async () => {
  await fc.assert(
    fc.asyncProperty(story, async (scenes) => {
      const books = await openBooks('2026-11-25T09:00:00')
      const unit = new Unit(books)
      for (let filed = 0; filed < 5; filed += 1) await unit.act({ type: 'file', late: false })
      for (const { deed: one, hours } of scenes) {
        books.now = Instant.parse(books.now + hours * HOUR + 1)
        const entries = () => books.read.allEntries(wide)
        const before = await entries()
        await unit.act(one)
        await unit.check()
        const after = await entries()
        for (const { month } of after.slice(before.length))
          expect(month >= openAt(books.now)).toBe(true)
        for (const { number } of unit.items) await books.settle(number, (worth) => worth, [])
        expect(await entries()).toEqual(after)
      }
      await books.db.destroy()
    }),
    { numRuns: 20 },
  )
})
