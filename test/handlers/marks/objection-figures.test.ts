import { expect, test } from 'vitest'
import { importOrganisation } from '../../../src/organisation.ts'
import { sample } from '../review/cast.ts'
import { filedItem, newestCard, type DeskCast } from '../desk/cast.ts'

const factsOf = (editor: DeskCast['cheng']) =>
  newestCard(editor).facts.map(({ label, value }) => `${label} ${value}`)

test('the card has the figures, and what to type to see each entry', async () => {
  const cast = await filedItem()
  const { lin, zhao, cheng, shen, gu } = cast
  await lin.says('异议 1 市里的用稿没有算')
  for (const editor of [cheng, shen, gu])
    expect(factsOf(editor)).toEqual(['时间 11-20 10:32', '积分 1 分', '看每一笔 积分 2026-0001'])
  await zhao.says('异议 本月 少一篇')
  expect(factsOf(cheng).slice(1)).toEqual(['积分 1 分', '看每一笔 积分 明细 溪畔社区 2026-11'])
  cheng.news()
  expect((await cheng.taps('答复')).join()).toContain(
    '少一篇\n看每一笔请回复“积分 明细 溪畔社区 2026-11”。\n请直接回复答复内容',
  )
  const [seen = ''] = await cheng.says('积分 明细 溪畔社区 2026-11')
  expect(seen).toContain('溪畔社区2026年11月积分明细，共 1 笔，合计 1 分')
  expect(seen).toContain('\n\n正在答复异议')
  await cheng.says('只报送了一篇')
  expect(zhao.news().join()).toContain('答复：只报送了一篇')
})

test('of an item that units share it has what the unit got of all', async () => {
  const cast = await filedItem()
  const { room, cheng } = cast
  await cheng.says('联合 1 松风社区 北桥社区')
  const he = room.as('henianan')
  await he.says('异议 1 分得少了')
  expect(factsOf(cheng)[1]).toBe('积分 该单位 0.33 分，合计 1 分')
})

test('a unit whose name is too long for the card goes by its code', async () => {
  const organisation = sample()
  const long = '溪畔社区党群服务中心暨新时代文明实践站'
  for (const unit of organisation.units) if (unit.code === 'C01') unit.name = long
  const { lin, cheng } = await filedItem({ organisation })
  await lin.says('异议 10月 少一篇')
  expect(factsOf(cheng)[2]).toBe('看每一笔 积分 明细 C01 2026-10')
  expect((await cheng.says('积分 明细 C01 2026-10')).join()).toContain(`${long}2026年10月`)
})

test('of whoever belongs to no unit any more, a month has no figures', async () => {
  const { room, lin, cheng } = await filedItem()
  await lin.says('异议 10月 少一篇')
  const organisation = sample()
  organisation.people = organisation.people.filter(({ id }) => id !== 'linxiaohe')
  await importOrganisation(room.app.db, organisation, room.clock.now())
  cheng.news()
  await cheng.says('异议')
  await cheng.says('1')
  expect(factsOf(cheng)).toHaveLength(1)
  expect((await cheng.taps('答复')).join()).toContain('少一篇\n请直接回复答复内容')
})
