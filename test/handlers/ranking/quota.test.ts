import { expect, test } from 'vitest'
import type { Organisation } from '../../../schema/organisation.ts'
import { sample } from '../review/cast.ts'
import { withVersion } from '../points/books.ts'
import { frozen, Lives, unitIn } from './lives.ts'
import { openOffice } from './room.ts'

/** The sample with another monthly quota of 溪畔社区. */
function owing(monthlyQuota: number): Organisation {
  const organisation = sample()
  for (const unit of organisation.units) if (unit.code === 'C01') unit.monthlyQuota = monthlyQuota
  return organisation
}

function without(code: string): Organisation {
  const organisation = sample()
  organisation.units = organisation.units.filter((unit) => unit.code !== code)
  organisation.people = organisation.people.filter(({ unit }) => unit !== code)
  return organisation
}

test('a quarter owes what each of its months owed: a quota that was raised holds from then on', async () => {
  const lives = new Lives()
  const office = await lives.start('2026-10-20T10:00')
  for (const month of ['10', '11', '12']) {
    await office.until(`2026-${month}-20T10:00`)
    if (month === '12') await lives.imports('2026-12-20T10:00', owing(4))
    for (let n = 0; n < (month === '12' ? 4 : 2); n++) await office.filed()
  }
  await office.until('2027-01-03T18:00')
  expect(await unitIn(office, '2026-Q4')).toMatchObject({ filed: 8, quota: 8 })
  // Nothing was owed; a point is lost for none of eight being used.
  expect(await unitIn(office, '2026-12')).toMatchObject({ filed: 4, quota: 4, hundredths: 300 })
  expect(await unitIn(office, '2026-10')).toMatchObject({ quota: 2 })
})

test('a unit that came in the last month owes that one, and is not blamed for the others', async () => {
  const lives = new Lives()
  const office = await lives.start('2026-10-20T10:00', {}, without('V02'))
  await office.until('2026-12-20T10:00')
  await lives.imports('2026-12-20T10:00', sample())
  await office.until('2027-01-03T18:00')
  expect(await unitIn(office, '2026-Q4', 'V02')).toMatchObject({ quota: 2, hundredths: -200 })
  expect(await unitIn(office, '2026-Q4', 'C01')).toMatchObject({ quota: 6, hundredths: -600 })
  expect(await unitIn(office, '2026-11', 'V02')).toBeUndefined()
})

test('a period that goes on is told by the rules of today', async () => {
  const ruleSets = withVersion('2026-12-01', (rules) => ({
    ...rules,
    onTime: { ...rules.onTime, points: 300 },
  }))
  const office = await openOffice({ ruleSets })
  await office.filed()
  await office.room.as('linxiaohe').says('排行 本季度')
  const sent = office.room.platforms.flatMap((platform) => platform.sent)
  const picture = sent.findLast(({ delivery }) => delivery.type === 'image')?.delivery
  expect(JSON.stringify(picture)).toContain('按时报送 +1')
})

test('the desk sees the figures before the groups, at night where these get them in the morning', async () => {
  const office = await openOffice({
    now: '2026-11-20T10:00:00+08:00',
    env: { FREEZE_AT: '3 22:00', BROADCAST_AT: '4 06:05' },
  })
  await office.filed()
  const cheng = office.room.as('chengyizhou')
  await office.until('2026-12-03T22:00')
  expect(await frozen(office, '2026-11')).toBeDefined()
  expect(cheng.news().join()).toContain('将于 12月4日 06:05 发到 2 个群')
})
