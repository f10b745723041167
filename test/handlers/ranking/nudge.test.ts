import { join } from 'node:path'
import { expect, test } from 'vitest'
import { folder } from '../../scripts/run.ts'
import { openOffice } from './room.ts'

const MONDAY = '2026-11-16T10:05'

test('in the third week whoever owes items hears how many were sent, and nobody else', async () => {
  const office = await openOffice({ now: '2026-11-10T10:00:00+08:00' })
  const { room } = office
  await office.filed()
  await office.filed({ unit: 'C02', author: 'henianan' })
  await office.filed({ unit: 'C02', author: 'henianan' })
  const [lin, zheng, he, zhao] = ['linxiaohe', 'zhengyinuo', 'henianan', 'zhaoleshan'].map(
    (account) => room.as(account),
  )
  // The 15th is a Sunday.
  await office.until('2026-11-16T10:04:59.999')
  expect(lin?.news()).toEqual([])
  await office.until(MONDAY)
  const line =
    '溪畔社区本月已报送 1/2 篇，距月底还有 14 天。审稿中的稿件通过后计入。回复“投稿”开始写。'
  expect([lin?.news(), zheng?.news()]).toEqual([[line], [line]])
  expect([he?.news(), zhao?.news()]).toEqual([[], []])
  await office.until('2026-12-15T10:04:59')
  expect(lin?.news()).toEqual([])
  await office.until('2026-12-15T10:05')
  expect(lin?.news().join()).toContain('溪畔社区本月已报送 0/2 篇')
})

test('it waits for the end of the quiet hours', async () => {
  const office = await openOffice({
    now: '2026-11-10T10:00:00+08:00',
    env: { QUIET_HOURS: '09:00-11:00' },
  })
  const lin = office.room.as('linxiaohe')
  await office.until('2026-11-16T10:59')
  expect(lin.news()).toEqual([])
  await office.until('2026-11-16T11:00')
  expect(lin.news()).toHaveLength(1)
})

test('in the month of the first start it is too late after the third week has begun', async () => {
  const office = await openOffice({ now: '2026-11-20T10:00:00+08:00' })
  const lin = office.room.as('linxiaohe')
  await office.until('2026-12-01T10:00')
  expect(lin.news()).toEqual([])
})

test.each([
  ['in the night: in the morning', '2026-11-17T03:00', '2026-11-17T07:30', 1],
  ['in the next month: not for the one that is over', '2026-12-01T09:00', '2026-12-10T09:00', 0],
])('when the bot is back %s', async (_, back, until, told) => {
  const database = join(folder(), 'baosong.db')
  const first = await openOffice({ now: '2026-11-10T10:00:00+08:00', database })
  await first.close()
  const second = await openOffice({ now: `${back}:00+08:00`, database })
  const lin = second.room.as('linxiaohe')
  expect(lin.heard).toEqual([])
  await second.until(until)
  expect(lin.news()).toHaveLength(told)
  await second.until('2026-12-15T10:05')
  expect(lin.news().at(-1)).toContain('溪畔社区本月已报送 0/2 篇')
})
