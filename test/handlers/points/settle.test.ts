import { describe, expect, test } from 'vitest'
import { loadRuleSets } from '../../../src/rules.ts'
import { openBooks, instant, withVersion } from './books.ts'

const november = '2026-11-20T10:00:00'
const district = { level: 'district', usedAs: 'feature', day: '2026-11-21' } as const
const cityFront = { level: 'city', usedAs: 'feature', placement: 'frontPage' } as const

describe('the worked example', () => {
  test('the highest counts: 31, and 7.5 is never edited', async () => {
    const books = await openBooks(november)
    const number = await books.filed()
    await books.adopt(number, district)
    expect(await books.points('2026-11')).toBe(8.5)
    await books.adopt(number, { ...cityFront, day: '2026-11-22' })
    expect(await books.points('2026-11')).toBe(31)
    expect(await books.story(number)).toEqual([
      '2026-11 C01 1',
      '2026-11 C01 7.5',
      '2026-11 C01 -7.5 takes back 2',
      '2026-11 C01 30',
    ])
  })

  test('all count: 38.5', async () => {
    const ruleSets = loadRuleSets().map((rules) => ({ ...rules, several: 'all' as const }))
    const books = await openBooks(november, { ruleSets })
    const number = await books.filed()
    await books.adopt(number, district)
    await books.adopt(number, { ...cityFront, day: '2026-11-22' })
    expect(await books.points('2026-11')).toBe(38.5)
    expect(await books.story(number)).toHaveLength(3)
  })
})

test('a lower outlet adds nothing; once the higher is reversed the lower counts again', async () => {
  const books = await openBooks(november)
  const number = await books.filed()
  const high = await books.adopt(number, { ...cityFront, day: '2026-11-20' })
  await books.adopt(number, district)
  expect(await books.points('2026-11')).toBe(31)
  await books.reverse(number, high)
  expect(await books.points('2026-11')).toBe(8.5)
})

test('on a tie the earlier adoption stays', async () => {
  const books = await openBooks(november)
  const number = await books.filed()
  const first = await books.adopt(number, { level: 'city', day: '2026-11-19' })
  await books.adopt(number, { level: 'city', day: '2026-11-18' })
  const entries = await books.about(number)
  expect(entries.map(({ adoption }) => adoption)).toEqual([null, first])
})

test('a joint item is split evenly; the writer’s unit gets the hundredth that is left', async () => {
  const books = await openBooks(november)
  const number = await books.filed()
  await books.adopt(number, district)
  await books.join(number, ['C02', 'C03'])
  expect(await books.points('2026-11', 'C01')).toBe(2.5 + 0.34)
  expect(await books.points('2026-11', 'C02')).toBe(2.5 + 0.33)
  expect(await books.points('2026-11', 'C03')).toBe(2.5 + 0.33)
  // All of it is the writer's, whichever unit has it.
  for (const entry of await books.about(number)) expect(entry.person).toBe('linxiaohe')
  await books.join(number, [])
  expect(await books.points('2026-11', 'C01')).toBe(8.5)
  expect(await books.points('2026-11', 'C02')).toBe(0)
})

test('an untrue item is worth nothing, and what it was worth once that is taken back', async () => {
  const books = await openBooks(november)
  const number = await books.filed()
  await books.adopt(number, district)
  const mark = await books.mark('untrue', { number })
  expect(await books.points('2026-11')).toBe(-5)
  await books.adopt(number, { ...cityFront, day: '2026-11-20' })
  expect(await books.points('2026-11')).toBe(-5)
  await books.unmark(mark)
  expect(await books.points('2026-11')).toBe(31)
})

describe('after the freeze', () => {
  test('an adoption of a frozen month counts in the open one, as a correction', async () => {
    const books = await openBooks(november)
    const number = await books.filed()
    books.now = instant('2026-12-03T17:59:59')
    await books.adopt(number, { level: 'district', day: '2026-11-30' })
    expect((await books.story(number)).at(-1)).toBe('2026-11 C01 5')
    books.now = instant('2026-12-03T18:00:00')
    await books.adopt(number, { level: 'city', day: '2026-11-30' })
    expect((await books.story(number)).slice(-2)).toEqual([
      '2026-12 C01 -5 takes back 2 of 2026-11',
      '2026-12 C01 10 of 2026-11',
    ])
    expect(await books.points('2026-11')).toBe(6)
    expect(await books.points('2026-12')).toBe(5)
  })

  test('what is split anew leaves the frozen month as it was', async () => {
    const books = await openBooks(november)
    const number = await books.filed()
    books.now = instant('2026-12-10T10:00:00')
    await books.join(number, ['C02'])
    expect(await books.points('2026-11')).toBe(1)
    expect(await books.points('2026-12')).toBe(-0.5)
    expect(await books.points('2026-12', 'C02')).toBe(0.5)
  })

  test('what takes another’s place in a later month takes it there', async () => {
    const books = await openBooks(november)
    const number = await books.filed()
    await books.adopt(number, district)
    // November is open until the 3rd; the adoption is December's.
    books.now = instant('2026-12-02T09:00:00')
    const high = await books.adopt(number, { ...cityFront, day: '2026-12-01' })
    expect(await books.points('2026-11')).toBe(8.5)
    expect(await books.points('2026-12')).toBe(22.5)
    await books.reverse(number, high)
    expect(await books.points('2026-11')).toBe(8.5)
    expect(await books.points('2026-12')).toBe(0)
  })
})

describe('a new version of the rules', () => {
  const dearer = withVersion('2026-12-01', (rules) => ({
    ...rules,
    onTime: { ...rules.onTime, points: 300 },
    adoption: { ...rules.adoption, district: 900, city: 1200 },
  }))

  test('holds for what counts from its month on, and leaves older entries alone', async () => {
    const books = await openBooks(november, { ruleSets: dearer })
    const number = await books.filed()
    await books.adopt(number, { level: 'district', day: '2026-11-21' })
    books.now = instant('2026-12-10T10:00:00')
    const later = await books.filed()
    await books.adopt(later, { level: 'district', day: '2026-11-29' })
    // Split anew: by the rules that it was posted by.
    await books.join(number, ['C02'])
    const versions = (await books.about(number)).map(({ ruleVersion }) => ruleVersion)
    expect(new Set(versions)).toEqual(new Set(['standard-1']))
    expect(await books.points('2026-11')).toBe(6)
    expect(await books.story(later)).toEqual(['2026-12 C01 3', '2026-12 C01 9 of 2026-11'])
    expect(await books.points('2026-12', 'C02')).toBe(3)
  })

  test('does not weigh adoptions of an old month again', async () => {
    const all = withVersion('2026-12-01', (rules) => ({ ...rules, several: 'all' }))
    const books = await openBooks(november, { ruleSets: all })
    const number = await books.filed()
    await books.adopt(number, { level: 'district', day: '2026-11-20' })
    await books.adopt(number, { level: 'city', day: '2026-11-20' })
    expect(await books.points('2026-11')).toBe(11)
    books.now = instant('2026-12-10T10:00:00')
    await books.adopt(number, { level: 'subdistrict', day: '2026-12-09' })
    expect(await books.points('2026-11')).toBe(11)
    expect(await books.points('2026-12')).toBe(2.5)
  })
})

test('an entry is neither changed nor deleted', async () => {
  const books = await openBooks(november)
  await books.filed()
  const entries = () => books.db.selectFrom('ledger_entry').selectAll().execute()
  const before = await entries()
  const change = books.db.updateTable('ledger_entry').set({ hundredths: 0 }).execute()
  await expect(change).rejects.toThrow('append-only')
  await expect(books.db.deleteFrom('ledger_entry').execute()).rejects.toThrow('append-only')
  expect(await entries()).toEqual(before)
})
