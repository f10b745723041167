import { expect, test } from 'vitest'
import { instant, openBooks } from './books.ts'

const november = '2026-11-20T10:00:00'

test.each([
  ['subdistrict', 3],
  ['district', 10],
  ['city', 20],
  ['province', 40],
] as const)('written praise of a leader of %s level gives %i', async (level, points) => {
  const books = await openBooks(november)
  const mark = await books.mark('praise', { level })
  expect(await books.points('2026-11')).toBe(points)
  expect(await books.read.entriesOfMark(mark)).toMatchObject([
    { key: `mark ${mark} C01`, rule: 'praise', factors: { level }, day: '2026-11-20' },
  ])
})

test.each([
  ['keyEventOmitted', -2],
  ['untrue', -5],
  ['concealed', -10],
] as const)('%s takes %i', async (kind, points) => {
  const books = await openBooks(november)
  await books.mark(kind)
  expect(await books.points('2026-11')).toBe(points)
})

test('a mark counts in the month in which it came to stand, also while the last is open', async () => {
  const books = await openBooks('2026-12-02T10:00:00')
  await books.mark('concealed')
  expect(await books.points('2026-12')).toBe(-10)
})

test('a mark about an item is its writer’s, and is no part of what the item is worth', async () => {
  const books = await openBooks(november)
  const number = await books.filed()
  const mark = await books.mark('praise', { number, level: 'city' })
  expect(await books.read.entriesOfMark(mark)).toMatchObject([{ person: 'linxiaohe', number }])
  await books.join(number, ['C02'])
  expect(await books.points('2026-11')).toBe(20.5)
})

test('a mark that is reversed gives back exactly what it took, once', async () => {
  const books = await openBooks(november)
  const mark = await books.mark('concealed')
  books.now = instant('2026-12-03T18:00:00')
  await books.unmark(mark)
  await books.unmark(mark)
  expect(await books.points('2026-11')).toBe(-10)
  expect(await books.points('2026-12')).toBe(10)
  expect((await books.read.entriesOfMark(mark)).at(-1)).toMatchObject({
    month: '2026-12',
    ofMonth: '2026-11',
    rule: 'concealed',
  })
})
