import { expect, test } from 'vitest'
import { filedItem, pointsOf, title } from './cast.ts'

const named = `《${title}》（2026-0001）`

test('the units that share an item share its points, in order; the writer is told', async () => {
  const { room, lin, cheng } = await filedItem()
  await cheng.says('用稿 1 省 山东画报')
  lin.news()
  const told = `${named}由 溪畔社区、松风社区、北桥社区 联合报送，积分平分。`
  expect(await cheng.says('联合 2026-0001 松风社区、北桥社区')).toEqual([`已设联合：${told}`])
  expect(lin.news()).toEqual([told])
  expect(await pointsOf(room, 'C01')).toBe(701)
  expect(await pointsOf(room, 'C02')).toBe(700)
  expect(await pointsOf(room, 'C03')).toBe(699)
})

test('a later adoption is split as well, and each is told what the unit really gets', async () => {
  const { room, lin, cheng } = await filedItem()
  await cheng.says('联合　2026-0001　松风社区')
  lin.news()
  expect((await cheng.says('用稿 1 市 溪城日报')).join()).toContain('+5 分（2 个单位平分）')
  expect(lin.news().join()).toContain('+5 分（2 个单位平分）')
  expect([await pointsOf(room), await pointsOf(room, 'C02')]).toEqual([550, 550])
})

test('取消 gives all back to the writer’s unit', async () => {
  const { room, lin, cheng } = await filedItem()
  await cheng.says('用稿 1 市 溪城日报')
  await cheng.says('联合 1 松风社区')
  lin.news()
  const he = room.as('henianan')
  const told = `${named}不再是联合报送，积分都归溪畔社区。`
  expect(await cheng.says('联合 1 取消')).toEqual([`已取消联合：${told}`])
  expect(lin.news()).toEqual([told])
  expect(he.news()).toEqual([told])
  expect([await pointsOf(room), await pointsOf(room, 'C02')]).toEqual([1100, 0])
  expect((await cheng.says('联合 1 取消')).join()).toContain('没有联合单位，不用取消')
})

test('without units it shows what is set', async () => {
  const { cheng } = await filedItem()
  expect((await cheng.says('联合 1')).join()).toContain('没有联合单位，积分都归溪畔社区')
  await cheng.says('联合 1 北桥 C02')
  expect((await cheng.says('联合 1')).join()).toContain(
    '由 溪畔社区、北桥社区、松风社区 联合报送，积分平分',
  )
})

test('the same again, the writer’s own unit and names twice change nothing', async () => {
  const { room, lin, cheng } = await filedItem()
  await cheng.says('联合 1 松风社区')
  const before = await room.app.db.selectFrom('ledger_entry').select('id').execute()
  lin.news()
  await cheng.says('联合 1 溪畔社区 松风社区 松风社区')
  expect(lin.news()).toEqual([])
  const after = await room.app.db.selectFrom('ledger_entry').select('id').execute()
  expect(after).toEqual(before)
})

test.each([
  ['联合 1 松风村', '没有叫“松风村”的单位，请写单位名称：'],
  ['联合 1 社区', '“社区”可能是 溪畔社区、松风社区、北桥社区'],
  ['联合 1 溪畔社区', '溪畔社区就是作者单位'],
  ['联合', '请写上稿件编号'],
])('%s is answered in one line', async (words, line) => {
  const { room, cheng } = await filedItem()
  const [answer = '', ...more] = await cheng.says(words)
  expect([answer, more]).toEqual([expect.stringContaining(line), []])
  expect(await room.app.db.selectFrom('submission_partner').selectAll().execute()).toEqual([])
})

test('is for the desk alone', async () => {
  const { lin } = await filedItem()
  expect((await lin.says('联合 1 松风社区')).join()).toContain('由宣传办编辑办理')
})
