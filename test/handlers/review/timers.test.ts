import { describe, expect, test } from 'vitest'
import type { Turn } from '../../../handlers/contract.ts'
import { setReminder } from '../../../handlers/review/timers.ts'
import { atMinute, isoOf } from '../../../handlers/time.ts'
import { Day, PersonId, StepId } from '../../../schema/ids.ts'
import { ordinaryOffice } from '../../support/office.ts'

describe('reminders', () => {
  const workdays = new Set(['2026-11-19', '2026-11-20', '2026-11-23'])
  const at = (day: string, minute: number): Turn => ({
    now: atMinute(Day.parse(day), minute),
    actor: { id: PersonId.parse('a'), name: '甲', unit: null, roles: [] },
    newId: () => 'id',
    office: {
      subdistrict: '云溪街道',
      reviewChains: { general: ['unitHead'], major: ['unitHead'], decision: ['unitHead'] },
      workHours: [
        [510, 720],
        [840, 1050],
      ],
      quietHours: [1260, 450],
      isWorkingDay: (day) => workdays.has(day),
      publicAddress: false,
      counted: [],
      ...ordinaryOffice,
    },
    place: { focus: null, aside: null, list: null },
  })
  const due = (turn: Turn, sent: number) => {
    const timer = setReminder(turn, StepId.parse('s'), sent)
    return timer.type === 'set-timer' ? isoOf(timer.dueAt).slice(0, 16) : timer.type
  }

  test.each([
    ['2026-11-20', 600, '2026-11-20T16:00'],
    ['2026-11-20', 1020, '2026-11-23T12:00'],
    ['2026-11-20', 1050, '2026-11-23T14:30'],
    ['2026-11-21', 600, '2026-11-23T14:30'],
    ['2026-11-19', 1380, '2026-11-20T14:30'],
  ])('an item of %s, minute %i, is recalled after 4 working hours, %s', (day, minute, expected) => {
    expect(due(at(day, minute), 0)).toBe(expected)
  })

  test('the next ones come as each working day begins', () => {
    expect(due(at('2026-11-20', 930), 1)).toBe('2026-11-23T08:30')
  })
})
