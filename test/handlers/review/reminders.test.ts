import { describe, expect, test } from 'vitest'
import { castOf, sendItem, twoHeads } from './cast.ts'
import type { Cast } from './cast.ts'

const MINUTE = 60_000

async function sendItems({ room, lin }: Cast, count: number) {
  for (let item = 1; item <= count; item += 1) {
    await sendItem(lin, 1, `第${item}篇等着审的稿件`)
    await room.later(20 * MINUTE)
  }
}

describe('reminders that fall due together', () => {
  test('are one message in the morning, with numbers and titles', async () => {
    const cast = await castOf()
    const { room, zhao } = cast
    await sendItems(cast, 3)
    await room.laterUntil('2026-11-23T08:29:00+08:00')
    zhao.news()
    await room.laterUntil('2026-11-23T08:36:00+08:00')
    expect(zhao.news()).toEqual([
      [
        '提醒：有 3 篇稿件在等您审：',
        '2026-0001 溪畔社区《第1篇等着审的稿件》',
        '2026-0002 溪畔社区《第2篇等着审的稿件》',
        '2026-0003 溪畔社区《第3篇等着审的稿件》',
        '点卡片，或回复“待审”。',
      ].join('\n'),
    ])
  })

  test('name ten items at most and count the others', async () => {
    const cast = await castOf()
    const { room, zhao } = cast
    await sendItems(cast, 12)
    await room.laterUntil('2026-11-24T08:29:00+08:00')
    zhao.news()
    await room.laterUntil('2026-11-24T08:36:00+08:00')
    const [line = '', ...others] = zhao.news()
    expect(others).toEqual([])
    expect(line.split('\n')).toHaveLength(13)
    expect(line).toContain('有 12 篇稿件')
    expect(line).toContain('还有 2 篇。')
  })

  test('leave out what was decided in the minutes between', async () => {
    const cast = await castOf()
    const { room, zhao } = cast
    await sendItems(cast, 2)
    await room.laterUntil('2026-11-23T08:31:00+08:00')
    await zhao.says('通过 1')
    zhao.news()
    await room.laterUntil('2026-11-23T08:36:00+08:00')
    expect(zhao.news()).toEqual([
      '提醒：溪畔社区 林晓禾 的《第2篇等着审的稿件》（2026-0002）在等您审。点卡片，或回复“待审”。',
    ])
  })

  test('go to every holder of the step', async () => {
    const cast = await castOf({ organisation: twoHeads() })
    const { room, zhao } = cast
    const second = room.as('zhengyinuo')
    await sendItems(cast, 2)
    await room.laterUntil('2026-11-23T08:29:00+08:00')
    zhao.news()
    second.news()
    await room.laterUntil('2026-11-23T08:36:00+08:00')
    const told = zhao.news()
    expect(told).toHaveLength(1)
    expect(second.news()).toEqual(told)
  })

  test('reach the publicity office as one message, too', async () => {
    const cast = await castOf()
    const { room, cheng, shen } = cast
    await sendItems(cast, 2)
    await room.laterUntil('2026-11-25T08:36:00+08:00')
    const told = [
      '有 2 篇稿件迟迟未审，请协助联系：',
      '2026-0001 溪畔社区《第1篇等着审的稿件》，现在由 赵乐山 审',
      '2026-0002 溪畔社区《第2篇等着审的稿件》，现在由 赵乐山 审',
    ].join('\n')
    expect(cheng.news()).toEqual([told])
    expect(shen.news()).toEqual([told])
  })

  test('do not slip into the quiet hours', async () => {
    const cast = await castOf({ env: { WORK_HOURS: '08:30-12:00,14:00-20:58' } })
    const { room, zhao } = cast
    await room.laterUntil('2026-11-20T16:57:00+08:00')
    await sendItem(cast.lin)
    zhao.news()
    await room.laterUntil('2026-11-21T07:29:00+08:00')
    expect(zhao.news()).toEqual([])
    await room.laterUntil('2026-11-21T07:31:00+08:00')
    expect(zhao.news()).toHaveLength(1)
  })
})
