import { describe, expect, test } from 'vitest'
import { importOrganisation } from '../../../src/organisation.ts'
import { castOf, newestCard, sendItem, title, twoHeads, timeline } from './cast.ts'

describe('转交', () => {
  test('by card: chosen from a list, it goes to that one alone', async () => {
    const { lin, zhao, tang, cheng } = await castOf()
    await sendItem(lin)
    zhao.news()
    expect(await zhao.taps('转交')).toEqual([`${title} [确定 返回]`])
    const options = newestCard(zhao).choice?.options.map(({ label }) => label)
    expect(options?.[0]).toBe('唐屿安 分管领导')
    expect(options).toHaveLength(10)
    expect(options?.join()).not.toContain('林晓禾')
    expect(await zhao.taps('确定', { to: ['tangyuan'] })).toEqual([])
    expect(newestCard(zhao).closed).toBe('已由 赵乐山 于 10:00 转交给 唐屿安')
    expect(newestCard(tang).text).toContain('赵乐山 转交给您')
    expect((await zhao.says('通过 1')).join()).toContain('不由您审')
    await tang.taps('通过')
    expect(cheng.news()).toHaveLength(1)
  })

  test('typed, and the record says so', async () => {
    const { lin, zhao, tang } = await castOf()
    await sendItem(lin)
    zhao.news()
    expect(await zhao.says('转交 1 唐屿安')).toEqual([
      `已把《${title}》（2026-0001）转交给 唐屿安。`,
    ])
    expect(tang.news()).toHaveLength(1)
    expect(await timeline(lin)).toContain('赵乐山 转交（第1版）：转交给 唐屿安')
  })

  test('to the head of another unit', async () => {
    const { room, lin, zhao } = await castOf()
    await sendItem(lin)
    await zhao.says('转交 1 钱慕云')
    const qian = room.as('qianmuyun')
    expect(newestCard(qian).subtitle).toContain('溪畔社区')
  })

  test('to another holder of the step: who gives it away is out', async () => {
    const { room, lin, zhao } = await castOf({ organisation: twoHeads() })
    const zheng = room.as('zhengyinuo')
    await sendItem(lin)
    await zhao.says('转交 1 郑一诺')
    expect(await timeline(lin)).toContain('等 郑一诺 审')
    await zheng.taps('通过')
  })

  test.each(['林晓禾', '白芷', '没有这人'])('not to %s', async (name) => {
    const { lin, zhao } = await castOf()
    await sendItem(lin)
    await zhao.says(`转交 1 ${name}`)
    expect(newestCard(zhao).text).toContain(`“${name}”不能审这一步`)
    expect(await timeline(lin)).toContain('等 赵乐山 审')
  })

  test('确定 without a choice asks for one', async () => {
    const { lin, zhao } = await castOf()
    await sendItem(lin)
    await zhao.taps('转交')
    expect((await zhao.taps('确定')).join()).toContain('请先选好')
  })

  test('a name can be the answer to the card', async () => {
    const { lin, zhao, tang } = await castOf()
    await sendItem(lin)
    await zhao.taps('转交')
    await zhao.says('唐屿安')
    expect(tang.news()).toHaveLength(1)
  })

  test.each(['taps', 'says'] as const)('返回 (%s) asks on a fresh card', async (how) => {
    const { lin, zhao, cheng } = await castOf()
    await sendItem(lin)
    await zhao.taps('转交')
    expect(await zhao[how]('返回')).toEqual([`${title} [通过 退回 转交 看全文]`])
    await zhao.taps('通过')
    expect(cheng.news()).toHaveLength(1)
  })
})

describe('代审', () => {
  const day = '2026-11-20 2026-11-25'

  test('the stand-in gets the cards, and both names are shown', async () => {
    const { room, lin, zhao, cheng } = await castOf()
    const qian = room.as('qianmuyun')
    expect((await zhao.says(`代审 钱慕云 ${day}`)).join()).toContain(
      '11月20日至11月25日由 钱慕云 代您审稿',
    )
    expect(qian.news().join()).toContain('赵乐山 请您在11月20日至11月25日代为审稿')
    expect((await sendItem(lin)).join()).toContain('由 钱慕云（代赵乐山） 审稿')
    expect(zhao.news()).toEqual([])
    expect(newestCard(qian).text).toContain('您代 赵乐山 审这篇稿件')
    await qian.taps('通过')
    expect(newestCard(qian).closed).toBe('已由 钱慕云（代赵乐山） 于 10:00 通过')
    expect(cheng.news()).toHaveLength(1)
    const history = await timeline(lin)
    expect(history).toContain('赵乐山 代审（第1版）：由 钱慕云 代审')
    expect(history).toContain('钱慕云 通过（第1版）：代 赵乐山')
  })

  test('what waits already is handed to the stand-in, too', async () => {
    const { room, lin, zhao } = await castOf()
    await sendItem(lin)
    await zhao.says(`代审 钱慕云 ${day}`)
    await room.as('qianmuyun').taps('通过')
    expect(newestCard(zhao).closed).toBe('已由 钱慕云（代赵乐山） 于 10:00 通过')
  })

  test('the one who is stood in for may still decide', async () => {
    const { lin, zhao, cheng } = await castOf()
    await zhao.says(`代审 钱慕云 ${day}`)
    await sendItem(lin)
    expect((await zhao.says('待审')).join()).toContain('（钱慕云代审中）')
    await zhao.says('1')
    await zhao.taps('通过')
    expect(cheng.news()).toHaveLength(1)
  })

  test('begins and ends with its days', async () => {
    const { room, lin, zhao, cheng } = await castOf()
    const qian = room.as('qianmuyun')
    await zhao.says('代审 钱慕云 2026-11-21 2026-11-22')
    qian.news()
    await sendItem(lin)
    expect(qian.news()).toEqual([])
    await room.laterUntil('2026-11-21T07:31:00+08:00')
    expect(qian.news()).toHaveLength(1)
    const card = qian.lastCard()
    zhao.news()
    await room.laterUntil('2026-11-23T07:31:00+08:00')
    expect(zhao.news()).toEqual([`${title} [通过 退回 转交 看全文]`])
    await qian.tapsOn(card, '通过')
    expect(cheng.news()).toEqual([])
    expect(newestCard(qian).closed).toBe('代审已结束')
  })

  test('取消 takes the open steps back', async () => {
    const { room, lin, zhao, cheng } = await castOf()
    const qian = room.as('qianmuyun')
    await zhao.says(`代审 钱慕云 ${day}`)
    await sendItem(lin)
    const card = qian.lastCard()
    expect((await zhao.says('代审 取消')).join()).toContain('钱慕云 不再代您审稿')
    await qian.tapsOn(card, '通过')
    expect(cheng.news()).toEqual([])
    await zhao.taps('通过')
    expect(cheng.news()).toHaveLength(1)
  })

  test('the writer does not stand in for their reviewer', async () => {
    const { lin, zhao } = await castOf()
    await zhao.says(`代审 林晓禾 ${day}`)
    await sendItem(lin)
    expect(zhao.news()).toHaveLength(1)
    expect((await lin.says('通过 1')).join()).toContain('自己的稿件由他人审')
  })

  test.each([
    ['代审', '请回复“代审 姓名 开始日期 结束日期”'],
    ['代审 钱慕云', '请回复“代审 姓名 开始日期 结束日期”'],
    ['代审 没有这人 2026-11-20', '没有找到“没有这人”'],
    ['代审 钱慕云 2026-11-25 2026-11-20', '结束日期早于开始日期'],
    ['代审 钱慕云 2026-11-18 2026-11-19', '已经过去'],
    ['代审 赵乐山 2026-11-20', '不能请自己代审'],
    ['代审 取消', '现在没有人代您审稿'],
  ])('%s is answered with what to type', async (words, answer) => {
    const { zhao } = await castOf()
    expect((await zhao.says(words)).join()).toContain(answer)
  })

  test('is not for those who do not review', async () => {
    const { lin } = await castOf()
    expect((await lin.says('代审 白芷 2026-11-20')).join()).toContain('没有审稿的职责')
  })
})

test('who leaves is replaced by whoever holds the role now', async () => {
  const { room, lin, zhao, cheng } = await castOf()
  await sendItem(lin)
  const card = zhao.lastCard()
  const organisation = twoHeads()
  organisation.people = organisation.people.filter(({ id }) => id !== 'zhaoleshan')
  for (const unit of organisation.units) {
    unit.heads = unit.heads.filter((head) => head !== 'zhaoleshan')
  }
  await importOrganisation(room.app.db, organisation, room.clock.now())
  await lin.says('帮助')
  const zheng = room.as('zhengyinuo')
  expect(newestCard(zheng).text).toContain('原审稿人有变动，现由您审')
  await zhao.tapsOn(card, '通过')
  expect(cheng.news()).toEqual([])
  await zheng.taps('通过')
  expect(cheng.news()).toHaveLength(1)
})

test('whoever stands in is told so before the first card comes', async () => {
  const { lin, zhao, tang } = await castOf()
  await sendItem(lin)
  tang.news()
  await zhao.says('代审 唐屿安 今天')
  const [told, card, ...more] = tang.news()
  expect(told).toContain('赵乐山 请您在11月20日代为审稿')
  expect(card).toContain('[通过')
  expect(more).toEqual([])
})
