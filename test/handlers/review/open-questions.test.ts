import { expect, test } from 'vitest'
import { castOf, sendItem, title } from './cast.ts'

test('a typed reason that is too long is not cut but asked for again', async () => {
  const { lin, zhao } = await castOf()
  await sendItem(lin)
  lin.news()
  zhao.news()
  const reason = '数'.repeat(201)
  expect(await zhao.says(`退回 2026-0001 ${reason}`)).toEqual([
    '原因请写在200字以内，现在有 201 字。',
  ])
  expect(lin.news()).toEqual([])
})

test('转交 takes 给 before the name', async () => {
  const { lin, zhao, tang } = await castOf()
  await sendItem(lin)
  zhao.news()
  tang.news()
  expect(await zhao.says('转交 1 给唐屿安')).toEqual([
    `已把《${title}》（2026-0001）转交给 唐屿安。`,
  ])
  expect(tang.news()).toHaveLength(1)
})

test('an open question about one item outlives the withdrawal of another', async () => {
  const { lin, zhao } = await castOf()
  await sendItem(lin)
  await sendItem(lin, 1, '第二篇要退回的稿件')
  await zhao.says('退回 2026-0001')
  await zhao.says('退回 2')
  zhao.news()
  await lin.says('撤回 1')
  zhao.news()
  expect((await zhao.says('2')).join()).toContain('（2026-0002），原因：要素不全')
})

test('帮助 repeats the question that is open', async () => {
  const { lin, zhao } = await castOf()
  await sendItem(lin)
  await zhao.says('退回 1')
  zhao.news()
  expect((await zhao.says('帮助')).join()).toContain(
    '正在退回 2026-0001，请回复原因的序号：1. 数据有误',
  )
  await zhao.says('6')
  zhao.news()
  expect((await zhao.says('帮助')).join()).toContain('正在退回 2026-0001，请回复退回原因')
  expect((await zhao.says('第二段人数不对')).join()).toContain('原因：第二段人数不对')
  await sendItem(lin)
  await zhao.says('转交 2')
  zhao.news()
  expect((await zhao.says('帮助')).join()).toContain('正在转交 2026-0002，请回复转交给谁的姓名')
})

test('a word that is not understood points to what waits', async () => {
  const { lin, zhao } = await castOf()
  await sendItem(lin)
  zhao.news()
  expect(await zhao.says('同意')).toEqual([
    '没有看懂。有稿件等您审，回复“待审”打开；回复“帮助”看能做什么。',
  ])
})

test('the numbers of a list go on working after one that is not in it', async () => {
  const { lin, zhao } = await castOf()
  await sendItem(lin)
  await sendItem(lin, 1, '第二篇等着审的稿件')
  await zhao.says('待审')
  expect(await zhao.says('4')).toEqual(['列表里只有 1 到 2，请重新回复序号。'])
  expect(await zhao.says('2')).toEqual(['第二篇等着审的稿件 [通过 退回 转交 看全文]'])
})

test('one item after the other is opened from the same list', async () => {
  const { lin, zhao } = await castOf()
  await sendItem(lin)
  await sendItem(lin, 1, '第二篇等着审的稿件')
  await zhao.says('待审')
  await zhao.says('1')
  await zhao.taps('通过')
  expect(await zhao.says('2')).toEqual(['第二篇等着审的稿件 [通过 退回 转交 看全文]'])
  expect((await zhao.says('1')).join()).toContain('2026-0001 已由 赵乐山 于 10:00 通过')
  await zhao.says('帮助')
  expect((await zhao.says('2')).join()).toContain('现在没有可选的列表')
})

test('in the middle of a draft a list gives its number back after one use', async () => {
  const { lin, zhao } = await castOf()
  await sendItem(lin)
  await zhao.says('投稿')
  await zhao.says('待审')
  expect((await zhao.says('1')).join()).toContain('[通过')
  expect((await zhao.says('1')).join()).toContain('（2/7）')
})
