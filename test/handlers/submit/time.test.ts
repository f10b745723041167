import { expect, test } from 'vitest'
import type { Office } from '../../../handlers/contract.ts'
import {
  addDays,
  addWorkingMinutes,
  afterQuiet,
  clockOf,
  dayFrom,
  dayOf,
  daysBetween,
  isoOf,
  isQuiet,
  nextWorkingDay,
  stampOf,
  startOfWork,
} from '../../../handlers/time.ts'
import { Day, Instant } from '../../../schema/ids.ts'
import { ordinaryOffice } from '../../support/office.ts'

const at = (text: string) => Instant.parse(Date.parse(`${text}+08:00`))
const day = (text: string) => Day.parse(text)

/** 2026-11-21 and 22 are a weekend. */
const office: Office = {
  subdistrict: '云溪街道',
  reviewChains: { general: ['unitHead'], major: ['leaderInCharge'], decision: ['deputySecretary'] },
  workHours: [
    [510, 720],
    [840, 1050],
  ],
  quietHours: [1260, 450],
  isWorkingDay: (date) => ![0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay()),
  publicAddress: false,
  counted: [],
  ...ordinaryOffice,
}

test('days and hours are those of Shanghai', () => {
  const late = Instant.parse(Date.parse('2026-11-19T16:30:00Z'))
  expect(dayOf(late)).toBe('2026-11-20')
  expect(clockOf(late)).toBe('00:30')
  expect(stampOf(late)).toBe('11-20 00:30')
  expect(isoOf(late)).toBe('2026-11-20T00:30:00+08:00')
})

test('days are counted by the calendar', () => {
  expect(daysBetween(day('2026-02-27'), day('2026-03-01'))).toBe(2)
  expect(addDays(day('2026-12-31'), 1)).toBe('2027-01-01')
  expect(dayFrom(2026, 2, 29)).toBeUndefined()
  expect(dayFrom(2028, 2, 29)).toBe('2028-02-29')
})

test('quiet hours pass midnight', () => {
  expect(isQuiet(office, at('2026-11-20T20:59:00'))).toBe(false)
  expect(isQuiet(office, at('2026-11-20T21:00:00'))).toBe(true)
  expect(isQuiet(office, at('2026-11-21T07:29:00'))).toBe(true)
  expect(isQuiet(office, at('2026-11-21T07:30:00'))).toBe(false)
  expect(isoOf(afterQuiet(office, at('2026-11-20T22:00:00')))).toBe('2026-11-21T07:30:00+08:00')
  expect(isoOf(afterQuiet(office, at('2026-11-20T03:00:00')))).toBe('2026-11-20T07:30:00+08:00')
  expect(afterQuiet(office, at('2026-11-20T12:00:00'))).toBe(at('2026-11-20T12:00:00'))
})

test.each([
  ['2026-11-20T09:00:00', '2026-11-20T15:00:00', 'over the noon pause'],
  ['2026-11-20T16:30:00', '2026-11-23T11:30:00', 'over a weekend'],
  ['2026-11-21T10:00:00', '2026-11-23T14:30:00', 'begun on a Saturday'],
  ['2026-11-20T05:00:00', '2026-11-20T14:30:00', 'begun before work'],
  ['2026-11-20T13:00:00', '2026-11-23T09:00:00', 'begun in the pause'],
])('four working hours after %s are over at %s (%s)', (from, until) => {
  expect(isoOf(addWorkingMinutes(office, at(from), 240))).toBe(`${until}+08:00`)
})

test('the next working day follows the calendar', () => {
  expect(nextWorkingDay(office, day('2026-11-20'))).toBe('2026-11-23')
  expect(isoOf(startOfWork(office, day('2026-11-23')))).toBe('2026-11-23T08:30:00+08:00')
})
