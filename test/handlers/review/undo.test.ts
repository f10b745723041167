import { describe, expect, test } from 'vitest'
import { cardsOf, castOf, newestCard, sendItem, title, timeline } from './cast.ts'

const MINUTE = 60_000

describe('撤回', () => {
  test('gives the item back as a draft with the same number', async () => {
    const { room, lin, zhao, cheng } = await castOf()
    await sendItem(lin)
    const card = zhao.lastCard()
    await room.later(5 * MINUTE)
    lin.news()
    expect((await lin.says('撤回 1')).join()).toContain('类别 分类 标题 日期 正文 照片')
    expect(newestCard(lin).text).toContain('已撤回 2026-0001')
    expect(newestCard(zhao).closed).toBe('作者已于 10:05 撤回')
    await zhao.tapsOn(card, '通过')
    expect(cheng.news()).toEqual([])
    expect(newestCard(zhao).closed).toBe('作者已于 10:05 撤回')
    await lin.says('改 标题')
    await lin.says('溪畔社区延时服务窗口开了')
    expect((await lin.says('提交')).join()).toContain('2026-0001（第2版）')
    await zhao.taps('通过')
    expect(cheng.news()).toHaveLength(1)
  })

  test('修改 while in review says so', async () => {
    const { lin } = await castOf()
    await sendItem(lin)
    expect((await lin.says('修改 1')).join()).toContain('请先撤回')
  })

  test('is for the writer alone', async () => {
    const { room, lin, zhao } = await castOf()
    await sendItem(lin)
    zhao.news()
    expect(await zhao.says('撤回 1')).toEqual(['只有作者 林晓禾 可以撤回 2026-0001。'])
    expect((await room.as('zhengyinuo').says('撤回 1')).join()).toContain('只有作者')
    expect((await room.as('baizhi').says('撤回 1')).join()).toContain('没有找到')
  })

  test('ends with filing', async () => {
    const { lin, zhao } = await castOf()
    await sendItem(lin)
    await zhao.taps('通过')
    lin.news()
    expect((await lin.says('撤回 1')).join()).toContain('已报送宣传办，不能撤回')
  })

  test('a stale 待审 number is answered honestly', async () => {
    const { lin, zhao } = await castOf()
    await sendItem(lin)
    await zhao.says('待审')
    await lin.says('撤回 1')
    expect((await zhao.says('1')).join()).toContain('作者已于 10:00 撤回')
  })
})

describe('收回', () => {
  test('an approval that filed the item: cards and desk are told, and the step asks afresh', async () => {
    const { room, lin, zhao, cheng } = await castOf()
    await sendItem(lin)
    await zhao.taps('通过')
    await room.later(5 * MINUTE)
    lin.news()
    zhao.news()
    expect(await zhao.says('收回 1')).toEqual([`${title} [通过 退回 转交 看全文]`])
    expect(cardsOf(zhao)[0]?.shown.closed).toBe('已由 赵乐山 于 10:05 收回')
    expect(newestCard(zhao).text).toContain('赵乐山 已于 10:05 收回决定，请重新审')
    expect(newestCard(cheng).closed).toBe('已由 赵乐山 于 10:05 收回，重新审稿')
    expect(lin.news().join()).toContain('审稿结果已由 赵乐山 收回')
    await zhao.taps('退回')
    await zhao.taps('数据有误')
    const history = await timeline(lin)
    expect(history).toContain('赵乐山 收回（第1版）')
    expect(history).toContain('现在：已退回')
  })

  test('voids the next step, as long as nobody has acted there', async () => {
    const { lin, tang, lu, cheng } = await castOf()
    await sendItem(lin, 3)
    await tang.taps('通过')
    const card = lu.lastCard()
    await tang.says('收回 1')
    expect(newestCard(lu).closed).toBe('上一步审稿已收回，请等候')
    await lu.tapsOn(card, '通过')
    expect(cheng.news()).toEqual([])
    await tang.taps('通过')
    await lu.taps('通过')
    expect(cheng.news()).toHaveLength(1)
  })

  test('not once the next reviewer has acted', async () => {
    const { lin, tang, lu } = await castOf()
    await sendItem(lin, 3)
    await tang.taps('通过')
    await lu.taps('通过')
    expect((await tang.says('收回 1')).join()).toContain('之后 陆衡之 已有处理')
  })

  test('a return, while the writer has not begun to edit', async () => {
    const { lin, zhao } = await castOf()
    await sendItem(lin)
    await zhao.says('退回 1 数据有误')
    await zhao.says('收回 1')
    expect(newestCard(lin).closed).toContain('收回')
    expect(await timeline(lin)).toContain('现在：审稿中，等 赵乐山 审')
    await zhao.says('退回 1 数据有误')
    await lin.taps('修改')
    expect((await zhao.says('收回 1')).join()).toContain('已开始修改')
  })

  test('within 10 minutes', async () => {
    const { room, lin, zhao } = await castOf()
    await sendItem(lin)
    await zhao.taps('通过')
    await room.later(10 * MINUTE + 1000)
    expect((await zhao.says('收回 1')).join()).toContain('已超过 10 分钟')
  })

  test('by whoever decided, and nobody else', async () => {
    const { lin, zhao, shen } = await castOf()
    await sendItem(lin)
    await zhao.taps('通过')
    expect((await lin.says('收回 1')).join()).toContain('没有您可以收回的决定')
    expect((await shen.says('收回 1')).join()).toContain('没有您可以收回的决定')
  })

  test('is done once', async () => {
    const { lin, zhao } = await castOf()
    await sendItem(lin)
    await zhao.taps('通过')
    await zhao.says('收回 1')
    expect((await zhao.says('收回 1')).join()).toContain('没有您可以收回的决定')
  })
})
