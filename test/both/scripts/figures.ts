import { expect } from 'vitest'
import { castOf, expectClosed, fileItem, ledgerOf } from '../cast.ts'
import type { Script } from '../script.ts'

const AT = String.raw`于 \d\d:\d\d`

export const figures: readonly Script[] = [
  {
    title: '失实 stands once two people have confirmed it on their cards',
    async play(stage) {
      const { lin, zhao, cheng, shen, lu } = await fileItem(stage)
      await cheng.says('用稿 1 市 云州晚报')
      for (const person of [lin, shen]) person.news()
      expect((await cheng.says('记分 2026-0001 失实 参加人数与签到表不符')).join()).toContain(
        '已发卡片给 沈知夏、陆衡之',
      )
      const asked = '第1号记分：溪畔社区 失实 [确认 不同意]'
      expect([shen.news(), lu.news()]).toEqual([[asked], [asked]])
      const [first, second] = [shen.card(), lu.card()]
      await shen.taps('确认')
      expectClosed(stage, shen, first, new RegExp(`已由 沈知夏 ${AT} 确认，等街道副书记`))
      expect(await ledgerOf(stage)).toHaveLength(2)
      expect(lin.news()).toEqual([])
      await lu.taps('确认')
      expectClosed(stage, lu, second, new RegExp(`已由 陆衡之 ${AT} 确认，已生效`))
      for (const person of [lin, zhao]) {
        expect(person.news().join()).toMatch(/记为失实，该稿计 0 分，另记 −5 分[^]*事由：参加人数/)
      }
      expect(cheng.news().join()).toContain('第1号记分已生效')
      expect((await ledgerOf(stage)).toSorted()).toEqual([
        'adoption -1000',
        'adoption 1000',
        'onTime -100',
        'onTime 100',
        'untrue -500',
      ])
      if (!stage.changesCards)
        expect((await shen.tapsOn(first, '不同意')).join()).toMatch(/已由 沈知夏/)
    },
    differs: { 'dingtalk-words': 'a card that was answered can be tapped again, and tells' },
  },
  {
    title: '不同意 on a card ends a grave mark, and nothing is taken away',
    async play(stage) {
      const { cheng, shen, lu } = castOf(stage)
      await cheng.says('记分 溪畔社区 瞒报 积水情况没有如实报送')
      const other = shen.card()
      await lu.taps('不同意')
      expectClosed(stage, shen, other, new RegExp(`陆衡之 ${AT} 不同意，没有记分`))
      expect(cheng.news().join()).toContain('第1号记分没有生效：陆衡之 不同意')
      expect(await ledgerOf(stage)).toEqual([])
    },
  },
  {
    title: '异议 reaches every editor; who taps 答复 answers it in words, and the others see that',
    async play(stage) {
      const { lin, cheng, gu } = await fileItem(stage)
      await lin.says('异议 2026-0001 云州晚报的用稿没有算')
      const asked = '对2026-0001的异议 [答复]'
      expect([cheng.news(), gu.news()]).toEqual([[asked], [asked]])
      const other = gu.card()
      expect((await cheng.taps('答复')).join()).toContain('林晓禾 对2026-0001的异议')
      expectClosed(stage, gu, other, /由 程亦舟 答复/)
      expect(await cheng.says('已核实，今天补记。')).toEqual(['已答复 林晓禾，异议和答复已记录。'])
      expect(lin.news()).toEqual(['您对2026-0001的异议，宣传办 程亦舟 答复：已核实，今天补记。'])
      if (!stage.changesCards)
        expect((await gu.tapsOn(other, '答复')).join()).toMatch(/已由 程亦舟/)
      expect((await gu.says('异议')).join()).toContain('没有待答复的异议')
    },
    differs: { 'dingtalk-words': 'a card that was answered can be tapped, and tells' },
  },
  {
    title: '积分 and 排行 in words, as a picture, as a workbook',
    makes: true,
    async play(stage) {
      const { lin, cheng } = await fileItem(stage)
      await cheng.says('用稿 1 市 云州晚报 通讯')
      lin.news()
      expect((await lin.clicks('points', '积分')).join()).toMatch(
        /林晓禾：本月 16 分，今年 16 分\n溪畔社区：本月 16 分（村社区组第 1 名）/,
      )
      expect((await lin.says('积分 明细')).join()).toMatch(
        /共 2 笔，合计 16 分\n[^]*2026-0001[^]*\+1\n[^]*云州晚报[^]*\+15$/,
      )
      const [text, picture] = await lin.clicks('ranking', '排行')
      expect(text).toMatch(/2026年11月\n[^]*【村社区组】\n1\. 溪畔社区 16分（报1 用1）/)
      expect(picture).toBe('[图片]')
      expect(await lin.openedLast()).toMatch(/^png 900 × \d{3,4}$/)
      const file = '排行-2026年11月.xlsx'
      expect(await lin.says('排行 表格')).toEqual([
        text?.replace('见图', '见表格'),
        `[文件] ${file}`,
      ])
      expect(await lin.openedLast()).toBe(file)
    },
  },
]
