import { expect } from 'vitest'
import { castOf, expectClosed, itemOf, lastEvent, sendItem, TITLE } from '../cast.ts'
import type { Script } from '../script.ts'
import type { Stage } from '../stage.ts'

const REASONS = ['数据有误', '要素不全', '照片不清', '重复报送', '暂不宜发'] as const

/** 2026-0001 was returned, and its writer has the card with 修改 and 放弃. */
async function returned(stage: Stage) {
  const cast = castOf(stage)
  await sendItem(cast.lin)
  await cast.zhao.says('退回 2026-0001 数据有误')
  cast.lin.news()
  cast.zhao.news()
  return cast
}

export const returns: readonly Script[] = [
  {
    title: 'each reason is tapped on a second card, and the writer gets it with 修改 and 放弃',
    async play(stage) {
      const { lin, zhao } = castOf(stage)
      for (const [place, reason] of REASONS.entries()) {
        const number = `2026-000${place + 1}`
        const title = `第${place + 1}篇要退回的稿件`
        await sendItem(lin, 1, title)
        const review = zhao.card()
        lin.news()
        await zhao.taps('退回')
        expect(await itemOf(stage, number), reason).toMatchObject({ status: 'in_review' })
        await zhao.taps(reason)
        const closed = new RegExp(`已由 赵乐山 于 \\d\\d:\\d\\d 退回：${reason}`)
        expectClosed(stage, zhao, review, closed)
        expect(zhao.sees(closed), reason).toBe(true)
        expect(lin.news()).toEqual([`${title} [修改 放弃]`])
        expect(lin.sees(new RegExp(`原因：${reason}`))).toBe(true)
        expect(await lastEvent(stage, number)).toMatchObject({ event: 'returned', note: reason })
      }
    },
  },
  {
    // Without a template there is room for five buttons: 其他原因, the sixth, is said.
    title: '其他原因 takes the next message as the reason',
    async play(stage) {
      const { lin, zhao } = castOf(stage)
      await sendItem(lin)
      await zhao.taps('退回')
      expect((await zhao.taps('其他原因')).join()).toContain('请回复退回原因（200字以内）')
      expect(await zhao.says('第二段的人数和附件不一致，请核对。')).toEqual([
        `已退回《${TITLE}》（2026-0001），原因：第二段的人数和附件不一致，请核对。`,
      ])
      expect(lin.sees(/原因：第二段的人数和附件不一致，请核对。/)).toBe(true)
    },
  },
  {
    title: 'a reason is typed: behind the number, as a number, as a word',
    async play(stage) {
      const { lin, zhao } = castOf(stage)
      await sendItem(lin, 1, '第一篇要退回的稿件')
      expect((await zhao.says('退回 2026-0001：第二段人数不对。请核对')).at(-1)).toContain(
        '原因：第二段人数不对。请核对',
      )
      await sendItem(lin, 1, '第二篇要退回的稿件')
      expect((await zhao.says('退回 2')).at(-1)).toContain('[数据有误')
      expect((await zhao.says('收到')).join()).toContain('请回复序号选退回原因')
      expect((await zhao.says('2')).at(-1)).toContain('原因：要素不全')
      await sendItem(lin, 1, '第三篇要退回的稿件')
      await zhao.taps('退回')
      expect((await zhao.says('暂不宜发')).at(-1)).toContain('原因：暂不宜发')
    },
  },
  {
    title: '返回 leaves it undecided and asks on a fresh card',
    async play(stage) {
      const { lin, zhao } = castOf(stage)
      await sendItem(lin)
      await zhao.taps('退回')
      const reasons = zhao.card()
      expect(await zhao.says('返回')).toEqual([`${TITLE} [通过 退回 转交 看全文]`])
      expectClosed(stage, zhao, reasons, /没有退回/)
      await zhao.taps('退回')
      await zhao.taps('其他原因')
      await zhao.says('返回')
      await zhao.taps('通过')
      expect(await itemOf(stage)).toMatchObject({ status: 'filed' })
    },
  },
  {
    title: 'an edited item is sent again as version 2, and walks its chain again',
    async play(stage) {
      const { lin, zhao, cheng } = await returned(stage)
      const asked = lin.card()
      await lin.taps('修改')
      expectClosed(stage, lin, asked, /已开始修改/)
      await lin.taps('标题')
      await lin.says('溪畔社区延时服务窗口开了')
      expect((await lin.taps('提交')).join()).toContain('已提交 2026-0001（第2版）')
      expect(zhao.sees(/版本：第2版（改标题）/)).toBe(true)
      await zhao.taps('通过')
      expect(cheng.news()).toHaveLength(1)
      expect(await itemOf(stage)).toEqual({ status: 'filed', version: 2, late: 0 })
    },
  },
  {
    title: 'sending it back unchanged is refused, also after a change that was taken back',
    async play(stage) {
      const { lin, zhao } = await returned(stage)
      await lin.taps('修改')
      expect((await lin.says('提交')).join()).toContain('内容没有变化')
      for (const text of ['改 分类', '1', '改 分类', '4']) await lin.says(text)
      await lin.taps('提交')
      expect(lin.sees(/内容没有变化/)).toBe(true)
      expect(zhao.news()).toEqual([])
      expect(await itemOf(stage)).toMatchObject({ status: 'returned', version: 1 })
    },
  },
  {
    title: 'a card of the first version decides nothing about the second',
    async play(stage) {
      const { lin, zhao } = castOf(stage)
      await sendItem(lin)
      const first = zhao.card()
      await zhao.says('退回 1 数据有误')
      for (const text of ['修改 1', '改 标题', '溪畔社区延时服务窗口开了', '提交']) {
        await lin.says(text)
      }
      // Where cards can be changed, the first one has no buttons any more.
      if (!stage.changesCards) {
        await zhao.tapsOn(first, '通过')
        expect(zhao.sees(/已由 赵乐山 于 \d\d:\d\d 退回/)).toBe(true)
      }
      expect(await itemOf(stage)).toEqual({ status: 'in_review', version: 2, late: 0 })
    },
    differs: { 'dingtalk-words': 'the card of the first version can still be tapped, and tells' },
  },
  {
    title: '放弃 ends it, by tap and by word',
    async play(stage) {
      const { lin, zhao } = await returned(stage)
      const card = lin.card()
      await lin.taps('放弃')
      expectClosed(stage, lin, card, /已放弃/)
      expect(await itemOf(stage)).toMatchObject({ status: 'abandoned' })
      expect((await lin.says('放弃 1')).join()).toContain('不用再放弃')
      await sendItem(lin, 1, '第二篇要退回的稿件')
      expect((await lin.says('放弃 2')).join()).toContain('撤回 2026-0002')
      await zhao.says('退回 2 重复报送')
      expect((await lin.says('放弃 2')).join()).toContain('已放弃')
      expect(await itemOf(stage, '2026-0002')).toMatchObject({ status: 'abandoned' })
    },
  },
]
