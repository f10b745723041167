import { expect } from 'vitest'
import { expectClosed, fileItem, itemOf, lastEvent, ledgerOf, MINUTE, TITLE } from '../cast.ts'
import type { Script } from '../script.ts'

const NAMED = `《${TITLE}》（2026-0001）`
const AT = String.raw`于 \d\d:\d\d`

export const desk: readonly Script[] = [
  {
    title: '采用 asks level and outlet; it is recorded, told, and in the ledger',
    async play(stage) {
      const { lin, cheng, gu } = await fileItem(stage)
      const [own, other] = [cheng.card(), gu.card()]
      expect((await cheng.taps('采用')).join()).toMatch(/\[街道 区县 市 省 国家( 返回)?\]$/)
      expectClosed(stage, gu, other, /程亦舟 正在处理（\d\d:\d\d）/)
      expectClosed(stage, cheng, own, /请在下一张卡片选级别/)
      const levels = cheng.card()
      expect((await cheng.taps('市')).join()).toContain(`${NAMED}被哪家市级媒体采用？`)
      expectClosed(stage, cheng, levels, /市级，请直接回复媒体名称/)
      expect((await cheng.says('云州晚报 通讯 头版')).join()).toContain(
        `已记录：${NAMED}市级 云州晚报 通讯 头版，+30 分`,
      )
      expect(lin.news()).toEqual([`${NAMED}被 云州晚报（市级）采用，+30 分。`])
      expect(gu.news()).toEqual([])
      expect(await itemOf(stage)).toMatchObject({ status: 'adopted' })
      expect(await ledgerOf(stage)).toEqual(['onTime 100', 'adoption 3000'])
    },
  },
  {
    title:
      '待用 and 不采用 by tap: of that very item, every editor’s card says who, the writer is told',
    async play(stage) {
      const first = await fileItem(stage)
      const [older, held] = [first.gu.card(), first.cheng.card()]
      const { lin, cheng, gu } = await fileItem(stage, '第二篇报送的稿件')
      const declined = gu.card()
      expect((await gu.tapsOn(older, '待用')).join()).not.toContain('待用的稿件')
      expectClosed(stage, cheng, held, new RegExp(`已由 顾南枝 ${AT} 待用`))
      expect(lin.news()).toEqual([`${NAMED}宣传办已列为待用，用上了会告诉您。`])
      await cheng.taps('不采用')
      expectClosed(stage, gu, declined, new RegExp(`已由 程亦舟 ${AT} 不采用`))
      expect(lin.news()).toEqual([
        '《第二篇报送的稿件》（2026-0002）宣传办这次没有采用，感谢来稿。',
      ])
      expect(await itemOf(stage)).toMatchObject({ status: 'held' })
      expect(await itemOf(stage, '2026-0002')).toMatchObject({ status: 'declined' })
      expect((await cheng.says('待用')).join()).toContain('1. 2026-0001 溪畔社区')
      expect((await cheng.says('1')).join()).toContain('[采用 待用 退改 不采用 看全文]')
    },
  },
  {
    title: '退改 takes its reason from a second card, from the next message, from one line',
    async play(stage) {
      const { lin, cheng, gu } = await fileItem(stage)
      const other = gu.card()
      await cheng.taps('退改')
      await cheng.taps('要素不全')
      expect(cheng.sees(new RegExp(`已由 程亦舟 ${AT} 退改：要素不全`))).toBe(true)
      expectClosed(stage, gu, other, /程亦舟/)
      expect(lin.news()).toEqual([`${TITLE} [修改 放弃]`])
      expect(lin.sees(/宣传办 程亦舟[^]*原因：要素不全/)).toBe(true)
      await fileItem(stage, '第二篇报送的稿件')
      await gu.taps('退改')
      expect((await gu.taps('其他原因')).join()).toContain('请回复退改原因')
      await gu.says('和上周的一篇写的是同一件事。')
      await fileItem(stage, '第三篇报送的稿件')
      expect((await cheng.says('退改 3 第二段的人数请再核对')).at(-1)).toBe(
        '已退改《第三篇报送的稿件》（2026-0003），原因：第二段的人数请再核对。',
      )
      expect(await lastEvent(stage, '2026-0002')).toMatchObject({
        event: 'returned',
        actor_id: 'gunanzhi',
        note: '和上周的一篇写的是同一件事。',
      })
      expect(await itemOf(stage, '2026-0003')).toMatchObject({ status: 'returned' })
    },
  },
  {
    title: '用稿 records in one line; the highest counts, and 撤销用稿 takes exactly that back',
    async play(stage) {
      const { lin, cheng, shen } = await fileItem(stage)
      expect((await cheng.says('用稿 2026-0001 区县 溪城日报 通讯')).join()).toContain('+7.5 分')
      expect((await shen.says('用稿１ 市 云州晚报 头版 通讯 11.20')).join()).toContain('+22.5 分')
      expect((await cheng.says('用稿 1 市 云州晚报 通讯 头版')).join()).toContain('没有重复录')
      expect(lin.news()).toHaveLength(2)
      expect(await ledgerOf(stage)).toEqual([
        'onTime 100',
        'adoption 750',
        'adoption -750',
        'adoption 3000',
      ])
      expect((await cheng.says('撤销用稿 1')).join()).toContain('2. 市级 云州晚报 通讯 头版')
      expect((await cheng.says('2')).join()).toContain('−22.5 分')
      expect((await cheng.says('撤销用稿 1 报纸名称写错了')).join()).toContain('稿件回到已报送')
      expect(lin.news()).toHaveLength(2)
      expect(await ledgerOf(stage)).toHaveLength(7)
      expect(await itemOf(stage)).toMatchObject({ status: 'filed' })
    },
  },
  {
    title: 'level and outlet are answered by number as well, of any width',
    async play(stage) {
      const { cheng } = await fileItem(stage)
      await fileItem(stage, '第二篇报送的稿件')
      cheng.news()
      await cheng.says('采用　１')
      expect((await cheng.says('６')).join()).toContain('1. 街道　2. 区县　3. 市　4. 省　5. 国家')
      await cheng.says('３')
      expect((await cheng.says('云州晚报，图片')).join()).toContain('市级 云州晚报 图片，+5 分')
      await cheng.says('采用 2')
      expect((await cheng.says('市')).join()).toContain('1. 云州晚报')
      expect((await cheng.says('１ 综合')).join()).toContain('市级 云州晚报 动态 综合，+5 分')
      expect(await ledgerOf(stage)).toEqual([
        'onTime 100',
        'onTime 100',
        'adoption 500',
        'adoption 500',
      ])
    },
  },
  {
    // Without a template there is room for five buttons: 返回, the sixth, is said.
    title: '返回 leaves the dialogue at every question, and nothing is recorded',
    async play(stage) {
      const { lin, cheng } = await fileItem(stage)
      const asked = `${TITLE} [采用 待用 退改 不采用 看全文]`
      await cheng.taps('采用')
      expect(await cheng.taps('返回')).toEqual([asked])
      await cheng.taps('采用')
      await cheng.taps('省')
      expect(await cheng.says('返回')).toEqual([asked])
      await cheng.taps('退改')
      expect(await cheng.says('返回')).toEqual([asked])
      expect(lin.news()).toEqual([])
      expect(await itemOf(stage)).toMatchObject({ status: 'filed' })
      expect(await ledgerOf(stage)).toEqual(['onTime 100'])
      await cheng.taps('待用')
      expect(await itemOf(stage)).toMatchObject({ status: 'held' })
    },
  },
  {
    title: 'an editor’s tap after another has decided changes nothing and is answered honestly',
    refuses: true,
    async play(stage) {
      const { lin, cheng, gu } = await fileItem(stage)
      const asItWas = gu.card()
      // The platform takes no calls for a while: nobody's card can be changed by one.
      for (const standIn of stage.standIns) standIn.setFault('refusing')
      await cheng.tapsAtOnce(cheng.card(), '待用')
      await stage.settled()
      await gu.tapsAtOnce(asItWas, '不采用')
      await stage.settled()
      for (const standIn of stage.standIns) standIn.setFault('none')
      await stage.later(MINUTE)
      expect(gu.sees(new RegExp(`已由 程亦舟 ${AT} 待用`))).toBe(true)
      expect(await itemOf(stage)).toMatchObject({ status: 'held' })
      expect(lin.news()).toHaveLength(1)
    },
  },
  {
    title: 'a dialogue that somebody else has overtaken is over, and its card records nothing',
    async play(stage) {
      const { cheng, gu } = await fileItem(stage)
      await cheng.taps('采用')
      const levels = cheng.card()
      await gu.says('用稿 1 市 云州晚报')
      const over = new RegExp(`已由 顾南枝 ${AT} 采用：市级 云州晚报 动态`)
      expectClosed(stage, cheng, levels, over)
      expect(cheng.news().at(-1)).toMatch(over)
      // Where cards can be changed, this one has no buttons any more.
      if (!stage.changesCards) expect((await cheng.tapsOn(levels, '省')).join()).toMatch(over)
      expect((await cheng.says('山东画报')).join()).not.toContain('已记录')
      expect(await ledgerOf(stage)).toEqual(['onTime 100', 'adoption 1000'])
    },
    differs: { 'dingtalk-words': 'the card of a dialogue that is over can be tapped, and tells' },
  },
]
