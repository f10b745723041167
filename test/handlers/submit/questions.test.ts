import { expect, test } from 'vitest'
import { after, BODY, cardText, openRoom, TITLE, upTo } from './writer.ts'

test('an item is sent in by answering seven questions, each with its place', async () => {
  const room = await openRoom()
  const lin = room.as('linxiaohe')
  expect(await lin.says('投稿')).toEqual([
    '（1/7）类别 [一般性稿件 重大活动特色品牌 重要决策会议评价]',
  ])
  expect(cardText(lin)).toContain('2 重大活动、特色工作、品牌建设')
  expect(await lin.says('1')).toEqual([
    '（2/7）内容分类 [经济发展 品牌建设 创新工作 日常亮点 其他动态]',
  ])
  expect((await lin.says('4'))[0]).toMatch(/^（3\/7）标题\n.*例如/)
  expect(await lin.says(TITLE)).toEqual(['（4/7）事件日期 [今天 昨天 前天]'])
  expect((await lin.says('昨天'))[0]).toMatch(/^（5\/7）正文\n.*“完成”/)
  expect(await lin.says(BODY)).toEqual([])
  expect(await lin.says('完成')).toEqual(['（6/7）照片 [跳过]'])
  expect(await lin.says('跳过')).toEqual(['（7/7）核对提交 [提交 修改 取消]'])
  expect((await lin.says('提交'))[0]).toMatch(/^已提交 2026-0001，由 赵乐山 审稿/)
  expect(room.as('zhaoleshan').heard).toMatchObject([{ shown: { title: TITLE } }])
})

test('the script of the contract files an item with its unit head', async () => {
  const room = await openRoom()
  const lin = room.as('linxiaohe')
  for (const text of ['投稿', '1', '4', TITLE, '昨天', BODY, '完成', '跳过']) await lin.says(text)
  expect((await lin.says('提交'))[0]).toContain('2026-0001')
})

test('choices are tapped, and the card shows what was chosen', async () => {
  const room = await openRoom()
  const lin = room.as('linxiaohe')
  await lin.says('投稿')
  await lin.taps('重大活动特色品牌')
  const first = lin.heard[0]
  expect(first).toMatchObject({ shown: { closed: '已选：重大活动特色品牌', buttons: [] } })
  await lin.taps('日常亮点')
  await lin.says(TITLE)
  expect((await lin.taps('前天'))[0]).toMatch(/^（5\/7）正文/)
  await lin.says(BODY)
  await lin.says('完成')
  expect(await lin.taps('跳过')).toEqual(['（7/7）核对提交 [提交 修改 取消]'])
  expect((await lin.taps('提交'))[0]).toMatch(/^已提交 2026-0001，由 唐屿安 审稿/)
})

test.each([
  ['１', '４'],
  [' 1 ', '4。'],
  ['一般性稿件', '日常亮点'],
  ['一般', '亮点'],
  ['1 一般性稿件', '4. 日常亮点'],
  ['一', '四'],
  ['第1个', '（4）'],
])('%s and %s are understood as choices', async (tier, category) => {
  const room = await openRoom()
  const lin = room.as('linxiaohe')
  await lin.says('投稿')
  expect((await lin.says(tier))[0]).toMatch(/^（2\/7）/)
  expect((await lin.says(category))[0]).toMatch(/^（3\/7）/)
})

test.each([['重大活动、特色工作、品牌建设'], ['2 重大活动、特色工作、品牌建设'], ['２．品牌建设']])(
  'the second tier may be written as %s',
  async (text) => {
    const room = await openRoom()
    const lin = room.as('linxiaohe')
    await lin.says('投稿')
    expect((await lin.says(text))[0]).toMatch(/^（2\/7）/)
  },
)

test('one message may answer several questions', async () => {
  const room = await openRoom()
  const lin = room.as('linxiaohe')
  await lin.says('投稿')
  const [title] = await lin.says('1 4 昨天')
  expect(title).toMatch(/^（3\/7）标题\n已记下：一般性稿件 · 日常亮点 · 2026-11-19/)
  expect((await lin.says(TITLE))[0]).toMatch(/^（5\/7）正文/)
})

test.each(['1，4，昨天', '1、4、昨天', '１　４　昨天', '1\n4\n昨天', '一般性稿件 日常亮点 11.19'])(
  'several answers may be set apart as in “%s”',
  async (text) => {
    const room = await openRoom()
    const lin = room.as('linxiaohe')
    await lin.says('投稿')
    expect((await lin.says(text))[0]).toMatch(/^（3\/7）/)
  },
)

test('several answers may hold the title too', async () => {
  const room = await openRoom()
  const lin = room.as('linxiaohe')
  await lin.says('投稿')
  expect((await lin.says(`1 4 ${TITLE} 昨天`))[0]).toMatch(
    /^（5\/7）正文\n已记下：.*《小小修理铺开张 /,
  )
})

test('answers, title and body may come in one message', async () => {
  const room = await openRoom()
  const lin = room.as('linxiaohe')
  await lin.says('投稿')
  expect(await lin.says(`1 4 昨天\n${TITLE}\n${BODY}`)).toEqual(['（6/7）照片 [跳过]'])
  await lin.says('跳过')
  expect(cardText(lin)).toContain(TITLE)
})

test('what is no answer is said to be none, with the question once more', async () => {
  const room = await openRoom()
  const lin = room.as('linxiaohe')
  await lin.says('投稿')
  const [again] = await lin.says('你好，请问怎么写')
  expect(again).toMatch(/^（1\/7）类别\n没有看懂。\n.*\n1 一般性稿件/)
  expect((await lin.says('7'))[0]).toMatch(/^（1\/7）/)
  expect((await lin.says(' '))[0]).toMatch(/^（1\/7）/)
  expect((await lin.says('1'))[0]).toMatch(/^（2\/7）/)
})

test('a title has 4 to 40 characters, white space not counted', async () => {
  const room = await openRoom()
  const lin = room.as('linxiaohe')
  await upTo(lin, 3)
  expect((await lin.says('修 理'))[0]).toMatch(/^（3\/7）标题\n标题要 4 到 40 字，这一条有 2 字/)
  expect((await lin.says('修'.repeat(41)))[0]).toContain('这一条有 41 字')
  expect((await lin.says(`${'修'.repeat(20)} ${'理'.repeat(20)}`))[0]).toMatch(/^（4\/7）/)
})

test('a day where the title is asked is taken as the day', async () => {
  const room = await openRoom()
  const lin = room.as('linxiaohe')
  await upTo(lin, 3)
  expect((await lin.says('昨天'))[0]).toMatch(/^（3\/7）标题/)
  expect((await lin.says(TITLE))[0]).toMatch(/^（5\/7）/)
})

test.each([
  ['2026-11-18'],
  ['2026年11月18日'],
  ['11月18日'],
  ['11月18号'],
  ['11.18'],
  ['11/18'],
  ['２０２６－１１－１８'],
  ['20261118'],
  ['前天'],
  ['3'],
])('%s is a day', async (text) => {
  const room = await openRoom()
  const lin = room.as('linxiaohe')
  await upTo(lin, 4)
  expect((await lin.says(text))[0]).toMatch(/^（5\/7）/)
})

test('a day to come, a day that is none and a day too long ago are refused', async () => {
  const room = await openRoom()
  const lin = room.as('linxiaohe')
  await upTo(lin, 4)
  expect((await lin.says('11月21日'))[0]).toMatch(/^（4\/7）.*\n11月21日还没有到/)
  expect((await lin.says('2月30日'))[0]).toContain('没有看懂这个日期')
  expect((await lin.says('10.20'))[0]).toMatch(/距今已有 31 天.*失效/)
  expect((await lin.says('10.21'))[0]).toMatch(/^（5\/7）正文\n事件已过去 30 天，.*迟报/)
})

test('three days are on time, four are late', async () => {
  const room = await openRoom()
  const lin = room.as('linxiaohe')
  await upTo(lin, 4)
  expect((await lin.says('11.17'))[0]).not.toContain('迟报')
  await lin.says('返回')
  expect((await lin.says('11.16'))[0]).toContain('迟报')
})

test('a day without a year is the last such day', async () => {
  const room = await openRoom({ now: '2027-01-05T10:00:00+08:00' })
  const lin = room.as('linxiaohe')
  await upTo(lin, 4)
  expect((await lin.says('12月30日'))[0]).toContain('事件已过去 6 天')
})

test('a day begins at midnight in Shanghai', async () => {
  const room = await openRoom({ now: '2026-11-20T00:30:00+08:00' })
  const lin = room.as('linxiaohe')
  await upTo(lin, 4)
  await lin.says('今天')
  await lin.says(BODY)
  await lin.says('完成')
  await lin.says('跳过')
  expect(lin.lastCard().shown.facts).toContainEqual({ label: '日期', value: '2026-11-20（按时）' })
})

test('a body may come in several messages and is ended by 完成', async () => {
  const room = await openRoom()
  const lin = room.as('linxiaohe')
  await upTo(lin, 5)
  expect((await lin.says('完成'))[0]).toMatch(/^（5\/7）正文\n还没有收到正文/)
  await lin.says('第一段，')
  expect(await after(room, lin)).toEqual([
    '（5/7）正文\n已收到正文 4 字，还差 46 字。写完回复“完成”，没写完接着发。',
  ])
  expect((await lin.says('完成'))[0]).toContain('还差 46 字')
  expect((await lin.says('跳过'))[0]).toContain('还差 46 字')
  await lin.says('字'.repeat(46))
  expect(await lin.says('完成')).toEqual(['（6/7）照片 [跳过]'])
})

test('a body cannot be skipped', async () => {
  const room = await openRoom()
  const lin = room.as('linxiaohe')
  await upTo(lin, 5)
  expect((await lin.says('跳过'))[0]).toContain('正文不能跳过')
})

test('a piece that makes the body longer than 5000 is not taken, and said so', async () => {
  const room = await openRoom()
  const lin = room.as('linxiaohe')
  await upTo(lin, 5)
  await lin.says('字'.repeat(4990))
  await lin.says('多'.repeat(20))
  const [told] = await after(room, lin)
  expect(told).toContain('5010 字，这一条没有收下')
  expect(told).toContain('已收到正文 4990 字')
  await lin.says('完成')
  await lin.says('跳过')
  expect(lin.lastCard().shown.facts).toContainEqual({ label: '字数', value: '4990字' })
})

test('a body that begins with a word of command is a body', async () => {
  const room = await openRoom()
  const lin = room.as('linxiaohe')
  await upTo(lin, 5)
  expect(await lin.says(`通过开展志愿服务，${BODY}`)).toEqual([])
  expect(await lin.says('完成')).toEqual(['（6/7）照片 [跳过]'])
})

test.each([1, 2, 4] as const)('a long paste at question %i becomes the body', async (place) => {
  const room = await openRoom()
  const lin = room.as('linxiaohe')
  await upTo(lin, place)
  expect(await lin.says(BODY)).toEqual([])
  const [told] = await after(room, lin)
  expect(told).toMatch(new RegExp(`^（${place}/7）`))
  expect(told).toContain('已收到正文 62 字')
  for (const answer of ['1', '4', TITLE, '昨天'].slice(place - 1)) await lin.says(answer)
  expect(lin.news()).toEqual([])
  expect(lin.lastCard().shown.title).toBe('（6/7）照片')
})

test('a long paste where the title is asked becomes the body too', async () => {
  const room = await openRoom()
  const lin = room.as('linxiaohe')
  await upTo(lin, 3)
  await lin.says(BODY)
  expect((await after(room, lin))[0]).toMatch(/^（3\/7）标题\n已收到正文 62 字/)
})

test('an article pasted where the title is asked answers title and body', async () => {
  const room = await openRoom()
  const lin = room.as('linxiaohe')
  await upTo(lin, 3)
  expect(await lin.says(`${TITLE}\n${BODY}`)).toEqual(['（4/7）事件日期 [今天 昨天 前天]'])
  expect(await lin.says('昨天')).toEqual(['（6/7）照片 [跳过]'])
})

test('voices, files and the like are answered without losing the place', async () => {
  const room = await openRoom()
  const lin = room.as('linxiaohe')
  await upTo(lin, 3)
  const [told] = await lin.sends({ type: 'unsupported', what: 'voice' })
  expect(told).toMatch(/^（3\/7）标题\n这类消息用不上/)
  expect((await lin.says(TITLE))[0]).toMatch(/^（4\/7）/)
})

test('an experienced user needs six messages for a short item', async () => {
  const room = await openRoom()
  const lin = room.as('linxiaohe')
  for (const text of ['投稿', '1 4 昨天', TITLE, BODY, '完成']) await lin.says(text)
  await lin.taps('跳过')
  expect((await lin.taps('提交'))[0]).toContain('已提交')
})
