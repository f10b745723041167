import { expect, test } from 'vitest'
import { Day } from '../../schema/ids.ts'
import { isWorkingDay } from '../../src/calendar.ts'

const works = (day: string) => isWorkingDay(Day.parse(day))

test('an announced year has its holidays and their make-up days', () => {
  expect(['2026-10-01', '2026-10-07', '2026-02-16', '2026-11-21'].filter(works)).toEqual([])
  const madeUp = ['2026-10-10', '2026-02-14', '2026-02-28']
  expect(madeUp.filter(works)).toEqual(madeUp)
})

// Years ahead, so that no newer list of the package can make it true by chance.
test('a year that is not announced yet has the days that the law fixes', () => {
  const fixed = ['2035-01-01', '2035-05-01', '2035-05-02', '2035-10-01', '2035-10-03']
  const lunar = ['2035-02-07', '2035-02-08', '2035-04-05', '2036-05-30', '2036-10-04']
  expect([...fixed, ...lunar].filter(works)).toEqual([])
  expect(works('2035-02-12')).toBe(true)
})
