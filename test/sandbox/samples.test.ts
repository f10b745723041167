import { expect, test } from 'vitest'
import { Day } from '../../schema/ids.ts'
import { samplesBefore } from '../../src/sandbox/samples.ts'
import type { Sample } from '../../src/sandbox/samples.ts'

const sample = (eventDate: string, body = ''): Sample => ({
  correspondent: 'linxiaohe',
  tier: 'general',
  category: 'other',
  eventDate: Day.parse(eventDate),
  title: '标题',
  body,
  photos: [{ caption: body }],
})

test('the newest sample happened yesterday and the oldest can still be sent', () => {
  const days = samplesBefore(Day.parse('2027-03-01')).map(({ eventDate }) => eventDate)
  expect(days).toHaveLength(10)
  expect(days.at(-1)).toBe('2027-02-28')
  expect(days[0]).toBe('2027-02-01')
  expect(days).toEqual(days.toSorted())
})

test('distances are kept where all samples are young enough', () => {
  const all = [sample('2026-11-18'), sample('2026-11-08')]
  const days = samplesBefore(Day.parse('2026-12-05'), all).map(({ eventDate }) => eventDate)
  expect(days).toEqual(['2026-11-24', '2026-12-04'])
})

test('days that are named in the text move along', () => {
  const all = [sample('2026-11-28', '11月27日至28日开展，11月30日结束，预计12月中旬使用')]
  const [moved] = samplesBefore(Day.parse('2026-12-02'), all)
  expect(moved?.body).toBe('11月30日至12月1日开展，12月3日结束，预计12月中旬使用')
  expect(moved?.photos[0]?.caption).toBe(moved?.body)
})
