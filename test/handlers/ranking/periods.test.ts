import { describe, expect, test } from 'vitest'
import {
  countingMonth,
  daysLeft,
  frozenAt,
  openMonth,
  periodLabel,
  quarterOf,
  readPeriod,
  spanOf,
} from '../../../handlers/periods.ts'
import { Day, Month, Period } from '../../../schema/ids.ts'
import { instant } from '../points/books.ts'
import { ordinaryOffice } from '../../support/office.ts'

const month = (name: string) => Month.parse(name)

describe('a period as people say it', () => {
  test.each([
    ['本月', '2026-11'],
    ['上月', '2026-10'],
    ['上个月', '2026-10'],
    ['本季度', '2026-Q4'],
    ['上季度', '2026-Q3'],
    ['今年', '2026'],
    ['去年', '2025'],
    ['2026-3', '2026-03'],
    ['2026年3月', '2026-03'],
    ['11月', '2026-11'],
    // Without a year it is the newest that has begun.
    ['12月', '2025-12'],
    ['去年12月', '2025-12'],
    ['今年12月', '2026-12'],
    ['第三季度', '2026-Q3'],
    ['四季度', '2026-Q4'],
    ['2025年第1季度', '2025-Q1'],
    ['２０２６ｑ２', '2026-Q2'],
    ['2026', '2026'],
    ['2026年', '2026'],
    ['10月份', '2026-10'],
    ['十月', '2026-10'],
    ['十二月', '2025-12'],
    ['2026年一月份', '2026-01'],
    ['2026/10', '2026-10'],
    ['2026.10', '2026-10'],
    ['Q3', '2026-Q3'],
    ['第三季', '2026-Q3'],
    ['上个季度', '2026-Q3'],
    ['上一季度', '2026-Q3'],
    ['本年度', '2026'],
    ['全年', '2026'],
    ['上年', '2025'],
    ['这个月', '2026-11'],
    ['13月', undefined],
    ['2026-00', undefined],
    ['3', undefined],
    ['第五季度', undefined],
    ['', undefined],
  ])('%s', (said, period) => {
    expect(readPeriod(said, Day.parse('2026-11-20'))).toBe(period)
  })

  test('a quarter that is still to come this year is that of last year', () => {
    expect(readPeriod('第四季度', Day.parse('2026-02-01'))).toBe('2025-Q4')
  })
})

test('periods have months and names', () => {
  expect(spanOf(Period.parse('2026-Q1'))).toEqual({ from: '2026-01', to: '2026-03' })
  expect(spanOf(Period.parse('2026'))).toEqual({ from: '2026-01', to: '2026-12' })
  expect(['2026-02', '2026-Q3', '2026'].map((one) => periodLabel(Period.parse(one)))).toEqual([
    '2026年2月',
    '2026年第三季度',
    '2026年',
  ])
  expect(['2026-03', '2026-04', '2026-12'].map((one) => quarterOf(month(one)))).toEqual([
    '2026-Q1',
    '2026-Q2',
    '2026-Q4',
  ])
  expect([daysLeft(Day.parse('2028-02-01')), daysLeft(Day.parse('2026-12-31'))]).toEqual([28, 0])
})

describe('the month that is open', () => {
  test.each([
    ['2026-11-30T23:59:59.999', '2026-11'],
    ['2026-12-01T00:00', '2026-11'],
    ['2026-12-03T17:59:59.999', '2026-11'],
    ['2026-12-03T18:00', '2026-12'],
    ['2027-01-03T17:59', '2026-12'],
    ['2028-02-29T23:59', '2028-02'],
    ['2028-03-03T18:00', '2028-03'],
  ])('at %s is %s', (at, open) => {
    expect(openMonth(ordinaryOffice, instant(at))).toBe(open)
  })

  test('one that was frozen is not open any more, whatever is set now', () => {
    const office = { freezeAt: { day: 20, minute: 0 }, frozenUpTo: month('2026-11') }
    const now = instant('2026-12-04T10:00')
    expect(openMonth(office, now)).toBe('2026-12')
    expect(countingMonth(office, month('2026-11'), now)).toBe('2026-12')
    expect(openMonth({ freezeAt: office.freezeAt }, now)).toBe('2026-11')
  })

  test('a December is frozen in January', () => {
    expect(frozenAt(ordinaryOffice, month('2026-12'))).toBe(instant('2027-01-03T18:00'))
  })
})
