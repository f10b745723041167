import { expect } from 'vitest'
import { castOf, HOUR, sendItem, TITLE } from '../cast.ts'
import type { Script } from '../script.ts'

export const waiting: readonly Script[] = [
  {
    title: '待审 lists what waits, and its numbers open fresh cards one after the other',
    async play(stage) {
      const { lin, zhao, cheng } = castOf(stage)
      await sendItem(lin)
      await sendItem(lin, 1, '第二篇等着审的稿件')
      zhao.news()
      expect((await zhao.says('待审'))[0]).toMatch(
        /回复序号打开：\n1\. 2026-0001 .*\n2\. 2026-0002 /,
      )
      expect(await zhao.says('2')).toEqual(['第二篇等着审的稿件 [通过 退回 转交 看全文]'])
      await zhao.taps('通过')
      expect(await zhao.says('1')).toEqual([`${TITLE} [通过 退回 转交 看全文]`])
      await zhao.taps('通过')
      expect((await zhao.says('待审')).join()).toContain('没有待您审的稿件')
      expect((await cheng.says('待审')).join()).toContain('（已报送）')
    },
  },
  {
    title: '全文 sends text and photos, 过程 a line an event',
    async play(stage) {
      const { lin, zhao, qian } = castOf(stage)
      await lin.says('投稿')
      await lin.says(`1 4 昨天\n${TITLE}\n${'志愿者为居民修雨伞、磨剪刀、换拉链。'.repeat(40)}`)
      await lin.hurriesWithPhotos('one', 'two')
      for (const text of ['图1 窗口\n图2 大厅', '完成', '提交']) await lin.says(text)
      zhao.news()
      const told = await zhao.says('全文 1')
      expect(told.join('\n')).toContain('图1 窗口\n图2 大厅')
      expect(told.filter((line) => line === '[图片]')).toHaveLength(2)
      expect(told.at(-1)).toBe(`${TITLE} [看全文]`)
      expect((await qian.says('全文 1')).join()).toContain('没有找到稿件 1')
      await zhao.taps('通过')
      const [history = ''] = (await lin.says('过程 2026-0001')).slice(-1)
      expect(history.split('\n').map((line) => line.replace(/^[\d: -]+/, ''))).toEqual([
        '林晓禾 提交（第1版）',
        '赵乐山 通过（第1版）',
        '赵乐山 报送（第1版）',
        '现在：已报送',
      ])
    },
  },
  {
    title: '催办 reminds the holders once in four hours, and is the writer’s alone',
    async play(stage) {
      const { lin, zhao } = castOf(stage)
      await sendItem(lin)
      zhao.news()
      expect(await lin.says('催办 1')).toEqual(['已提醒 赵乐山。'])
      expect(zhao.news()).toEqual([expect.stringContaining('林晓禾 请您尽快审')])
      expect((await lin.says('催办 1')).join()).toContain('以后可再催')
      expect((await zhao.says('催办 1')).join()).toContain('只有作者')
      await stage.later(4 * HOUR)
      expect((await lin.says('催办 1')).join()).toContain('已提醒')
      await zhao.says('通过 1')
      expect((await lin.says('催办 1')).join()).toContain('不用催办')
    },
  },
  {
    title: 'four working hours bring a reminder, later the publicity office hears of it',
    async play(stage) {
      const { lin, zhao, cheng } = castOf(stage)
      await sendItem(lin)
      zhao.news()
      await stage.later(Date.parse('2026-11-20T16:10:00+08:00') - stage.clock.now())
      expect(zhao.news()).toEqual([expect.stringContaining('提醒：溪畔社区 林晓禾')])
      await stage.later(Date.parse('2026-11-25T09:00:00+08:00') - stage.clock.now())
      expect(zhao.news()).toHaveLength(2)
      expect(cheng.news().join()).toContain('已提醒 3 次仍未审')
    },
  },
]
