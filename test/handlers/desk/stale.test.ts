import { describe, expect, test } from 'vitest'
import type { Delivery } from '../../../schema/delivery.ts'
import type { ChatPerson, ChatRoom } from '../../support/chat.ts'
import { ASKED, cardsOf, filedItem, newestCard, title } from './cast.ts'
import type { CardHeard } from '../review/cast.ts'

const MINUTE = 60_000

/** What a tap on an old card is answered with where the card cannot be changed. */
async function told(room: ChatRoom, person: ChatPerson, card: CardHeard): Promise<string> {
  const before = room.platform.sent.length
  await person.tapsOn(card, '待用')
  const updates = room.platform.sent
    .slice(before)
    .map(({ delivery }) => delivery)
    .filter((delivery): delivery is Extract<Delivery, { type: 'card-update' }> => {
      return delivery.type === 'card-update' && delivery.card === card.id
    })
  return updates.map(({ otherwise = '' }) => otherwise).join()
}

describe('a tap on an old card tells how the item stands by now', () => {
  test('adopted, held and declined: by whom, and how to go on', async () => {
    const { room, cheng, gu, shen } = await filedItem()
    const old = gu.lastCard()
    await cheng.says('不采用 1')
    expect(await told(room, gu, old)).toBe(
      '已由 程亦舟 于 10:32 不采用。要采用请回复“采用 2026-0001”。',
    )
    await shen.says('待用 1')
    expect(await told(room, gu, old)).toBe(
      '已由 沈知夏 于 10:32 待用。要采用请回复“采用 2026-0001”，回复“待用”可重新打开。',
    )
    await cheng.says('用稿 1 市 溪城日报')
    await cheng.says('用稿 1 省 山东画报')
    await cheng.says('撤销用稿 1 2')
    expect(await told(room, gu, old)).toBe(
      '已由 程亦舟 于 10:32 采用：市级 溪城日报 动态。加用稿请回复“采用 2026-0001”，撤销请回复“撤销用稿 2026-0001”。',
    )
    expect(cardsOf(gu)[0]?.shown.closed).toBe('已由 程亦舟 于 10:32 采用：市级 溪城日报 动态')
  })

  test('somebody else is on it', async () => {
    const { room, cheng, gu, shen } = await filedItem()
    const old = gu.lastCard()
    await cheng.says('采用 1')
    await room.later(MINUTE)
    await shen.says('采用 1')
    expect(await told(room, gu, old)).toBe('沈知夏 正在处理（10:33）。回复“待审”可重新打开。')
  })

  test('sent back, in review again, and a newer version', async () => {
    const { room, lin, zhao, cheng, gu } = await filedItem()
    const old = gu.lastCard()
    await cheng.says('待用 1')
    await cheng.says('退改 1 要素不全')
    expect(await told(room, gu, old)).toBe('已退回，等作者改好、重新报送后再处理。')
    for (const answer of ['修改 1', '改 标题', '溪畔社区延时服务窗口开了', '提交']) {
      await lin.says(answer)
    }
    expect(await told(room, gu, old)).toBe('已有第2版，还在审稿中，报送后才能处理。')
    await zhao.taps('通过')
    expect(await told(room, gu, old)).toBe('已有第2版，请看新卡片。回复“待审”可重新打开。')
  })

  test('a reason tapped twice leaves the reason on the card', async () => {
    const { cheng } = await filedItem()
    await cheng.taps('退改')
    const reasons = cheng.lastCard()
    await cheng.tapsOn(reasons, '照片不清')
    await cheng.tapsOn(reasons, '照片不清')
    expect(newestCard(cheng).closed).toBe('已由 程亦舟 于 10:32 退改：照片不清')
  })

  test('in the middle of one’s own dialogue the card goes on waiting for the answer', async () => {
    const { cheng } = await filedItem()
    await cheng.says('用稿 1 市 溪城日报')
    await cheng.says('采用 1')
    const levels = cheng.lastCard()
    await cheng.tapsOn(levels, '省')
    await cheng.tapsOn(levels, '市')
    expect(newestCard(cheng).closed).toBe('省级，请直接回复媒体名称')
    expect((await cheng.says('山东画报')).join()).toContain('已记录')
  })
})

describe('when the only adoption is reversed', () => {
  test('cards do not go on saying that it was adopted, and a tap asks afresh', async () => {
    const { room, cheng, gu } = await filedItem()
    room.platform.singleUseHandles = false
    const old = gu.lastCard()
    await cheng.taps('采用')
    await cheng.taps('市')
    await cheng.says('溪城日报')
    await cheng.says('撤销用稿 1')
    for (const card of [...cardsOf(cheng), ...cardsOf(gu)]) {
      expect(card.shown.closed).toBe('用稿已撤销，回复“待审”可重新打开')
    }
    gu.news()
    expect(await gu.tapsOn(old, '不采用')).toEqual([`${title} ${ASKED}`])
    expect(cardsOf(gu)[0]?.shown.closed).toBe('请看新卡片')
    await gu.taps('不采用')
    expect(cardsOf(cheng)[0]?.shown.closed).toBe('已由 顾南枝 于 10:32 不采用')
  })

  test('a card that could not be changed asks afresh as well, once', async () => {
    const { room, gu, cheng } = await filedItem()
    const old = gu.lastCard()
    await cheng.says('用稿 1 市 溪城日报')
    await cheng.says('撤销用稿 1')
    expect(cardsOf(gu)[0]?.shown.closed).toContain('采用：市级 溪城日报')
    gu.news()
    expect(await gu.tapsOn(old, '待用')).toEqual([`${title} ${ASKED}`])
    expect(await gu.tapsOn(old, '待用')).toEqual([])
    expect(await told(room, gu, old)).toBe('请看新卡片。回复“待审”可重新打开。')
  })
})

describe('when an editor lets go', () => {
  test('the others’ cards say so where they can be changed, and later what was decided', async () => {
    const { room, cheng, gu, shen } = await filedItem()
    room.platform.singleUseHandles = false
    const old = gu.lastCard()
    await cheng.taps('采用')
    await cheng.says('返回')
    const line = '程亦舟 没有录入，回复“待审”可重新打开'
    for (const editor of [gu, shen]) expect(newestCard(editor).closed).toBe(line)
    gu.news()
    expect(await gu.tapsOn(old, '待用')).toEqual([`${title} ${ASKED}`])
    await gu.taps('采用')
    expect(newestCard(shen).closed).toBe('顾南枝 正在处理（10:32）')
    await gu.taps('返回')
    await cheng.says('待用 1')
    expect(newestCard(shen).closed).toBe('已由 程亦舟 于 10:32 待用')
  })

  test('a tap on a card that could not be changed asks afresh', async () => {
    const { room, cheng, gu } = await filedItem()
    const old = gu.lastCard()
    await cheng.taps('退改')
    await cheng.says('返回')
    expect(newestCard(gu).closed).toBe('程亦舟 正在处理（10:32）')
    gu.news()
    expect(await gu.tapsOn(old, '待用')).toEqual([`${title} ${ASKED}`])
    expect(newestCard(gu).text).not.toContain('正在处理')
    await gu.taps('采用')
    await room.later(MINUTE)
    expect((await cheng.says('待审')).join()).toContain('顾南枝 正在处理（10:32）')
  })

  test('返回 tapped twice asks once', async () => {
    const { cheng } = await filedItem()
    await cheng.taps('采用')
    const levels = cheng.lastCard()
    expect(await cheng.tapsOn(levels, '返回')).toEqual([`${title} ${ASKED}`])
    expect(await cheng.tapsOn(levels, '返回')).toEqual([])
  })

  test('of a held item they say how to adopt it', async () => {
    const { room, cheng, gu } = await filedItem()
    room.platform.singleUseHandles = false
    await cheng.says('待用 1')
    await gu.says('待用')
    await gu.says('1')
    await cheng.says('采用 1')
    await cheng.says('返回')
    expect(newestCard(gu).closed).toBe(
      '程亦舟 没有录入，要采用请回复“采用 2026-0001”，回复“待用”可重新打开',
    )
  })
})
