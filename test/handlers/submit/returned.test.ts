import { expect, test } from 'vitest'
import { BODY, cardText, DAY, openRoom, submitted } from './writer.ts'

async function returned() {
  const room = await openRoom()
  const lin = room.as('linxiaohe')
  const zhao = room.as('zhaoleshan')
  await submitted(lin)
  await zhao.says('退回 2026-0001 数据有误')
  lin.news()
  zhao.news()
  return { room, lin, zhao }
}

test('修改 on a returned item lists its parts; editing makes version 2 with the same number', async () => {
  const { lin, zhao } = await returned()
  expect(await lin.taps('修改')).toEqual([expect.stringContaining('修改哪一部分')])
  await lin.taps('标题')
  expect(await lin.says('修理铺改了标题')).toEqual(['（7/7）核对提交 [提交 修改 取消]'])
  expect(lin.lastCard().shown.subtitle).toBe('2026-0001 · 改后为第2版')
  expect((await lin.taps('提交'))[0]).toMatch(/^已提交 2026-0001（第2版），由 赵乐山 审稿/)
  expect(zhao.lastCard().shown.title).toBe('修理铺改了标题')
  expect((await lin.says('过程 2026-0001')).join()).toMatch(/退回（第1版）[\s\S]*重新提交（第2版）/)
})

test('unchanged content is refused', async () => {
  const { lin } = await returned()
  await lin.says('修改 2026-0001')
  await lin.says('返回')
  expect((await lin.says('提交'))[0]).toMatch(/^（7\/7）.*\n内容没有变化/)
  await lin.says('改 分类')
  await lin.says('1')
  expect((await lin.says('提交'))[0]).toContain('第2版')
})

test('an item withdrawn by mistake may be sent again as it was', async () => {
  const room = await openRoom()
  const lin = room.as('linxiaohe')
  await submitted(lin)
  await lin.says('撤回 2026-0001')
  await lin.says('返回')
  expect((await lin.says('提交'))[0]).toMatch(/^已提交 2026-0001（第2版）/)
})

test('a change taken back again is no change', async () => {
  const { lin } = await returned()
  await lin.says('修改 2026-0001')
  await lin.says('分类')
  await lin.says('1')
  await lin.says('改 分类')
  await lin.says('4')
  expect((await lin.says('提交'))[0]).toContain('内容没有变化')
})

test('the same photos with the same captions are no change, other ones are', async () => {
  const room = await openRoom()
  const lin = room.as('linxiaohe')
  for (const text of ['投稿', `1 4 昨天\n小小修理铺开张\n${BODY}`]) await lin.says(text)
  await lin.photographs('a')
  for (const text of ['磨剪刀', '完成', '提交']) await lin.says(text)
  await room.as('zhaoleshan').says('退回 2026-0001 照片不清')
  for (const text of ['修改 2026-0001', '照片', '图1 删除']) await lin.says(text)
  await lin.photographs('a')
  await lin.says('磨剪刀')
  await lin.says('完成')
  expect((await lin.says('提交'))[0]).toContain('内容没有变化')
  await lin.says('图1 修雨伞')
  expect((await lin.says('提交'))[0]).toContain('第2版')
})

test('a return keeps the first result, however late the edit', async () => {
  const { room, lin, zhao } = await returned()
  await room.later(40 * DAY)
  lin.news()
  await lin.says('修改 2026-0001')
  await lin.says('标题')
  await lin.says('隔了很久才改的标题')
  expect(lin.lastCard().shown.facts).toContainEqual({ label: '日期', value: '2026-11-19（按时）' })
  expect((await lin.says('提交'))[0]).toContain('第2版')
  expect(zhao.lastCard().shown.facts).toContainEqual({ label: '时效', value: '按时' })
})

test('an item in review has to be withdrawn before it is changed', async () => {
  const room = await openRoom()
  const lin = room.as('linxiaohe')
  await submitted(lin)
  expect((await lin.says('修改 2026-0001'))[0]).toContain('请先撤回')
  expect((await lin.says('撤回 1'))[0]).toContain('修改哪一部分')
  expect(cardText(lin)).toContain('已撤回 2026-0001')
})

test('修改 alone means the one item that can be changed', async () => {
  const { lin } = await returned()
  expect((await lin.says('修改'))[0]).toContain('修改哪一部分')
})

test('an edit that was begun is taken up again with what was changed', async () => {
  const { lin } = await returned()
  await lin.says('修改 2026-0001')
  await lin.says('标题')
  await lin.says('改到一半的标题')
  await lin.says('取消')
  await lin.says('修改 2026-0001')
  await lin.says('返回')
  expect(cardText(lin)).toContain('《改到一半的标题》')
})

test('修改 with a number while another draft is being written switches to that item', async () => {
  const { lin } = await returned()
  await lin.says('投稿')
  expect((await lin.says('修改 2026-0001'))[0]).toContain('修改哪一部分')
})

test('an item abandoned meanwhile is not submitted again', async () => {
  const { lin } = await returned()
  await lin.says('修改 2026-0001')
  await lin.says('放弃 2026-0001')
  expect((await lin.says('提交'))[0]).toContain('没有等着提交的稿件')
})

test('somebody else cannot change it', async () => {
  const { zhao } = await returned()
  expect((await zhao.says('修改 2026-0001'))[0]).toContain('只有作者 林晓禾')
})

test('修改 without a number knows the one item that is in review', async () => {
  const room = await openRoom()
  const lin = room.as('linxiaohe')
  await submitted(lin)
  expect(await lin.says('修改')).toEqual(['2026-0001 还在审稿中，请先撤回：回复“撤回 2026-0001”。'])
})
