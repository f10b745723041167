import { expect, test } from 'vitest'
import { after, BODY, cardText, openRoom, SECOND, TITLE } from './writer.ts'

const ARTICLE = `${TITLE}\n${BODY}\n社区准备把这项活动固定在每月第三个周日。`

async function fresh() {
  const room = await openRoom()
  return { room, lin: room.as('linxiaohe') }
}

test('an article out of the blue is taken as an offer, and only the rest is asked, in one prompt', async () => {
  const { room, lin } = await fresh()
  expect(await lin.says(ARTICLE)).toEqual([])
  const [told] = await after(room, lin)
  expect(told).toMatch(
    /^（1\/7）还差类别、分类、日期\n收到《小小修理铺开张.*，正文 82 字。\n请一起回复，例如：1 4 昨天/,
  )
  expect(await lin.says('1 4 昨天')).toEqual(['（6/7）照片 [跳过]'])
  expect(await lin.says('跳过')).toEqual(['（7/7）核对提交 [提交 修改 取消]'])
  expect(cardText(lin)).toContain(`《${TITLE}》`)
  expect(lin.lastCard().shown.facts).toContainEqual({ label: '字数', value: '82字' })
})

test('an article with two photos needs six messages, taps apart', async () => {
  const { room, lin } = await fresh()
  await lin.says(ARTICLE)
  await lin.photographs('a', 'b')
  expect(await after(room, lin)).toEqual([expect.stringContaining('照片 2 张')])
  await lin.says('1 4 昨天')
  await lin.says('志愿者磨剪刀\n学生登记旧物')
  expect(await lin.says('完成')).toEqual(['（7/7）核对提交 [提交 修改 取消]'])
  expect((await lin.taps('提交'))[0]).toContain('已提交')
})

test('the photos may come before the article', async () => {
  const { room, lin } = await fresh()
  await lin.photographs('a', 'b')
  await lin.says(ARTICLE)
  const told = await after(room, lin)
  expect(told).toHaveLength(1)
  expect(told[0]).toMatch(/^（1\/7）还差类别、分类、日期\n收到《小小.*，正文 82 字，照片 2 张/)
})

test('what is answered in part is asked for in the rest', async () => {
  const { room, lin } = await fresh()
  await lin.says(ARTICLE)
  await after(room, lin)
  expect((await lin.says('1'))[0]).toMatch(/^（2\/7）还差分类、日期\n/)
  expect((await lin.says('4'))[0]).toMatch(/^（4\/7）事件日期/)
  expect(await lin.says('昨天')).toEqual(['（6/7）照片 [跳过]'])
})

test('a first line that cannot be a title leaves the title to be asked', async () => {
  const { room, lin } = await fresh()
  await lin.says(`${BODY}\n${BODY}`)
  const [told] = await after(room, lin)
  expect(told).toMatch(/^（1\/7）还差类别、分类、标题、日期\n收到正文 124 字/)
  expect(await lin.says(`1 4 ${TITLE} 昨天`)).toEqual(['（6/7）照片 [跳过]'])
})

test('a body that is too short yet is asked to go on', async () => {
  const { room, lin } = await fresh()
  await lin.says(`${'题'.repeat(40)}\n${'字'.repeat(42)}`)
  await after(room, lin)
  expect((await lin.says('1 4 昨天'))[0]).toMatch(
    /^（5\/7）正文\n[\s\S]*已收到正文 42 字，还差 8 字/,
  )
  await lin.says('再补上这么一句话。')
  expect(await lin.says('完成')).toEqual(['（6/7）照片 [跳过]'])
})

test('an offer that was none is left with 取消', async () => {
  const { room, lin } = await fresh()
  await lin.says(ARTICLE)
  await after(room, lin)
  expect((await lin.says('取消'))[0]).toContain('已存草稿')
})

test.each([
  ['79 characters with a line break', `${'题'.repeat(20)}\n${'字'.repeat(59)}`],
  ['a long text without a line break', '字'.repeat(200)],
  ['a remark', '你好'],
])('%s is no offer', async (_what, text) => {
  const { lin } = await fresh()
  expect((await lin.says(text))[0]).toContain('没有看懂')
})

test('an article of somebody who may not write is answered kindly', async () => {
  const { room } = await fresh()
  expect((await room.as('chengyizhou').says(ARTICLE))[0]).toContain('请联系宣传办')
})

test('an article beyond 5000 characters is refused with its reason', async () => {
  const { lin } = await fresh()
  expect((await lin.says(`${TITLE}\n${'字'.repeat(5001)}`))[0]).toContain('超过 5000 字')
})

test('photos out of the blue begin a draft, answered once', async () => {
  const { room, lin } = await fresh()
  expect(await lin.photographs('a', 'b', 'c')).toEqual([])
  const told = await after(room, lin)
  expect(told).toEqual([expect.stringMatching(/^（1\/7）还差.*\n收到照片 3 张。/)])
})

test('photos of somebody who may not write are answered once', async () => {
  const { room } = await fresh()
  const cheng = room.as('chengyizhou')
  await cheng.photographs('a', 'b', 'c')
  expect(await after(room, cheng)).toEqual([expect.stringContaining('请联系宣传办')])
})

test('pieces are answered 1.5 seconds after the last, four after the first at most', async () => {
  const { room, lin } = await fresh()
  await lin.says(ARTICLE)
  for (let piece = 0; piece < 3; piece++) {
    await room.later(1.2 * SECOND)
    await lin.says(BODY)
    expect(lin.news()).toEqual([])
  }
  await room.later(0.4 * SECOND)
  expect(lin.news()).toHaveLength(1)
})

test('an answer at once tells what was still to be told', async () => {
  const { room, lin } = await fresh()
  await lin.says('投稿')
  await lin.photographs(...'a b c d e f g h i j'.split(' '))
  expect(await lin.says('1')).toEqual([expect.stringMatching(/^（2\/7）/)])
  expect(cardText(lin)).toContain('多出的 1 张没有收下')
  expect(await after(room, lin)).toEqual([])
})
