import { expect, test } from 'vitest'
import { after, ANSWERS, BODY, cardText, MINUTE, openRoom, TITLE, upTo } from './writer.ts'

const ARTICLE = `${TITLE}\n${BODY}\n${BODY}`

test('captions that name their photos are taken while the other answers are still missing', async () => {
  const room = await openRoom()
  const lin = room.as('linxiaohe')
  await lin.says(ARTICLE)
  await lin.photographs('a', 'b')
  await after(room, lin)
  expect(await lin.says('图1 志愿者磨剪刀\n图2 学生登记旧物')).toEqual([])
  expect((await after(room, lin))[0]).toMatch(/^（1\/7）.*\n图1、图2 的说明已记下。/)
  expect(await lin.says('1 4 昨天')).toEqual(['（6/7）照片 [完成]'])
  expect(cardText(lin)).toContain('都有说明了')
})

test('a caption is confirmed while the body is being written', async () => {
  const room = await openRoom()
  const lin = room.as('linxiaohe')
  await upTo(lin, 5)
  await lin.photographs('a')
  await lin.says('图1 志愿者磨剪刀')
  expect((await after(room, lin))[0]).toContain('图1 的说明已记下。')
})

test('a caption without its number is told how to be one', async () => {
  const room = await openRoom()
  const lin = room.as('linxiaohe')
  await lin.says(ARTICLE)
  await lin.photographs('a')
  await after(room, lin)
  expect((await lin.says('志愿者磨剪刀'))[0]).toContain('图片说明请写成“图1 ……”')
})

test.each(['12345', '11月18日', '2026-11-18'])('%s is no title', async (text) => {
  const room = await openRoom()
  const lin = room.as('linxiaohe')
  await lin.says('投稿')
  await lin.says('1 4 昨天')
  expect((await lin.says(text))[0]).toMatch(/^（3\/7）标题\n标题里要有文字/)
})

test('a day of last year that is too old is said to be, not to be still to come', async () => {
  const room = await openRoom({ now: '2027-01-05T10:00:00+08:00' })
  const lin = room.as('linxiaohe')
  await upTo(lin, 4)
  expect((await lin.says('11月30日'))[0]).toContain('2026-11-30 距今已有 36 天')
  expect((await lin.says('1月6日'))[0]).toContain('1月6日还没有到')
})

test('several answers at once are offered only where they can be given', async () => {
  const room = await openRoom()
  const lin = room.as('linxiaohe')
  await lin.says('投稿')
  expect(cardText(lin)).toContain('也可以一次答几题')
  for (const answer of ANSWERS.slice(1)) await lin.says(answer)
  await lin.says('改 类别')
  expect(cardText(lin)).toContain('现在是：一般性稿件')
  expect(cardText(lin)).not.toContain('一次答几题')
})

test('a change at the preview and a word right behind it bring one fresh preview', async () => {
  const room = await openRoom()
  const lin = room.as('linxiaohe')
  await upTo(lin, 6)
  await lin.photographs('a', 'b')
  await lin.says('志愿者磨剪刀\n学生登记旧物')
  await lin.says('完成')
  await lin.says('图1 删除')
  expect(await lin.says('图2 新的说明')).toEqual(['（7/7）核对提交 [提交 修改 取消]'])
  expect(cardText(lin)).toContain('图1 已删除。')
  expect(cardText(lin)).toContain('没有图2，现在共 1 张照片。')
  expect(await after(room, lin)).toEqual([])
})

test.each(['图２ 删 除', '图2 删除。', '删除图2', '去掉图二'])(
  '%s drops the photo',
  async (text) => {
    const room = await openRoom()
    const lin = room.as('linxiaohe')
    await upTo(lin, 6)
    await lin.photographs('a', 'b')
    await lin.says('志愿者磨剪刀\n学生登记旧物')
    await after(room, lin)
    await lin.says(text)
    expect((await after(room, lin))[0]).toMatch(/^（6\/7）照片\n图2 已删除。\n共 1 张照片/)
  },
)

test('a caption that is changed at the preview is confirmed on the next one', async () => {
  const room = await openRoom()
  const lin = room.as('linxiaohe')
  await upTo(lin, 6)
  await lin.photographs('a')
  await lin.says('志愿者磨剪刀')
  await lin.says('完成')
  await lin.says('图1 志愿者修雨伞')
  await after(room, lin)
  expect(cardText(lin)).toContain('图1 的说明已记下。')
})

test('a day that is given where the title is asked is confirmed', async () => {
  const room = await openRoom()
  const lin = room.as('linxiaohe')
  await upTo(lin, 3)
  expect((await lin.says('昨天'))[0]).toMatch(/^（3\/7）标题\n已记下：2026-11-19\n/)
})

test('after the reminder a number answers the question, not a list from before', async () => {
  const room = await openRoom()
  const lin = room.as('linxiaohe')
  await upTo(lin, 2)
  await lin.says('我的稿件')
  expect((await after(room, lin, 31 * MINUTE)).join()).toContain('还没写完')
  expect((await lin.says('1'))[0]).toMatch(/^（3\/7）标题/)
})

test('a number of a list may have a full stop behind it', async () => {
  const room = await openRoom()
  const lin = room.as('linxiaohe')
  await upTo(lin, 2)
  await lin.says('取消')
  await lin.says('我的稿件')
  expect(await lin.says('１。')).toEqual([
    '（2/7）内容分类 [经济发展 品牌建设 创新工作 日常亮点 其他动态]',
  ])
})
