import { expect, test } from 'vitest'
import {
  after,
  BODY,
  cardText,
  DAY,
  HOUR,
  MINUTE,
  openRoom,
  SECOND,
  TITLE,
  upTo,
} from './writer.ts'

async function writing(place: 1 | 2 | 3 | 4 | 5 | 6 | 7) {
  const room = await openRoom()
  const lin = room.as('linxiaohe')
  await upTo(lin, place)
  return { room, lin }
}

test('取消 keeps the draft and 继续 takes it up where it was', async () => {
  const { lin } = await writing(4)
  expect(await lin.says('取消')).toEqual(['已存草稿，回复“继续”接着写。'])
  expect((await lin.says('昨天'))[0]).toContain('没有看懂')
  expect(await lin.says('继续')).toEqual(['（4/7）事件日期 [今天 昨天 前天]'])
  expect(cardText(lin)).toContain(`接着写《${TITLE}》`)
  expect((await lin.says('昨天'))[0]).toMatch(/^（5\/7）/)
})

test('取消 on the preview card keeps the draft too', async () => {
  const { lin } = await writing(7)
  expect(await lin.taps('取消')).toEqual(['已存草稿，回复“继续”接着写。'])
  expect(await lin.says('继续')).toEqual(['（7/7）核对提交 [提交 修改 取消]'])
})

test('继续 while writing asks the open question again', async () => {
  const { lin } = await writing(2)
  expect((await lin.says('继续'))[0]).toMatch(/^（2\/7）/)
})

test('继续 without a draft says how to begin', async () => {
  const room = await openRoom()
  expect((await room.as('linxiaohe').says('继续'))[0]).toContain('“投稿”')
})

test('继续 lists several drafts, newest first', async () => {
  const { room, lin } = await writing(4)
  await lin.says('取消')
  await room.later(SECOND)
  await lin.says('投稿')
  await lin.says('2')
  await lin.says('2')
  await lin.says('取消')
  const [list] = await lin.says('继续')
  expect(list).toMatch(/1\. 还没有标题的稿件（写到 2\/7）\n2\. 《小小修理铺开张.*（写到 4\/7）/)
  await room.later(SECOND)
  expect((await lin.says('2'))[0]).toMatch(/^（4\/7）/)
  await lin.says('取消')
  expect((await lin.says('继续 2'))[0]).toMatch(/^（2\/7）/)
})

test('投稿 with an unfinished draft asks whether to go on or write another', async () => {
  const { lin } = await writing(4)
  await lin.says('取消')
  expect(await lin.says('投稿')).toEqual(['继续还是另写？ [继续 另写一份]'])
  expect(cardText(lin)).toContain(`《${TITLE}》`)
  expect((await lin.says('1'))[0]).toMatch(/^（4\/7）/)
  await lin.says('投稿')
  expect((await lin.taps('另写一份'))[0]).toMatch(/^（1\/7）/)
  await lin.says('取消')
  await lin.says('投稿')
  expect((await lin.says('另写一份'))[0]).toMatch(/^（1\/7）/)
})

test('an answered 继续还是另写 does nothing a second time', async () => {
  const { lin } = await writing(2)
  await lin.says('投稿')
  const card = lin.lastCard()
  await lin.tapsOn(card, '另写一份')
  expect((await lin.tapsOn(card, '另写一份'))[0]).toContain('已经用过')
})

test('after 继续还是另写 was tapped, numbers answer the question again', async () => {
  const { lin } = await writing(1)
  await lin.says('投稿')
  await lin.taps('继续')
  expect((await lin.says('2'))[0]).toMatch(/^（2\/7）/)
})

test('删除草稿 asks before it throws anything away', async () => {
  const { lin } = await writing(4)
  expect(await lin.says('删除草稿')).toEqual(['删除这份草稿？ [删除 保留]'])
  expect((await lin.says('保留'))[0]).toContain('草稿还在')
  await lin.says('删除草稿')
  expect((await lin.says('1'))[0]).toContain('草稿已删除')
  expect((await lin.says('继续'))[0]).toContain('没有没写完的稿件')
})

test('删除草稿 of an empty draft asks nothing', async () => {
  const { lin } = await writing(1)
  expect((await lin.says('删除草稿'))[0]).toContain('草稿已删除')
})

test('删除草稿 with several asks which', async () => {
  const { room, lin } = await writing(4)
  await room.later(SECOND)
  await lin.says('投稿')
  await lin.says('另写一份')
  await lin.says('2')
  expect((await lin.says('删除草稿'))[0]).toMatch(/删除哪一份？.*\n1\. 还没有标题.*\n2\. 《小小/)
  await lin.says('2')
  expect((await lin.taps('删除'))[0]).toContain('草稿已删除')
  expect((await lin.says('继续'))[0]).toMatch(/^（2\/7）/)
})

test('a tap on a question of a draft that was thrown away is answered honestly', async () => {
  const { lin } = await writing(1)
  const card = lin.lastCard()
  await lin.says('删除草稿')
  expect((await lin.tapsOn(card, '一般性稿件'))[0]).toContain('草稿已经不在了')
})

test('a tap on a question that was answered by typing changes nothing', async () => {
  const { lin } = await writing(1)
  const card = lin.lastCard()
  await lin.says('1')
  expect((await lin.tapsOn(card, '重要决策会议评价'))[0]).toMatch(/^（2\/7）内容分类\n.*前面的卡片/)
  await lin.says('4')
  await lin.says(TITLE)
  await lin.says('昨天')
  await lin.says(BODY)
  await lin.says('完成')
  await lin.says('跳过')
  expect(lin.lastCard().shown.facts).toContainEqual({ label: '类别', value: '一般性稿件' })
})

test('返回 goes one question back, as far as the first', async () => {
  const { lin } = await writing(3)
  expect((await lin.says('返回'))[0]).toMatch(/^（2\/7）/)
  expect(cardText(lin)).toContain('现在是：日常亮点')
  expect((await lin.says('返回'))[0]).toMatch(/^（1\/7）/)
  expect((await lin.says('返回'))[0]).toMatch(/^（1\/7）类别\n已经是第一步/)
  await lin.says('2')
  expect((await lin.says('完成'))[0]).toMatch(/^（3\/7）/)
})

test('帮助 answers and then repeats the question', async () => {
  const { lin } = await writing(3)
  const [help] = await lin.says('帮助')
  expect(help).toMatch(/投稿[\s\S]*（3\/7）标题\n/)
  expect((await lin.says(TITLE))[0]).toMatch(/^（4\/7）/)
})

test.each([
  ['待审', 1],
  ['我的稿件', 1],
  ['积分 明细', 1],
  ['速报', 1],
  // The table in words, and as a picture.
  ['排行', 2],
  ['排行 第四季度', 2],
] as const)('%s is answered without losing the draft', async (word, messages) => {
  const { lin } = await writing(3)
  expect(await lin.says(word)).toHaveLength(messages)
  expect((await lin.says(TITLE))[0]).toMatch(/^（4\/7）/)
})

test('words of later releases are answered honestly', async () => {
  const { lin } = await writing(2)
  const [told] = await lin.says('约稿')
  expect(told).toMatch(/“约稿”即将上线[\s\S]*（2\/7）/)
})

test('half an hour of silence brings one reminder', async () => {
  const { room, lin } = await writing(3)
  await room.later(29 * MINUTE)
  expect(lin.news()).toEqual([])
  await room.later(2 * MINUTE)
  expect(lin.news()).toEqual([expect.stringMatching(/^（3\/7）标题\n.*还没写完/)])
  await room.later(5 * HOUR)
  expect(lin.news()).toEqual([])
  expect((await lin.says(TITLE))[0]).toMatch(/^（4\/7）/)
})

test('a draft that was laid down is not reminded of', async () => {
  const { room, lin } = await writing(3)
  await lin.says('取消')
  await room.later(3 * HOUR)
  expect(lin.news()).toEqual([])
})

test('the reminder waits for the end of the quiet hours', async () => {
  const room = await openRoom({ now: '2026-11-20T20:45:00+08:00' })
  const lin = room.as('linxiaohe')
  await upTo(lin, 3)
  await room.laterUntil('2026-11-21T07:29:00+08:00')
  expect(lin.news()).toEqual([])
  await room.laterUntil('2026-11-21T07:31:00+08:00')
  expect(lin.news()).toHaveLength(1)
})

test('thirty days end a draft after one notice', async () => {
  const { room, lin } = await writing(3)
  await lin.says('取消')
  await room.later(26 * DAY)
  // Not about the draft: the unit has not sent its items of the month.
  expect(lin.news()).toEqual([expect.stringContaining('本月已报送 0/2 篇')])
  await room.later(2 * DAY)
  expect(lin.news()).toEqual([expect.stringContaining('3 天后会清除')])
  await room.later(3 * DAY)
  expect(lin.news()).toEqual([])
  expect((await lin.says('继续'))[0]).toContain('没有没写完的稿件')
})

test('a draft taken up after the notice lives on', async () => {
  const { room, lin } = await writing(3)
  await lin.says('取消')
  await room.later(28 * DAY)
  lin.news()
  await lin.says('继续')
  await room.later(3 * DAY)
  expect((await after(room, lin)).join()).toMatch(/还没写完/)
  expect((await lin.says(TITLE))[0]).toMatch(/^（4\/7）/)
})

test('who may not write is told so, kindly', async () => {
  const room = await openRoom()
  for (const account of ['chengyizhou', 'tangyuan', 'luhengzhi']) {
    const [told] = await room.as(account).says('投稿')
    expect(told).toContain('请联系宣传办')
  }
})

test('a unit head may write too', async () => {
  const room = await openRoom()
  expect((await room.as('zhaoleshan').says('投稿'))[0]).toMatch(/^（1\/7）/)
})

test('a state of an older flow is carried over and told', async () => {
  const { room, lin } = await writing(1)
  const old = { step: 'title', tier: 'major', category: 'brand', text: BODY }
  await room.app.db
    .updateTable('draft')
    .set({ flow_version: 0, state: JSON.stringify(old) })
    .execute()
  const [told] = await lin.says(TITLE)
  expect(told).toMatch(/^（4\/7）事件日期/)
  expect(cardText(lin)).toContain('系统更新过')
  expect(await lin.says('昨天')).toEqual(['（6/7）照片 [跳过]'])
})
