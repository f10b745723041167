import { expect, test } from 'vitest'
import { quarterPostings } from '../../../handlers/points/quarter.ts'
import { withQuota } from '../../../handlers/ranking/owed.ts'
import { Month, Period } from '../../../schema/ids.ts'
import { instant, openBooks, withVersion } from './books.ts'
import type { Books } from './books.ts'

const quarter = Period.parse('2026-Q4')
const span = { from: Month.parse('2026-10'), to: Month.parse('2026-12') }
const frozen = '2027-01-03T18:00:00'

const owing = async ({ read, now }: Books) => withQuota(read, span, await read.figures(span, now))

/** As at the freeze of December. */
async function run(books: Books) {
  books.now = instant(frozen)
  await books.write(quarterPostings(await owing(books), quarter, books.turn))
  return books.read.allEntries(span)
}

const of = (entries: Awaited<ReturnType<typeof run>>, unit: string) =>
  entries.filter((entry) => entry.unit === unit && entry.number === null)

test('a unit owes three months’ quota and loses a point for each item that is missing', async () => {
  const books = await openBooks('2026-10-20T10:00:00')
  await books.filed()
  await books.filed({ late: true })
  const entries = await run(books)
  expect(of(entries, 'C01')).toMatchObject([
    {
      key: 'belowQuota 2026-Q4 C01',
      rule: 'belowQuota',
      hundredths: -400,
      factors: { quota: 6, filed: 2, missing: 4 },
      day: '2026-12-31',
      month: '2026-12',
      ofMonth: null,
      person: null,
    },
  ])
  expect(of(entries, 'C02')).toMatchObject([{ hundredths: -600 }])
})

test('who has filed enough, or owes nothing, loses nothing', async () => {
  const books = await openBooks('2026-10-20T10:00:00')
  await books.db.updateTable('unit').set({ monthly_quota: 0 }).where('code', '=', 'C02').execute()
  for (const month of ['10', '11', '12']) {
    books.now = instant(`2026-${month}-20T10:00:00`)
    for (let filed = 0; filed < 2; filed += 1) {
      const number = await books.filed()
      await books.adopt(number, { level: 'subdistrict', day: `2026-${month}-20` })
    }
  }
  const entries = await run(books)
  expect(of(entries, 'C01')).toEqual([])
  expect(of(entries, 'C02')).toEqual([])
})

test.each([
  { filed: 3, used: 0, loses: false },
  { filed: 4, used: 1, loses: true },
  { filed: 4, used: 2, loses: false },
  { filed: 10, used: 2, loses: true },
  { filed: 10, used: 3, loses: false },
])('$used of $filed used: a point is lost, $loses', async ({ filed, used, loses }) => {
  const books = await openBooks('2026-10-20T10:00:00')
  for (let count = 0; count < filed; count += 1) {
    const number = await books.filed()
    if (count < used) await books.adopt(number, { level: 'city', day: '2026-10-21' })
  }
  const rate = of(await run(books), 'C01').filter(({ rule }) => rule === 'adoptionRate')
  expect(rate).toMatchObject(
    loses
      ? [{ key: 'adoptionRate 2026-Q4 C01', hundredths: -100, factors: { filed, used, under: 30 } }]
      : [],
  )
})

test('a second run makes the same rows', async () => {
  const books = await openBooks('2026-10-20T10:00:00')
  await books.filed()
  const once = await run(books)
  const units = await owing(books)
  books.now = instant('2027-02-11T10:00:00')
  await books.write(quarterPostings(units, quarter, books.turn))
  expect(await books.read.allEntries(span)).toEqual(once)
  expect(
    await books.read.allEntries({ from: Month.parse('2027-01'), to: Month.parse('2027-12') }),
  ).toEqual([])
})

test('the rules are those of the quarter’s last month', async () => {
  const ruleSets = withVersion('2026-12-01', (rules) => ({ ...rules, belowQuota: -150 }))
  const books = await openBooks('2026-10-20T10:00:00', { ruleSets })
  const [entry] = of(await run(books), 'C01')
  expect(entry).toMatchObject({ hundredths: -900, ruleVersion: 'from 2026-12-01' })
  const next = withVersion('2027-01-01', (rules) => ({ ...rules, belowQuota: -150 }))
  const later = await openBooks('2026-10-20T10:00:00', { ruleSets: next })
  expect(of(await run(later), 'C01')).toMatchObject([{ hundredths: -600 }])
})
