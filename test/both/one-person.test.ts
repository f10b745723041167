import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { ImpossibleTapError } from '../../src/sandbox/common/impossible.ts'
import { BODY, itemOf, lastEvent, sendItem, TITLE, twoHeads, upTo } from './cast.ts'
import type { CardSeen, Player } from './player.ts'
import { leftOver } from './records.ts'
import { openStage, type Stage } from './stage.ts'

const BOTH = ['wecom', 'dingtalk'] as const
const ROUNDS = 20

const shownBy = (person: Player, { id }: CardSeen) =>
  person.cards().find((one) => one.id === id)?.card.replaced

/** A review card that asks on each of two phones. */
async function twoCards(stage: Stage, title: string, left: Player, right: Player) {
  await sendItem(stage.as('linxiaohe', 'wecom'), 1, title)
  return [left.card(), right.card()] as const
}

test('a draft that was begun in WeCom is continued in DingTalk, and back again', async () => {
  const stage = await openStage(BOTH)
  const [atDesk, onTheWay] = [stage.as('linxiaohe', 'wecom'), stage.as('linxiaohe', 'dingtalk')]
  await upTo(atDesk, 3)
  await atDesk.photographs('a')
  expect((await onTheWay.says('继续'))[0]).toMatch(/^（3\/7）标题\n/)
  expect(await onTheWay.says(TITLE)).toEqual(['（4/7）事件日期 [今天 昨天 前天]'])
  expect((await onTheWay.taps('昨天'))[0]).toMatch(/^（5\/7）正文/)
  await onTheWay.says(BODY)
  await onTheWay.says('完成')
  await onTheWay.photographs('b')
  expect((await atDesk.says('在微信发的\n在钉钉发的'))[0]).toContain('都有说明了')
  expect(await atDesk.says('完成')).toEqual(['（7/7）核对提交 [提交 修改 取消]'])
  expect((await atDesk.taps('提交'))[0]).toContain('已提交 2026-0001')
  const photos = await stage.app.db
    .selectFrom('version_photo')
    .innerJoin('photo', 'photo.id', 'photo_id')
    .select(['platform', 'caption'])
    .orderBy('place')
    .execute()
  expect(photos).toEqual([
    { platform: 'wecom', caption: '在微信发的' },
    { platform: 'dingtalk', caption: '在钉钉发的' },
  ])
  expect(await leftOver(stage.app.db)).toEqual({ updates: [], deliveries: [] })
})

test('a review card goes to the platform that its reader used last, and to no other', async () => {
  const stage = await openStage(BOTH)
  const lin = stage.as('linxiaohe', 'wecom')
  const phones = {
    wecom: stage.as('zhaoleshan', 'wecom'),
    dingtalk: stage.as('zhaoleshan', 'dingtalk'),
  }
  for (const [place, used] of (['dingtalk', 'wecom', 'dingtalk'] as const).entries()) {
    await phones[used].says('帮助')
    const title = `第${place + 1}篇等着审的稿件`
    await sendItem(lin, 1, title)
    const other = phones[used === 'wecom' ? 'dingtalk' : 'wecom']
    expect(phones[used].news(), used).toEqual([`${title} [通过 退回 转交 看全文]`])
    expect(other.news(), used).toEqual([])
    await phones[used].taps('通过')
    expect(await itemOf(stage, `2026-000${place + 1}`)).toMatchObject({ status: 'filed' })
    phones[used].news()
  }
})

test('a decision on one platform changes the other holder’s card on the other', async () => {
  const stage = await openStage(BOTH, { organisation: twoHeads() })
  const zhao = stage.as('zhaoleshan', 'dingtalk')
  const zheng = stage.as('zhengyinuo', 'wecom')
  for (const head of [zhao, zheng]) await head.says('帮助')
  const [first, other] = await twoCards(stage, '第一篇等着审的稿件', zhao, zheng)
  await zhao.tapsOn(first, '通过')
  expect(shownBy(zheng, other)).toMatch(/^已由 赵乐山 于 \d\d:\d\d 通过$/)
  expect(shownBy(zhao, first)).toBe(shownBy(zheng, other))
  const [second, tapped] = await twoCards(stage, '第二篇等着审的稿件', zhao, zheng)
  await zheng.tapsOn(tapped, '退回')
  await zheng.taps('照片不清')
  expect(shownBy(zhao, second)).toMatch(/^已由 郑一诺 于 \d\d:\d\d 退回：照片不清$/)
  expect(shownBy(zheng, tapped)).toBe(shownBy(zhao, second))
  expect(await lastEvent(stage, '2026-0002')).toMatchObject({ actor_id: 'zhengyinuo' })
  expect(await leftOver(stage.app.db)).toEqual({ updates: [], deliveries: [] })
})

test(`two heads who tap at once, ${ROUNDS} times: one decides, and both cards say who`, async () => {
  const stage = await openStage(BOTH, { organisation: twoHeads() })
  const zhao = stage.as('zhaoleshan', 'dingtalk')
  const zheng = stage.as('zhengyinuo', 'wecom')
  for (const head of [zhao, zheng]) await head.says('帮助')
  const winners: string[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const [left, right] = await twoCards(stage, `第${round + 1}篇抢着审的稿件`, zhao, zheng)
    await together(
      round,
      () => zheng.tapsAtOnce(right, '通过'),
      () => zhao.tapsAtOnce(left, '通过'),
    )
    await stage.breathe()
    const said = shownBy(zhao, left)
    expect(said).toMatch(/^已由 (赵乐山|郑一诺) 于 \d\d:\d\d 通过$/)
    expect(shownBy(zheng, right)).toBe(said)
    const decided = await deciders(stage, round + 1)
    expect(decided).toEqual([said?.includes('赵乐山') ? 'zhaoleshan' : 'zhengyinuo'])
    winners.push(...decided)
  }
  expect(new Set(winners).size, 'it was no race').toBe(2)
  expect(await leftOver(stage.app.db)).toEqual({ updates: [], deliveries: [] })
})

test(`one head who taps on both phones at once, ${ROUNDS} times, decides once`, async () => {
  const stage = await openStage(BOTH)
  const [desk, phone] = [stage.as('zhaoleshan', 'wecom'), stage.as('zhaoleshan', 'dingtalk')]
  for (let round = 0; round < ROUNDS; round += 1) {
    await desk.says('帮助')
    await sendItem(stage.as('linxiaohe', 'wecom'), 1, `第${round + 1}篇抢着审的稿件`)
    await phone.says('待审')
    await phone.says('1')
    const [left, right] = [desk.card(), phone.card()]
    await together(
      round,
      () => desk.tapsAtOnce(left, '通过'),
      () => phone.tapsAtOnce(right, '通过'),
    )
    await stage.breathe()
    expect(shownBy(desk, left)).toMatch(/^已由 赵乐山 于 \d\d:\d\d 通过$/)
    expect(shownBy(phone, right)).toBe(shownBy(desk, left))
    expect(await deciders(stage, round + 1)).toEqual(['zhaoleshan'])
  }
  expect(await leftOver(stage.app.db)).toEqual({ updates: [], deliveries: [] })
})

test('of 通过 and 退回 at once the first one stands, whichever platform it came by', async () => {
  const stage = await openStage(BOTH, { organisation: twoHeads() })
  const zhao = stage.as('zhaoleshan', 'dingtalk')
  const zheng = stage.as('zhengyinuo', 'wecom')
  for (const head of [zhao, zheng]) await head.says('帮助')
  for (let round = 0; round < ROUNDS; round += 1) {
    const [left, right] = await twoCards(stage, `第${round + 1}篇抢着审的稿件`, zhao, zheng)
    const number = `2026-${String(round + 1).padStart(4, '0')}`
    await together(
      round,
      () => zheng.hurriesTo(`退回 ${number} 要素不全`),
      () => zhao.tapsAtOnce(left, '通过'),
    )
    await stage.breathe()
    const [decider, ...more] = await deciders(stage, round + 1)
    expect(more).toEqual([])
    const approved = decider === 'zhaoleshan'
    expect(await itemOf(stage, number)).toMatchObject({ status: approved ? 'filed' : 'returned' })
    const said = shownBy(zhao, left)
    expect(said).toMatch(approved ? /已由 赵乐山 .* 通过$/ : /已由 郑一诺 .* 退回/)
    expect(shownBy(zheng, right)).toContain(said)
    const told = zheng.news().join()
    expect(told).toContain(approved ? '已由 赵乐山' : '已退回')
  }
  expect(await leftOver(stage.app.db)).toEqual({ updates: [], deliveries: [] })
})

/**
 * By Stream it is quicker than by HTTP: with a growing start of the slower one each wins at times.
 * Whoever sees that it is decided before they tap has no button any more.
 */
async function together(round: number, byHttp: () => Promise<void>, byStream: () => Promise<void>) {
  const slower = byHttp()
  await pause(round % 5)
  await Promise.all([slower, byStream()]).catch((error: unknown) => {
    if (!(error instanceof ImpossibleTapError)) throw error
  })
  await slower
}

/** Whose decision of that item stands: one, or there is something wrong. */
async function deciders({ app }: Stage, ordinal: number): Promise<string[]> {
  const rows = await app.db
    .selectFrom('decision')
    .innerJoin('step', 'step.id', 'step_id')
    .select('person_id')
    .where('number', '=', `2026-${String(ordinal).padStart(4, '0')}`)
    .execute()
  return rows.map(({ person_id: person }) => person)
}
