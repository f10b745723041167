import { describe, expect, test } from 'vitest'
import { Instant } from '../../../schema/ids.ts'
import { ASKED, filedItem, newestCard, sendItem, statusOf, timeline, title } from './cast.ts'

const MINUTE = 60_000

describe('待用, without a number', () => {
  test('lists what is held, and a number opens a card that decides', async () => {
    const { room, lin, zhao, cheng, gu } = await filedItem()
    expect((await cheng.says('待用')).join()).toContain('没有待用的稿件')
    await sendItem(lin, 1, '第二篇要待用的稿件')
    await zhao.taps('通过')
    await cheng.says('待用 1')
    await room.later(MINUTE)
    await gu.says('待用 2')
    await room.laterUntil('2026-11-21T09:00:00+08:00')
    cheng.news()
    expect(await cheng.says('待用')).toEqual([
      `待用的稿件，回复序号打开：\n1. 2026-0001 溪畔社区《${title}》（11月20日起待用）\n2. 2026-0002 溪畔社区《第二篇要待用的稿件》（11月20日起待用）`,
    ])
    expect(await cheng.says('2')).toEqual([`第二篇要待用的稿件 ${ASKED}`])
    expect(newestCard(cheng).text).toMatch(/^已由 顾南枝 于 11-20 10:33 待用\n/u)
    await cheng.taps('不采用')
    expect(await statusOf(room, '2026-0002')).toBe('declined')
    expect(await cheng.says('1')).toEqual([`${title} ${ASKED}`])
  })

  test('says who is on one of them', async () => {
    const { cheng, gu } = await filedItem()
    await cheng.says('待用 1')
    await cheng.says('采用 1')
    expect((await gu.says('待用')).join()).toContain('（11月20日起待用，程亦舟 正在处理（10:32））')
  })
})

describe('typed decisions', () => {
  test.each(['待用 2026-0001', '待用 ２０２６－０００１', '待用1', '待用 1'])(
    '%s',
    async (words) => {
      const { room, cheng } = await filedItem()
      expect(await cheng.says(words)).toEqual([
        `已列为待用：《${title}》（2026-0001）。回复“待用”看全部。`,
      ])
      expect(newestCard(cheng).closed).toBe('已由 程亦舟 于 10:32 待用')
      expect(await statusOf(room)).toBe('held')
    },
  )

  test('another decision says what was decided before; the same again is none', async () => {
    const { lin, cheng, gu } = await filedItem()
    await cheng.says('待用 1')
    expect(await gu.says('不采用 1')).toEqual([
      `已定为不采用：《${title}》（2026-0001）（此前已由 程亦舟 于 10:32 待用）。`,
    ])
    lin.news()
    expect((await cheng.says('不采用 1')).join()).toContain(
      '2026-0001 已由 顾南枝 于 10:32 不采用。',
    )
    expect(lin.news()).toEqual([])
  })

  test('what was typed before the item came to the desk as it is does not decide it', async () => {
    const { room, lin, zhao, cheng } = await filedItem()
    const before = room.clock.now()
    await room.later(MINUTE)
    await cheng.says('退改 1 要素不全')
    for (const answer of ['修改 1', '改 标题', '溪畔社区延时服务窗口开了', '提交']) {
      await lin.says(answer)
    }
    await zhao.taps('通过')
    cheng.news()
    for (const text of ['待用 1', '用稿 1 省 山东画报']) {
      await room.bring(cheng.chat, { type: 'text', text }, text, Instant.parse(before))
      await room.settled()
      expect(cheng.news().join()).toContain('2026-0001 刚有变化')
    }
    expect(await statusOf(room)).toBe('filed')
  })

  test('an open question does not outlive the version that it was about', async () => {
    const { room, lin, zhao, cheng, gu } = await filedItem()
    await cheng.says('采用 1')
    await cheng.says('省')
    await gu.says('退改 1 要素不全')
    for (const answer of ['修改 1', '改 标题', '溪畔社区延时服务窗口开了', '提交']) {
      await lin.says(answer)
    }
    await zhao.taps('通过')
    cheng.news()
    expect((await cheng.says('山东画报')).join()).toContain('没有看懂')
    expect(await statusOf(room)).toBe('filed')
  })

  test('a number of the list of 待审 opens a card of what waits, else 过程', async () => {
    const { cheng, gu } = await filedItem()
    await cheng.says('待审')
    await gu.says('不采用 1')
    cheng.news()
    expect((await cheng.says('1')).join()).toContain('现在：不采用')
  })
})

describe('收回 by a reviewer', () => {
  test.each(['待用 1', '不采用 1', '退改 1 数据有误', '用稿 1 省 山东画报'])(
    'is refused once the desk has acted: %s',
    async (words) => {
      const { room, lin, zhao, cheng } = await filedItem()
      await sendItem(lin, 1, '第二篇刚刚通过的稿件')
      await zhao.taps('通过')
      await cheng.says(words.replace('1', '2'))
      const status = await statusOf(room, '2026-0002')
      expect((await zhao.says('收回 2')).join()).toContain('之后 程亦舟 已有处理，不能收回')
      expect((await lin.says('撤回 2')).join()).toMatch(/不能撤回|接着改/u)
      expect(await statusOf(room, '2026-0002')).toBe(status)
    },
  )

  test('is refused as well when an adoption was taken back', async () => {
    const { lin, zhao, cheng } = await filedItem()
    await sendItem(lin, 1, '第二篇刚刚通过的稿件')
    await zhao.taps('通过')
    await cheng.says('用稿 2 省 山东画报')
    await cheng.says('撤销用稿 2')
    expect((await zhao.says('收回 2')).join()).toContain('之后 程亦舟 已有处理，不能收回')
  })

  test('while an editor is only on it, it goes back, and nobody is on it any more', async () => {
    const { room, lin, zhao, cheng, gu } = await filedItem()
    await sendItem(lin, 1, '第二篇刚刚通过的稿件')
    await zhao.taps('通过')
    await cheng.taps('采用')
    const levels = cheng.lastCard()
    await zhao.says('收回 2')
    expect(newestCard(cheng).closed).toContain('收回，重新审稿')
    await cheng.tapsOn(levels, '省')
    expect(newestCard(cheng).closed).toBe('还在审稿中，报送后才能处理')
    await zhao.taps('通过')
    gu.news()
    expect((await gu.says('待审')).join()).not.toContain('正在处理')
    expect(await statusOf(room, '2026-0002')).toBe('filed')
  })
})

test('过程 tells what the desk did', async () => {
  const { lin, cheng } = await filedItem()
  for (const words of ['待用 1', '不采用 1', '用稿 1 市 溪城日报', '撤销用稿 1 录错了']) {
    await cheng.says(words)
  }
  expect((await timeline(lin)).split('\n').slice(3)).toEqual([
    '11-20 10:32 程亦舟 待用（第1版）',
    '11-20 10:32 程亦舟 不采用（第1版）',
    '11-20 10:32 程亦舟 采用（第1版）：市级 溪城日报 动态',
    '11-20 10:32 程亦舟 撤销采用（第1版）：市级 溪城日报 动态，录错了',
    '现在：已报送',
  ])
})

test('帮助 tells the desk its words', async () => {
  const { shen, cheng, lin } = await filedItem()
  for (const editor of [shen, cheng]) {
    expect((await editor.says('帮助')).join()).toContain('用稿 编号 省 媒体')
  }
  expect((await lin.says('帮助')).join()).not.toContain('用稿')
})
