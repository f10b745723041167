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
import type { Script } from '../script.ts'

const APPROVED = /已由 赵乐山 于 \d\d:\d\d 通过/

export const review: readonly Script[] = [
  {
    title: 'a general item is filed with one tap of the unit head',
    async play(stage) {
      const { lin, zhao, cheng } = castOf(stage)
      await sendItem(lin)
      const card = zhao.card()
      expect(zhao.sees(/待审 · 一般性稿件[^]*2026-0001 · 溪畔社区 · 林晓禾/)).toBe(true)
      await zhao.taps('通过')
      expectClosed(stage, zhao, card, APPROVED)
      expect(zhao.sees(APPROVED)).toBe(true)
      expect(lin.news()).toEqual([`《${TITLE}》（2026-0001）已通过审稿，报送宣传办。`])
      expect(cheng.news()).toEqual([`${TITLE} [采用 待用 退改 不采用 看全文]`])
      expect(await itemOf(stage)).toEqual({ status: 'filed', version: 1, late: 0 })
    },
  },
  {
    title: 'a major item goes to the leader in charge, who approves by word',
    async play(stage) {
      const { lin, zhao, tang, cheng } = castOf(stage)
      await sendItem(lin, 2)
      expect(zhao.news()).toEqual([])
      const card = tang.card()
      tang.news()
      expect(await tang.says('通过 2026-0001')).toEqual([
        expect.stringContaining(`已通过《${TITLE}》（2026-0001）`),
      ])
      expectClosed(stage, tang, card, /已由 唐屿安 于 \d\d:\d\d 通过/)
      expect(cheng.news()).toHaveLength(1)
    },
  },
  {
    title: 'a decision item walks leader in charge and deputy secretary',
    async play(stage) {
      const { lin, tang, lu, cheng } = castOf(stage)
      await sendItem(lin, 3)
      lin.news()
      expect(lu.news()).toEqual([])
      await tang.taps('通过')
      expect(await itemOf(stage)).toMatchObject({ status: 'in_review' })
      expect(lin.news()).toEqual([])
      expect(lu.news()).toHaveLength(1)
      await lu.taps('通过')
      expect(cheng.news()).toHaveLength(1)
      expect(await itemOf(stage)).toMatchObject({ status: 'filed' })
    },
  },
  {
    title: 'words decide with any form of the number, and only what is theirs',
    async play(stage) {
      const { lin, zhao, qian, cheng } = castOf(stage)
      await sendItem(lin)
      await sendItem(lin, 1, '第二篇等着审的稿件')
      zhao.news()
      expect((await lin.says('通过 1')).join()).toContain('自己的稿件由他人审')
      expect((await cheng.says('通过 1')).join()).toContain('不由您审')
      expect((await qian.says('通过 1')).join()).toContain('没有找到稿件 1')
      expect((await zhao.says('通过')).join()).toContain('请写上稿件编号')
      expect((await zhao.says('通过１')).join()).toContain('已通过')
      expect((await zhao.says('通过 20260002')).join()).toContain('已通过')
      expect(await itemOf(stage, '2026-0002')).toMatchObject({ status: 'filed' })
    },
  },
  {
    title: 'a head who writes is reviewed by the leader in charge, and the record says so',
    async play(stage) {
      const { zhao, tang } = castOf(stage)
      await sendItem(zhao)
      expect(tang.news()).toHaveLength(1)
      expect((await zhao.says('过程 1')).join()).toContain('主要负责人即作者本人，由分管领导')
      await tang.taps('通过')
      expect(await itemOf(stage)).toMatchObject({ status: 'filed' })
    },
  },
  {
    title: 'the first decision stands, and every other card shows it',
    organisation: twoHeads(),
    async play(stage) {
      const { lin, zhao, zheng } = castOf(stage)
      await sendItem(lin)
      const other = zheng.card()
      zheng.news()
      await zhao.taps('通过')
      expectClosed(stage, zheng, other, APPROVED)
      expect(zheng.news()).toEqual([])
    },
  },
  {
    title: 'a tap after somebody else has decided changes nothing and is answered honestly',
    organisation: twoHeads(),
    refuses: true,
    async play(stage) {
      const { lin, zhao, zheng } = castOf(stage)
      await sendItem(lin)
      const asItWas = zheng.card()
      // The platform takes no calls for a while: nobody's card can be changed by one.
      for (const standIn of stage.standIns) standIn.setFault('refusing')
      await zhao.tapsAtOnce(zhao.card(), '通过')
      await stage.settled()
      await zheng.tapsAtOnce(asItWas, '退回')
      await stage.settled()
      for (const standIn of stage.standIns) standIn.setFault('none')
      await stage.later(MINUTE)
      expect(zheng.sees(APPROVED)).toBe(true)
      expect(await lastEvent(stage)).toMatchObject({ event: 'filed', actor_id: 'zhaoleshan' })
    },
  },
  {
    title: 'a doubled tap files once',
    async play(stage) {
      const { lin, zhao, cheng } = castOf(stage)
      await sendItem(lin)
      const card = zhao.card()
      await Promise.all([zhao.tapsAtOnce(card, '通过'), zhao.tapsAtOnce(card, '通过')])
      await stage.breathe()
      expect(zhao.sees(APPROVED)).toBe(true)
      expect(cheng.news()).toHaveLength(1)
      const decisions = await stage.app.db.selectFrom('decision').selectAll().execute()
      expect(decisions).toHaveLength(1)
    },
    differs: { 'dingtalk-http': 'by HTTP the same tap within a minute is one update' },
  },
]
