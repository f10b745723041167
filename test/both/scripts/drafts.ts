import { expect } from 'vitest'
import { BODY, castOf, MINUTE, PREVIEW, TITLE, upTo } from '../cast.ts'
import type { Script } from '../script.ts'

const PARTS = '（7/7）修改哪一部分？ [类别 分类 标题 日期 正文 照片]'
/** A message has room for five buttons: there the sixth is a word. */
const FIVE_PARTS = '（7/7）修改哪一部分？ [类别 分类 标题 日期 正文]'

export const drafts: readonly Script[] = [
  {
    title: '返回, 帮助 and other questions in the middle lose nothing',
    async play(stage) {
      const { lin } = castOf(stage)
      await upTo(lin, 3)
      expect((await lin.says('帮助'))[0]).toMatch(/投稿[\s\S]*（3\/7）标题\n/)
      expect(await lin.says('待审')).toHaveLength(1)
      expect(await lin.says('我的稿件')).toHaveLength(1)
      expect((await lin.says('返回'))[0]).toMatch(/^（2\/7）/)
      expect((await lin.says('返回'))[0]).toMatch(/^（1\/7）/)
      await lin.says('返回')
      expect(lin.sees(/已经是第一步/)).toBe(true)
      await lin.says('2')
      expect((await lin.says('1'))[0]).toMatch(/^（3\/7）/)
      expect((await lin.says(TITLE))[0]).toMatch(/^（4\/7）/)
    },
  },
  {
    title: '取消 keeps the draft, typed or tapped, and 继续 takes it up',
    async play(stage) {
      const { lin } = castOf(stage)
      await upTo(lin, 4)
      expect(await lin.says('取消')).toEqual(['已存草稿，回复“继续”接着写。'])
      expect((await lin.says('昨天'))[0]).toContain('没有看懂')
      expect(await lin.says('继续')).toEqual(['（4/7）事件日期 [今天 昨天 前天]'])
      await lin.saysAll('昨天', BODY, '完成')
      await lin.taps('跳过')
      expect(await lin.taps('取消')).toEqual(['已存草稿，回复“继续”接着写。'])
      expect(await lin.says('继续')).toEqual([PREVIEW])
    },
  },
  {
    title: '投稿 with an unfinished draft asks whether to go on, by tap and by number',
    async play(stage) {
      const { lin } = castOf(stage)
      await upTo(lin, 4)
      await lin.says('取消')
      expect(await lin.says('投稿')).toEqual(['继续还是另写？ [继续 另写一份]'])
      expect((await lin.says('1'))[0]).toMatch(/^（4\/7）/)
      await lin.says('投稿')
      expect((await lin.taps('另写一份'))[0]).toMatch(/^（1\/7）/)
      await lin.says('2')
      await lin.says('取消')
      const [list] = await lin.says('继续')
      expect(list).toMatch(/1\. 还没有标题的稿件（写到 2\/7）\n2\. 《小小修理铺/)
      expect((await lin.says('2'))[0]).toMatch(/^（4\/7）/)
    },
  },
  {
    title: '删除草稿 asks before it throws anything away',
    async play(stage) {
      const { lin } = castOf(stage)
      await upTo(lin, 4)
      expect(await lin.says('删除草稿')).toEqual(['删除这份草稿？ [删除 保留]'])
      expect((await lin.taps('保留')).join()).toContain('草稿还在')
      await lin.says('删除草稿')
      expect((await lin.says('1')).join()).toContain('草稿已删除')
      expect((await lin.says('继续')).join()).toContain('没有没写完的稿件')
      expect(await stage.app.db.selectFrom('draft').selectAll().execute()).toEqual([])
    },
  },
  {
    title: '修改 at the preview changes each of the six parts and comes back to it',
    async play(stage) {
      const { lin, tang } = castOf(stage)
      await upTo(lin, 7)
      expect(await lin.taps('修改')).toEqual([stage.changesCards ? PARTS : FIVE_PARTS])
      await lin.taps('类别')
      expect(await lin.taps('重大活动特色品牌')).toEqual([PREVIEW])
      const changes = [
        ['分类', '经济发展'],
        ['标题', '修理铺又开张了'],
        ['日期', '前天'],
      ] as const
      for (const [part, answer] of changes) {
        await lin.taps('修改')
        await lin.taps(part)
        expect(await lin.says(answer), part).toEqual([PREVIEW])
      }
      await lin.taps('修改')
      await lin.taps('正文')
      await lin.says('字'.repeat(55))
      expect(await lin.says('完成')).toEqual([PREVIEW])
      await lin.taps('修改')
      await lin.taps('照片')
      await lin.photographs('a')
      await lin.says('补一张')
      expect(await lin.says('完成')).toEqual([PREVIEW])
      await lin.taps('提交')
      expect(tang.news()).toEqual(['修理铺又开张了 [通过 退回 转交 看全文]'])
      expect(tang.sees(/分类：经济发展[^]*字数：55字/)).toBe(true)
    },
    differs: {
      'dingtalk-words':
        '照片, the sixth part, is said instead of tapped, so its card stays as it was',
    },
  },
  {
    title: '改 and a part, typed anywhere, changes it and comes back',
    async play(stage) {
      const { lin } = castOf(stage)
      await upTo(lin, 5)
      await lin.says('改 分类')
      expect((await lin.taps('经济发展'))[0]).toMatch(/^（5\/7）正文/)
      for (const text of [BODY, '完成', '跳过']) await lin.says(text)
      await lin.says('改 类别')
      expect(await lin.says('3')).toEqual([PREVIEW])
      expect(lin.sees(/审稿：唐屿安 → 陆衡之/)).toBe(true)
      await lin.says('修改 标题')
      expect(await lin.says('返回')).toEqual([PREVIEW])
      expect((await lin.says('标题好像不太好'))[0]).toMatch(/^（7\/7）核对提交/)
    },
  },
  {
    title: 'an old preview is past once something was changed, and says so where it can be tapped',
    async play(stage) {
      const { lin } = castOf(stage)
      await upTo(lin, 7)
      const old = lin.card()
      await lin.says('改 标题')
      await lin.says('修理铺又开张了')
      // Where a card can be changed the old one has no button any more.
      const stillAsks = lin.cards().find(({ id }) => id === old.id)?.card.replaced === null
      if (stillAsks) {
        await lin.tapsOn(old, '提交')
        expect(lin.sees(/前面的卡片/)).toBe(true)
      }
      expect(await stage.app.db.selectFrom('submission').selectAll().execute()).toEqual([])
    },
    differs: { 'dingtalk-words': 'the old card can still be tapped, and tells' },
  },
  {
    title: '我的稿件 lists drafts and items, and a number opens one',
    async play(stage) {
      const { lin } = castOf(stage)
      await upTo(lin, 7)
      await lin.says('提交')
      await lin.says('投稿')
      await lin.says('2')
      const [list] = await lin.says('我的稿件')
      expect(list).toMatch(/1\. 草稿 还没有标题的稿件（写到 2\/7）\n2\. 2026-0001《小小.*》审稿中/)
      expect((await lin.says('2'))[0]).toMatch(/林晓禾 提交（第1版）/)
      await lin.says('我的稿件')
      expect((await lin.says('１'))[0]).toMatch(/^（2\/7）/)
    },
  },
  {
    title: 'the menu does what the words do; where a platform has none, the word is said',
    async play(stage) {
      const { lin } = castOf(stage)
      expect((await lin.clicks('submit', '投稿'))[0]).toMatch(/^（1\/7）/)
      expect((await lin.clicks('points', '积分'))[0]).toMatch(/^林晓禾：本月 0 分[\s\S]*（1\/7）/)
      expect((await lin.clicks('mine', '我的稿件'))[0]).toContain('草稿')
      expect((await lin.clicks('help', '帮助'))[0]).toContain('（1/7）')
    },
  },
  {
    title: 'half an hour of silence brings one reminder',
    async play(stage) {
      const { lin } = castOf(stage)
      await upTo(lin, 3)
      await stage.later(29 * MINUTE)
      expect(lin.news()).toEqual([])
      await stage.later(2 * MINUTE)
      expect(lin.news()).toEqual([expect.stringMatching(/^（3\/7）标题\n.*还没写完/)])
      await stage.later(60 * MINUTE)
      expect(lin.news()).toEqual([])
    },
  },
]
