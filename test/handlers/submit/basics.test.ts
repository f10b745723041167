import { expect, test } from 'vitest'
import { openRoom, submitted, TITLE, upTo } from './writer.ts'

test('我的稿件 lists drafts and items; a number goes on writing or shows the way it went', async () => {
  const room = await openRoom()
  const lin = room.as('linxiaohe')
  expect((await lin.says('我的稿件'))[0]).toContain('还没有稿件')
  await submitted(lin)
  await lin.says('投稿')
  await lin.says('2')
  const [list] = await lin.says('我的稿件')
  expect(list).toMatch(/1\. 草稿 还没有标题的稿件（写到 2\/7）\n2\. 2026-0001《小小.*》审稿中/)
  expect((await lin.says('2'))[0]).toMatch(/林晓禾 提交（第1版）/)
  await lin.says('我的稿件')
  expect((await lin.says('１'))[0]).toMatch(/^（2\/7）/)
})

test('a person sees only their own items', async () => {
  const room = await openRoom()
  await submitted(room.as('linxiaohe'))
  expect((await room.as('henianan').says('我的稿件'))[0]).toContain('还没有稿件')
})

test.each(['返回', '取消', '完成', '跳过'])(
  '%s with nothing in progress is answered',
  async (word) => {
    const room = await openRoom()
    expect((await room.as('linxiaohe').says(word))[0]).toContain('没有在写的稿件')
  },
)

test('everybody gets help for what they can do', async () => {
  const room = await openRoom()
  expect((await room.as('linxiaohe').says('帮助'))[0]).toContain('投稿')
  const [leader] = await room.as('tangyuan').says('？')
  expect(leader).toContain('待审')
  expect(leader).not.toContain('投稿')
})

test('the menu does what the words do', async () => {
  const room = await openRoom()
  const lin = room.as('linxiaohe')
  expect((await lin.clicks('submit'))[0]).toMatch(/^（1\/7）/)
  expect((await lin.clicks('points'))[0]).toContain('林晓禾：本月 0 分')
  expect((await lin.clicks('mine'))[0]).toContain('草稿')
  expect(await lin.clicks('nonsense')).toHaveLength(1)
})

test('a first look brings one welcome, and no more', async () => {
  const room = await openRoom()
  const lin = room.as('linxiaohe')
  expect((await lin.sends({ type: 'opened' }))[0]).toContain('林晓禾，您好')
  expect(await lin.sends({ type: 'opened' })).toEqual([])
  expect(await lin.sends({ type: 'joined' })).toEqual([])
})

test('a stranger is told whom to ask', async () => {
  const room = await openRoom()
  expect((await room.as('nobody').says('投稿'))[0]).toContain('沈知夏')
})

test('a list answers to its numbers only until something else is said', async () => {
  const room = await openRoom()
  const lin = room.as('linxiaohe')
  await submitted(lin)
  await lin.says('我的稿件')
  expect((await lin.says('7'))[0]).toContain('列表里只有 1 到 1')
  await lin.says('帮助')
  expect((await lin.says('1'))[0]).toContain('没有可选的列表')
})

test('submitting ends the draft: nothing reminds of it', async () => {
  const room = await openRoom()
  const lin = room.as('linxiaohe')
  await upTo(lin, 7)
  await lin.says('提交')
  expect(await room.app.db.selectFrom('draft').selectAll().execute()).toEqual([])
  const timers = await room.app.db.selectFrom('timer').select('name').execute()
  expect(timers.map(({ name }) => name).filter((name) => name.startsWith('flow'))).toEqual([])
  expect((await lin.says(TITLE))[0]).toContain('没有看懂')
})
