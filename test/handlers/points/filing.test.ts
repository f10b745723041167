import { describe, expect, test } from 'vitest'
import type { SubmissionNumber } from '../../../schema/ids.ts'
import { readFrom } from '../../../src/db/read.ts'
import { castOf, sendItem } from '../review/cast.ts'
import { instant, openBooks, withVersion } from './books.ts'

const november = '2026-11-20T10:00:00'
const number = '2026-0001' as SubmissionNumber

describe('in the chat', () => {
  test('the approval that files an item gives its point, an earlier one does not', async () => {
    const { room, lin, tang, lu } = await castOf()
    const entries = () => readFrom(room.app.db).entriesAbout(number)
    await sendItem(lin, 3)
    await tang.says('通过 1')
    expect(await entries()).toEqual([])
    await lu.says('通过 1')
    expect(await entries()).toMatchObject([
      {
        key: '2026-0001 onTime C01',
        unit: 'C01',
        person: 'linxiaohe',
        rule: 'onTime',
        ruleVersion: 'standard-1',
        hundredths: 100,
        day: '2026-11-20',
        month: '2026-11',
        ofMonth: null,
      },
    ])
  })

  test('a filing that is taken back was none; the next one is the first', async () => {
    const { room, lin, zhao } = await castOf()
    await sendItem(lin)
    await zhao.says('通过 1')
    await room.later(9 * 60_000)
    await zhao.says('收回 1')
    const read = readFrom(room.app.db)
    expect(await read.firstFiledAt(number)).toBeUndefined()
    expect((await lin.says('积分 明细')).join()).toMatch(
      /合计 0 分.*按时报送 \+1\n.*撤销：按时报送（审稿收回） −1$/s,
    )
    await zhao.says('通过 1')
    const entries = await read.entriesAbout(number)
    expect(entries.map(({ hundredths }) => hundredths)).toEqual([100, -100, 100])
    expect(entries.map(({ key }) => key)).toEqual([
      '2026-0001 onTime C01',
      'reversal 1',
      '2026-0001 onTime C01 #2',
    ])
    expect(await read.firstFiledAt(number)).toBe(room.clock.now())
  })
})

test('late costs its point in the month of filing, and gives none', async () => {
  const books = await openBooks(november)
  const late = await books.submit({ late: true })
  books.now = instant('2026-12-01T09:00:00')
  await books.file(late)
  expect(await books.story(late)).toEqual(['2026-12 C01 -1'])
})

test('a unit has four points a month for filing, and starts again with the next', async () => {
  const books = await openBooks(november)
  for (let filed = 0; filed < 4; filed += 1) await books.filed()
  const fifth = await books.filed()
  const [entry] = await books.about(fifth)
  expect(entry).toMatchObject({ hundredths: 0, factors: { capped: 4 } })
  expect(await books.points('2026-11')).toBe(4)
  expect(await books.story(await books.filed({ unit: 'C02' }))).toEqual(['2026-11 C02 1'])
  books.now = instant('2026-12-01T00:00:00')
  expect(await books.story(await books.filed())).toEqual(['2026-12 C01 1'])
})

test('an item that lost its point makes room for another', async () => {
  const books = await openBooks(november)
  const first = await books.filed()
  for (let filed = 0; filed < 3; filed += 1) await books.filed()
  await books.takeBack(first)
  expect(await books.story(await books.filed())).toEqual(['2026-11 C01 1'])
  // Filed again it is the fifth by now.
  await books.file(first)
  expect(await books.story(first)).toEqual([
    '2026-11 C01 1',
    '2026-11 C01 -1 takes back 1',
    '2026-11 C01 0',
  ])
})

test('what is split anew in a later month takes nothing of that month’s four', async () => {
  const books = await openBooks(november)
  const old = await books.filed()
  books.now = instant('2026-12-10T10:00:00')
  await books.join(old, ['C02'])
  const filed = []
  for (let count = 0; count < 5; count += 1) filed.push(await books.filed())
  const points = await Promise.all(filed.map((one) => books.story(one)))
  expect(points.flat()).toEqual([...Array<string>(4).fill('2026-12 C01 1'), '2026-12 C01 0'])
})

test('only the first filing counts: the desk’s 退改 and what comes after post nothing', async () => {
  const books = await openBooks(november)
  const filed = await books.filed()
  const returned = { type: 'set-status' as const, number: filed, status: 'returned' as const }
  await books.write([{ ...returned, at: books.now }])
  books.now = instant('2026-11-22T10:00:00')
  await books.file(filed)
  expect(await books.story(filed)).toEqual(['2026-11 C01 1'])
  // And to take the second one back is not to take back the first.
  await books.takeBack(filed)
  expect(await books.story(filed)).toEqual(['2026-11 C01 1'])
  expect(await books.read.firstFiledAt(filed)).toBe(instant(november))
})

test('units that share an item already share the point of its filing', async () => {
  const books = await openBooks(november)
  const item = await books.submit()
  await books.join(item, ['C02'])
  expect(await books.story(item)).toEqual([])
  await books.file(item)
  expect(await books.story(item)).toEqual(['2026-11 C01 0.5', '2026-11 C02 0.5'])
  await books.takeBack(item)
  await books.join(item, [])
  expect(await books.points('2026-11')).toBe(0)
})

describe('the edges of months and years, by the clock of Shanghai', () => {
  test.each([
    ['2026-12-31T23:59:59', '2026-12'],
    ['2027-01-01T00:00:00', '2027-01'],
    ['2028-02-29T23:59:59', '2028-02'],
    ['2028-03-01T00:00:00', '2028-03'],
  ])('filed at %s it counts in %s', async (time, month) => {
    const books = await openBooks(time)
    const [entry] = await books.about(await books.filed())
    expect(entry).toMatchObject({ month, day: time.slice(0, 10), ofMonth: null })
  })

  test.each([
    ['2028-03-03T17:59:59', '2028-02', null],
    ['2028-03-03T18:00:00', '2028-03', '2028-02'],
    ['2028-04-03T18:00:00', '2028-04', '2028-02'],
  ])('an adoption of 29 February, recorded at %s, counts in %s', async (time, month, ofMonth) => {
    const books = await openBooks('2028-02-29T12:00:00')
    const item = await books.filed()
    books.now = instant(time)
    await books.adopt(item, { level: 'city', day: '2028-02-29' })
    expect((await books.about(item)).at(-1)).toMatchObject({ month, ofMonth, day: '2028-02-29' })
  })

  test.each([
    ['2027-01-03T17:59:59', '2026-12', 'standard-1'],
    ['2027-01-03T18:00:00', '2027-01', 'from 2027-01-01'],
  ])(
    'of 31 December, recorded at %s: in %s, by the rules of then',
    async (time, month, version) => {
      const ruleSets = withVersion('2027-01-01', (rules) => rules)
      const books = await openBooks('2026-12-31T12:00:00', { ruleSets })
      const item = await books.filed()
      books.now = instant(time)
      await books.adopt(item, { level: 'city', day: '2026-12-31' })
      expect((await books.about(item)).at(-1)).toMatchObject({ month, ruleVersion: version })
    },
  )
})
