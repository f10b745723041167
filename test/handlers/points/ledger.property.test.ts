import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shares } from '../../../handlers/points/arithmetic.ts'
import { Instant, Month } from '../../../schema/ids.ts'
import type { AdoptionId, MarkId, SubmissionNumber } from '../../../schema/ids.ts'
import { openBooks, instant, withVersion } from './books.ts'
import type { Books } from './books.ts'
import { countsIn, DEARER, expected, levels, openAt, usedAs, worthOf } from './model.ts'
import type { ModelAdoption, ModelItem } from './model.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const ruleSets = withVersion('2027-01-01', (rules) => ({
  ...rules,
  several: 'all',
  adoption: {
    subdistrict: rules.adoption.subdistrict + DEARER,
    district: rules.adoption.district + DEARER,
    city: rules.adoption.city + DEARER,
    province: rules.adoption.province + DEARER,
    national: rules.adoption.national + DEARER,
  },
}))

/** What is done to an item; a mark's own amount is looked at elsewhere. */
const deed = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('adopt' as const),
      level: fc.constantFrom(...levels),
      usedAs: fc.constantFrom(...usedAs),
      placement: fc.constantFrom(null, 'frontPage' as const, 'digest' as const),
      daysAgo: fc.integer({ min: 0, max: 40 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('reverse' as const), which: fc.nat(9) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('join' as const),
      units: fc.uniqueArray(fc.constantFrom('C02', 'C03', 'D01'), { maxLength: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('untrue' as const) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('take back' as const) }) },
)
type Deed = typeof deed extends fc.Arbitrary<infer One> ? One : never

const story = fc.record({
  late: fc.boolean(),
  /** Hours from 2026-10-25 on; around freezes and over the new year. */
  scenes: fc.array(fc.record({ deed, hours: fc.constantFrom(0, 1, 7, 30, 200, 700) }), {
    minLength: 1,
    maxLength: 14,
  }),
})

const wide = { from: Month.parse('2026-01'), to: Month.parse('2029-12') }

/** One item in the real ledger, beside what the model makes of it. */
class Item {
  readonly books: Books
  readonly number: SubmissionNumber
  readonly late: boolean
  #live = new Map<string, AdoptionId>()
  #model: ModelItem
  #mark: MarkId | null = null

  constructor(books: Books, number: SubmissionNumber, late: boolean) {
    this.books = books
    this.number = number
    this.late = late
    this.#model = { filing: null, adoptions: [], units: ['C01'], untrue: false }
  }

  async file() {
    await this.books.file(this.number)
    this.#model.filing = this.late ? -100 : 100
  }

  async act(one: Deed): Promise<void> {
    switch (one.type) {
      case 'adopt':
        return this.#adopt(one)
      case 'reverse':
        return this.#reverse(one.which)
      case 'join':
        await this.books.join(this.number, one.units)
        this.#model.units = ['C01', ...one.units]
        return
      case 'untrue':
        return this.#untrue()
      case 'take back':
        return this.#takeBack()
    }
  }

  async #adopt(one: Extract<Deed, { type: 'adopt' }>) {
    const { now } = this.books
    const day = new Date(now - one.daysAgo * DAY + 8 * 60 * MINUTE).toISOString().slice(0, 10)
    const { level, usedAs: kind, placement } = one
    const id = await this.books.adopt(this.number, { level, usedAs: kind, placement, day })
    const openThen = openAt(now)
    const adoption: ModelAdoption = { ...one, id, own: day.slice(0, 7), openThen }
    const recorded = (await this.books.read.adoptions(this.number)).find((row) => row.id === id)
    expect(recorded).toMatchObject({
      month: countsIn(adoption),
      hundredths: worthOf(adoption),
      ruleVersion: countsIn(adoption) < '2027-01' ? 'standard-1' : 'from 2027-01-01',
    })
    this.#live.set(id, id)
    this.#model.adoptions.push(adoption)
  }

  async #reverse(which: number) {
    const adoption = this.#model.adoptions[which % Math.max(this.#model.adoptions.length, 1)]
    const id = adoption && this.#live.get(adoption.id)
    if (!id) return
    await this.books.reverse(this.number, id)
    this.#model.adoptions = this.#model.adoptions.filter((one) => one !== adoption)
  }

  async #untrue() {
    if (this.#mark === null) this.#mark = await this.books.mark('untrue', { number: this.number })
    else {
      await this.books.unmark(this.#mark)
      this.#mark = null
    }
    this.#model.untrue = this.#mark !== null
  }

  /** Only while the desk has not acted, as the review has it; then it is filed once more. */
  async #takeBack() {
    if (this.#model.adoptions.length > 0 || this.#mark !== null) return
    await this.books.takeBack(this.number)
    this.#model.filing = null
    await this.check()
    await this.books.join(this.number, this.#model.units.slice(1))
    await this.file()
  }

  /** What the item's own entries come to, by unit. */
  async check(): Promise<void> {
    const all = await this.books.about(this.number)
    const own = all.filter(({ mark }) => mark === null)
    const sums = new Map<string, number>()
    for (const { unit, hundredths } of own) sums.set(unit, (sums.get(unit) ?? 0) + hundredths)
    const due = expected(this.#model)
    for (const unit of ['C01', 'C02', 'C03', 'D01'])
      expect([unit, sums.get(unit) ?? 0]).toEqual([unit, due.get(unit) ?? 0])
    for (const entry of all) {
      if (entry.reverses === null) continue
      const given = all.find(({ id }) => id === entry.reverses)
      // Exactly what was given, from whom it was given to, once.
      expect(entry).toMatchObject({ unit: given?.unit, rule: given?.rule, reversedBy: null })
      expect(entry.hundredths + (given?.hundredths ?? NaN)).toBe(0)
      expect(given?.reverses).toBe(null)
      expect(entry.month >= (given?.month ?? '')).toBe(true)
    }
  }
}

/** By month and unit, of months that are frozen. */
async function frozenSums(books: Books) {
  const open = openAt(books.now)
  const entries = (await books.read.allEntries(wide)).filter(({ month }) => month < open)
  const sums: Record<string, number> = {}
  for (const { month, unit, hundredths } of entries)
    sums[`${month} ${unit}`] = (sums[`${month} ${unit}`] ?? 0) + hundredths
  return sums
}

test('whatever is done to an item, the ledger comes to what it is worth, and frozen months stay', async () => {
  await fc.assert(
    fc.asyncProperty(story, async ({ late, scenes }) => {
      const books = await openBooks('2026-10-25T09:00:00', { ruleSets })
      const item = new Item(books, await books.submit({ late }), late)
      await item.file()
      for (const { deed: one, hours } of scenes) {
        books.now = Instant.parse(books.now + hours * 60 * MINUTE + 1)
        const before = await frozenSums(books)
        const last = (await books.read.allEntries(wide)).at(-1)?.id ?? 0
        await item.act(one)
        await item.check()
        expect(await frozenSums(books)).toEqual(before)
        const open = openAt(books.now)
        const fresh = (await books.read.allEntries(wide)).filter(({ id }) => id > last)
        for (const { month, ofMonth } of fresh) {
          expect(month >= open).toBe(true)
          expect(ofMonth === null || ofMonth < open).toBe(true)
        }
        // Nothing is left to settle.
        await books.settle(item.number, (worth) => worth, [])
        expect((await books.read.allEntries(wide)).at(-1)?.id ?? 0).toBe(fresh.at(-1)?.id ?? last)
      }
      await books.db.destroy()
    }),
    { numRuns: 60 },
  )
})

test('the sum that is shown is that of the entries, for a unit, a person and the figures', async () => {
  const books = await openBooks('2026-12-02T09:00:00', { ruleSets })
  const deeds = fc.sample(fc.record({ deed, late: fc.boolean() }), { numRuns: 40, seed: 4 })
  for (const { deed: one, late } of deeds) {
    books.now = Instant.parse(books.now + 5 * 60 * MINUTE)
    const item = new Item(books, await books.submit({ late }), late)
    await item.file()
    await item.act(one)
  }
  for (const month of ['2026-10', '2026-11', '2026-12', '2027-01']) {
    const span = { from: Month.parse(month), to: Month.parse(month) }
    const figures = await books.read.figures(span, Instant.parse(books.now + 1))
    for (const { code: unit, hundredths } of figures) {
      const entries = await books.read.entries({ unit }, span)
      const sum = entries.reduce((all, entry) => all + entry.hundredths, 0)
      expect(await books.read.sum({ unit }, span)).toBe(sum)
      expect(hundredths).toBe(sum)
    }
  }
  const lin = { person: (await books.item('2026-0001' as SubmissionNumber)).author.id }
  const own = await books.read.entries(lin, wide)
  expect(await books.read.sum(lin, wide)).toBe(own.reduce((all, one) => all + one.hundredths, 0))
})

test('shares sum up exactly and differ by a hundredth at most, the first ones having more', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -1_000_000, max: 1_000_000 }),
      fc.integer({ min: 1, max: 12 }),
      (whole, among) => {
        const made = shares(whole, among)
        expect(made).toHaveLength(among)
        expect(made.reduce((sum, one) => sum + one, 0)).toBe(whole)
        const sizes = made.map(Math.abs)
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
        expect(sizes).toEqual([...sizes].sort((a, b) => b - a))
        expect(shares(-whole, among).map((one) => 0 - one)).toEqual(made)
      },
    ),
  )
})

test('the model knows when a month is frozen', () => {
  expect(openAt(instant('2027-01-03T17:59:59'))).toBe('2026-12')
  expect(openAt(instant('2027-01-03T18:00:00'))).toBe('2027-01')
})
