import { expect } from 'vitest'
import {
  castOf,
  expectClosed,
  itemOf,
  lastEvent,
  MINUTE,
  sendItem,
  TITLE,
  twoHeads,
} from '../cast.ts'
import type { Player } from '../player.ts'
import type { Script } from '../script.ts'

/**
 * 转交给谁: chosen from the card's list. A message without a template has no list to choose from:
 * there the name is said.
 */
async function choosesTarget(reviewer: Player, name: string): Promise<void> {
  if (reviewer.card().card.choice) await reviewer.taps('确定', { choose: name })
  else await reviewer.says(name)
}

export const handOn: readonly Script[] = [
  {
    title: '撤回 gives the item back as a draft with the same number',
    async play(stage) {
      const { lin, zhao, cheng } = castOf(stage)
      await sendItem(lin)
      const card = zhao.card()
      expect((await zhao.says('撤回 1')).join()).toContain('只有作者')
      expect((await lin.says('修改 1')).join()).toContain('请先撤回')
      await lin.says('撤回 1')
      expect(lin.sees(/已撤回 2026-0001/)).toBe(true)
      expectClosed(stage, zhao, card, /作者已于 \d\d:\d\d 撤回/)
      if (!stage.changesCards) {
        await zhao.tapsOn(card, '通过')
        expect(zhao.sees(/作者已于 \d\d:\d\d 撤回/)).toBe(true)
      }
      expect(await itemOf(stage)).toMatchObject({ status: 'withdrawn' })
      await lin.says('改 标题')
      await lin.says('溪畔社区延时服务窗口开了')
      expect((await lin.taps('提交')).join()).toContain('2026-0001（第2版）')
      await zhao.taps('通过')
      expect(cheng.news()).toHaveLength(1)
      expect((await lin.says('撤回 1')).join()).toContain('不能撤回')
    },
    differs: { 'dingtalk-words': 'the card of what was withdrawn can still be tapped, and tells' },
  },
  {
    title: '收回 within ten minutes lets the step ask afresh',
    async play(stage) {
      const { lin, zhao, cheng } = castOf(stage)
      await sendItem(lin)
      await zhao.taps('通过')
      const filed = cheng.card()
      lin.news()
      expect((await lin.says('收回 1')).join()).toContain('没有您可以收回的决定')
      expect((await zhao.says('收回 1')).at(-1)).toBe(`${TITLE} [通过 退回 转交 看全文]`)
      expectClosed(stage, cheng, filed, /收回/)
      expect(lin.news().join()).toContain('审稿结果已由 赵乐山 收回')
      await zhao.taps('退回')
      await zhao.taps('数据有误')
      expect(await itemOf(stage)).toMatchObject({ status: 'returned' })
    },
  },
  {
    title: '收回 is refused after ten minutes, and once the next reviewer has acted',
    async play(stage) {
      const { lin, zhao, tang, lu } = castOf(stage)
      await sendItem(lin)
      await zhao.taps('通过')
      await stage.later(10 * MINUTE)
      expect((await zhao.says('收回 1')).join()).toContain('已超过 10 分钟')
      await sendItem(lin, 3, '街道召开第四季度重点工作推进会')
      await tang.taps('通过')
      await tang.says('收回 2')
      expect(await itemOf(stage, '2026-0002')).toMatchObject({ status: 'in_review' })
      await tang.taps('通过')
      await lu.taps('通过')
      expect((await tang.says('收回 2')).join()).toContain('之后 陆衡之 已有处理')
    },
  },
  {
    title: '转交 by card goes to the one who is chosen, and to nobody else',
    async play(stage) {
      const { lin, zhao, tang } = castOf(stage)
      await sendItem(lin)
      zhao.news()
      expect(await zhao.taps('转交')).toContain(`${TITLE} [确定 返回]`)
      const second = zhao.card()
      await choosesTarget(zhao, '唐屿安')
      expectClosed(stage, zhao, second, /已由 赵乐山 于 \d\d:\d\d 转交给 唐屿安/)
      expect(tang.sees(/赵乐山 转交给您/)).toBe(true)
      expect((await zhao.says('通过 1')).join()).toContain('不由您审')
      await tang.taps('通过')
      expect(await itemOf(stage)).toMatchObject({ status: 'filed' })
    },
    differs: {
      'dingtalk-words':
        'a name that is said is answered in words, a choice on the card by the card',
    },
  },
  {
    title: '转交 typed, to another holder, and not to just anybody',
    organisation: twoHeads(),
    async play(stage) {
      const { lin, zhao, zheng } = castOf(stage)
      await sendItem(lin)
      zhao.news()
      await zhao.says('转交 1 林晓禾')
      expect(zhao.sees(/“林晓禾”不能审这一步/)).toBe(true)
      await zhao.taps('返回')
      expect((await zhao.says('转交 1 郑一诺')).join()).toContain('转交给 郑一诺')
      expect(await lastEvent(stage)).toMatchObject({
        event: 'reassigned',
        note: '转交给 郑一诺',
      })
      await zheng.taps('通过')
      expect(await itemOf(stage)).toMatchObject({ status: 'filed' })
    },
  },
  {
    title: '代审 gives the cards to the stand-in, and shows both names',
    async play(stage) {
      const { lin, zhao, qian } = castOf(stage)
      expect((await zhao.says('代审 钱慕云 2026-11-20 2026-11-25')).join()).toContain('代您审稿')
      expect(qian.news().join()).toContain('赵乐山 请您在11月20日至11月25日代为审稿')
      expect(await sendItem(lin)).toContain('由 钱慕云（代赵乐山） 审稿')
      zhao.news()
      const card = qian.card()
      await qian.taps('通过')
      expectClosed(stage, qian, card, /已由 钱慕云（代赵乐山） 于 \d\d:\d\d 通过/)
      expect((await lin.says('过程 1')).join()).toContain('钱慕云 通过（第1版）：代 赵乐山')
    },
  },
  {
    title: '代审 取消 takes the open steps back',
    async play(stage) {
      const { lin, zhao, qian } = castOf(stage)
      await zhao.says('代审 钱慕云 2026-11-20 2026-11-25')
      await sendItem(lin)
      const card = qian.card()
      expect((await zhao.says('代审 取消')).join()).toContain('钱慕云 不再代您审稿')
      expectClosed(stage, qian, card, /代审/)
      if (!stage.changesCards) await qian.tapsOn(card, '通过')
      expect(await itemOf(stage)).toMatchObject({ status: 'in_review' })
      await zhao.says('通过 1')
      expect(await itemOf(stage)).toMatchObject({ status: 'filed' })
    },
    differs: {
      'dingtalk-words': 'the card of whoever stands in no longer can still be tapped, and tells',
    },
  },
]
