import { describe, expect, test } from 'vitest'
import { castOf, newestCard, sendItem, title, twoHeads, timeline } from './cast.ts'

describe('退回', () => {
  test('takes two taps, and the writer gets the reason with 修改 and 放弃', async () => {
    const { lin, zhao } = await castOf()
    await sendItem(lin)
    lin.news()
    zhao.news()
    expect(await zhao.taps('退回')).toEqual([
      `${title} [数据有误 要素不全 照片不清 重复报送 暂不宜发 其他原因]`,
    ])
    expect(lin.news()).toEqual([])
    expect(await zhao.taps('照片不清')).toEqual([])
    expect(newestCard(zhao).closed).toBe('已由 赵乐山 于 10:00 退回：照片不清')
    expect(lin.news()).toEqual([`${title} [修改 放弃]`])
    expect(newestCard(lin)).toMatchObject({
      source: '稿件已退回',
      text: expect.stringContaining('原因：照片不清') as string,
    })
  })

  test('decides nothing before the reason is there', async () => {
    const { lin, zhao } = await castOf()
    await sendItem(lin)
    const review = zhao.lastCard()
    await zhao.taps('退回')
    expect(zhao.heard.find((one) => one.type === 'card' && one.id === review.id)).toMatchObject({
      shown: { closed: '请在下一张卡片选退回原因' },
    })
    expect(await timeline(lin)).toContain('现在：审稿中，等 赵乐山 审')
  })

  test('the card under which 退回 was tapped shows the decision, too', async () => {
    const { lin, zhao } = await castOf()
    await sendItem(lin)
    const review = zhao.lastCard()
    await zhao.taps('退回')
    await zhao.taps('数据有误')
    expect(zhao.heard.find((one) => one.type === 'card' && one.id === review.id)).toMatchObject({
      shown: { closed: '已由 赵乐山 于 10:00 退回：数据有误' },
    })
  })

  test('a late tap on a card leaves the reason where it stood', async () => {
    const { lin, zhao } = await castOf()
    await sendItem(lin)
    const review = zhao.lastCard()
    await zhao.says('退回 2026-0001 要素不全')
    await zhao.tapsOn(review, '通过')
    expect(zhao.heard.find((one) => one.type === 'card' && one.id === review.id)).toMatchObject({
      shown: { closed: '已由 赵乐山 于 10:00 退回：要素不全' },
    })
  })

  test('其他原因 takes the next message', async () => {
    const { lin, zhao } = await castOf()
    await sendItem(lin)
    lin.news()
    zhao.news()
    await zhao.taps('退回')
    expect(await zhao.taps('其他原因')).toEqual(['请回复退回原因（200字以内），回复“返回”不退回。'])
    expect(await zhao.says('第二段的人数和附件不一致，请核对。')).toEqual([
      `已退回《${title}》（2026-0001），原因：第二段的人数和附件不一致，请核对。`,
    ])
    expect(newestCard(lin).text).toContain('原因：第二段的人数和附件不一致，请核对。')
  })

  test.each(['1', '数据有误'])('a reason can be typed: %s', async (answer) => {
    const { lin, zhao } = await castOf()
    await sendItem(lin)
    await zhao.taps('退回')
    await zhao.says(answer)
    expect(newestCard(lin).text).toContain('原因：数据有误')
  })

  test('a number is the reason even if a list was shown before', async () => {
    const { lin, zhao } = await castOf()
    await sendItem(lin)
    await zhao.says('待审')
    await zhao.taps('退回')
    await zhao.says('2')
    expect(newestCard(lin).text).toContain('原因：要素不全')
  })

  test('other words are asked again, not taken for a reason', async () => {
    const { lin, zhao } = await castOf()
    await sendItem(lin)
    lin.news()
    await zhao.taps('退回')
    expect((await zhao.says('收到')).join()).toContain('请回复序号选退回原因')
    expect(lin.news()).toEqual([])
  })

  test('返回 leaves it undecided and asks on a fresh card', async () => {
    const { lin, zhao, cheng } = await castOf()
    await sendItem(lin)
    await zhao.taps('退回')
    const reasons = zhao.lastCard()
    expect(await zhao.says('返回')).toEqual([`${title} [通过 退回 转交 看全文]`])
    expect(zhao.heard.find((one) => one.type === 'card' && one.id === reasons.id)).toMatchObject({
      shown: { closed: '没有退回' },
    })
    await zhao.taps('通过')
    expect(cheng.news()).toHaveLength(1)
  })

  test('返回 works at 其他原因 as well', async () => {
    const { lin, zhao } = await castOf()
    await sendItem(lin)
    await zhao.taps('退回')
    await zhao.taps('其他原因')
    expect(await zhao.says('返回')).toEqual([`${title} [通过 退回 转交 看全文]`])
  })

  test('a platform with an input sends the reason along', async () => {
    const { lin, zhao } = await castOf()
    await sendItem(lin)
    await zhao.taps('退回')
    await zhao.taps('数据有误', { note: ['第三段'] })
    expect(newestCard(lin).text).toContain('原因：数据有误：第三段')
  })

  test('an answered card is never used again', async () => {
    const { lin, zhao, cheng } = await castOf()
    await sendItem(lin)
    const review = zhao.lastCard()
    await zhao.taps('退回')
    await zhao.tapsOn(review, '通过')
    expect(cheng.news()).toEqual([])
    expect(await timeline(lin)).toContain('审稿中')
  })

  test('a reason comes too late once somebody else has approved', async () => {
    const { room, lin, zhao } = await castOf({ organisation: twoHeads() })
    const zheng = room.as('zhengyinuo')
    await sendItem(lin)
    await zhao.taps('退回')
    const reasons = zhao.lastCard()
    await zheng.taps('通过')
    await zhao.tapsOn(reasons, '数据有误')
    expect(newestCard(zhao).closed).toBe('已由 郑一诺 于 10:00 通过')
    expect(await timeline(lin)).not.toContain('退回')
  })
})

describe('退回, typed', () => {
  test.each([
    ['退回 2026-0001 数据有误', '数据有误'],
    ['退回 2026-0001：第二段人数不对。请核对', '第二段人数不对。请核对'],
    ['退回 1 第三段数字不对', '第三段数字不对'],
  ])('%s', async (words, reason) => {
    const { lin, zhao } = await castOf()
    await sendItem(lin)
    expect((await zhao.says(words)).at(-1)).toBe(
      `已退回《${title}》（2026-0001），原因：${reason}。`,
    )
    expect(newestCard(lin).text).toContain(`原因：${reason}`)
    expect(newestCard(zhao).closed).toBe(`已由 赵乐山 于 10:00 退回：${reason}`)
  })

  test('without a reason it asks for one', async () => {
    const { lin, zhao } = await castOf()
    await sendItem(lin)
    zhao.news()
    expect((await zhao.says('退回 1')).join()).toContain('[数据有误')
  })
})

describe('the writer, after a return', () => {
  test('修改 makes a second version, and the chain is walked again', async () => {
    const { lin, zhao, cheng } = await castOf()
    await sendItem(lin)
    await zhao.says('退回 1 数据有误')
    await lin.taps('修改')
    expect(lin.heard.some((one) => one.type === 'card' && one.shown.closed === '已开始修改')).toBe(
      true,
    )
    await lin.says('改 标题')
    await lin.says('溪畔社区延时服务窗口开了')
    await lin.says('提交')
    expect(newestCard(zhao)).toMatchObject({
      title: '溪畔社区延时服务窗口开了',
      facts: expect.arrayContaining([{ label: '版本', value: '第2版（改标题）' }]) as unknown,
    })
    await zhao.taps('通过')
    expect(cheng.news()).toHaveLength(1)
    const history = await timeline(lin)
    expect(history.split('\n').map((line) => line.slice(12))).toEqual([
      '林晓禾 提交（第1版）',
      '赵乐山 退回（第1版）：数据有误',
      '林晓禾 重新提交（第2版）',
      '赵乐山 通过（第2版）',
      '赵乐山 报送（第2版）',
      expect.stringContaining('') as string,
    ])
  })

  test('sending it back unchanged is refused', async () => {
    const { lin, zhao } = await castOf()
    await sendItem(lin)
    await zhao.says('退回 1 数据有误')
    zhao.news()
    await lin.taps('修改')
    expect((await lin.says('提交')).join()).toContain('内容没有变化')
    expect(zhao.news()).toEqual([])
  })

  test('a card for the first version decides nothing about the second', async () => {
    const { lin, zhao, cheng } = await castOf()
    await sendItem(lin)
    const first = zhao.lastCard()
    await zhao.says('退回 1 数据有误')
    await lin.taps('修改')
    await lin.says('改 标题')
    await lin.says('溪畔社区延时服务窗口开了')
    await lin.says('提交')
    await zhao.tapsOn(first, '通过')
    expect(cheng.news()).toEqual([])
    expect(await timeline(lin)).toContain('现在：审稿中')
  })

  test('放弃 ends it', async () => {
    const { lin, zhao } = await castOf()
    await sendItem(lin)
    await zhao.says('退回 1 重复报送')
    await lin.taps('放弃')
    expect(newestCard(lin).closed).toBe('已放弃')
    const history = await timeline(lin)
    expect(history).toContain('林晓禾 放弃（第1版）')
    expect(history).toContain('现在：已放弃')
    expect((await lin.says('放弃 1')).join()).toContain('不用再放弃')
  })

  test('an item under review is not given up by a word', async () => {
    const { lin } = await castOf()
    await sendItem(lin)
    expect((await lin.says('放弃 1')).join()).toContain('撤回 2026-0001')
  })
})

test('whoever was choosing a reason is not held to it once it is decided', async () => {
  const { room, lin, zhao } = await castOf({ organisation: twoHeads() })
  const zheng = room.as('zhengyinuo')
  await sendItem(lin)
  await zhao.taps('退回')
  await zhao.taps('其他原因')
  await zheng.taps('通过')
  expect(newestCard(zhao).closed).toBe('已由 郑一诺 于 10:00 通过')
  zhao.news()
  expect((await zhao.says('第二段的人数不对')).join()).not.toContain('2026-0001')
  expect(await timeline(lin)).toContain('现在：已报送')
})
