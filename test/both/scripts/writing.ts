import { expect } from 'vitest'
import { ARTICLE, BODY, castOf, itemOf, lastEvent, PREVIEW, TITLE, upTo } from '../cast.ts'
import type { Script } from '../script.ts'

export const writing: readonly Script[] = [
  {
    title: 'the seven questions are answered one by one',
    async play(stage) {
      const { lin, zhao } = castOf(stage)
      expect(await lin.says('投稿')).toEqual([
        '（1/7）类别 [一般性稿件 重大活动特色品牌 重要决策会议评价]',
      ])
      expect(await lin.says('1')).toEqual([
        '（2/7）内容分类 [经济发展 品牌建设 创新工作 日常亮点 其他动态]',
      ])
      expect((await lin.says('4'))[0]).toMatch(/^（3\/7）标题\n/)
      expect(await lin.says(TITLE)).toEqual(['（4/7）事件日期 [今天 昨天 前天]'])
      expect((await lin.says('昨天'))[0]).toMatch(/^（5\/7）正文\n/)
      expect((await lin.says(BODY))[0]).toContain('已收到正文 62 字')
      expect(await lin.says('完成')).toEqual(['（6/7）照片 [跳过]'])
      expect(await lin.says('跳过')).toEqual([PREVIEW])
      expect((await lin.says('提交'))[0]).toMatch(/^已提交 2026-0001，由 赵乐山 审稿/)
      expect(zhao.news()).toEqual([`${TITLE} [通过 退回 转交 看全文]`])
      expect(await itemOf(stage)).toEqual({ status: 'in_review', version: 1, late: 0 })
    },
  },
  {
    title: 'every choice is tapped',
    async play(stage) {
      const { lin, tang } = castOf(stage)
      await lin.says('投稿')
      await lin.taps('重大活动特色品牌')
      expect((await lin.taps('日常亮点'))[0]).toMatch(/^（3\/7）/)
      await lin.says(TITLE)
      expect((await lin.taps('前天'))[0]).toMatch(/^（5\/7）正文/)
      await lin.says(BODY)
      await lin.says('完成')
      expect(await lin.taps('跳过')).toEqual([PREVIEW])
      expect((await lin.taps('提交'))[0]).toMatch(/^已提交 2026-0001，由 唐屿安 审稿/)
      expect(tang.news()).toHaveLength(1)
    },
  },
  {
    title: 'one message answers several questions, also with title and body',
    async play(stage) {
      const { lin, zhao } = castOf(stage)
      await lin.says('投稿')
      expect((await lin.says('1，4，昨天'))[0]).toMatch(/^（3\/7）标题\n已记下：.*2026-11-19/)
      await lin.says('删除草稿')
      await lin.taps('删除')
      await lin.says('投稿')
      expect(await lin.says(`1 4 昨天\n${TITLE}\n${BODY}`)).toEqual(['（6/7）照片 [跳过]'])
      await lin.says('跳过')
      await lin.says('提交')
      expect(zhao.news()).toHaveLength(1)
    },
  },
  {
    title: 'choices are typed as digits of any width, as words, with marks around them',
    async play(stage) {
      const { lin } = castOf(stage)
      for (const [tier, category] of [
        ['１', '４。'],
        ['一般', '亮点'],
        ['第1个', '（4）'],
      ] as const) {
        await lin.says('投稿')
        expect((await lin.says(tier))[0]).toMatch(/^（2\/7）/)
        expect((await lin.says(category))[0]).toMatch(/^（3\/7）/)
        await lin.says('删除草稿')
        await lin.taps('删除')
      }
    },
  },
  {
    title: 'titles and bodies that are too short or too long are refused and asked again',
    async play(stage) {
      const { lin } = castOf(stage)
      await upTo(lin, 3)
      expect((await lin.says('修 理'))[0]).toContain('标题要 4 到 40 字，这一条有 2 字')
      expect((await lin.says('修'.repeat(41)))[0]).toContain('这一条有 41 字')
      await lin.says(TITLE)
      await lin.says('昨天')
      expect((await lin.says('完成'))[0]).toContain('还没有收到正文')
      expect((await lin.says('第一段，'))[0]).toContain('还差 46 字')
      expect((await lin.says('完成'))[0]).toContain('还差 46 字')
      await lin.says('字'.repeat(4990))
      expect((await lin.says('多'.repeat(20)))[0]).toContain('这一条没有收下')
      expect(await lin.says('完成')).toEqual(['（6/7）照片 [跳过]'])
    },
  },
  {
    title: 'days to come, days that are none and days too long ago are refused, late ones told',
    async play(stage) {
      const { lin, zhao } = castOf(stage)
      await upTo(lin, 4)
      expect((await lin.says('11月21日'))[0]).toContain('还没有到')
      expect((await lin.says('2月30日'))[0]).toContain('没有看懂这个日期')
      expect((await lin.says('10.20'))[0]).toMatch(/距今已有 31 天.*失效/)
      expect((await lin.says('11.10'))[0]).toContain('迟报')
      for (const text of [BODY, '完成', '跳过']) await lin.says(text)
      expect((await lin.says('提交')).join()).toContain('记为迟报')
      expect(zhao.sees(/时效：迟报/)).toBe(true)
      expect(await itemOf(stage)).toEqual({ status: 'in_review', version: 1, late: 1 })
    },
  },
  {
    title: 'a long paste at the second question becomes the body',
    async play(stage) {
      const { lin } = castOf(stage)
      await upTo(lin, 2)
      const [told] = await lin.says(BODY)
      expect(told).toMatch(/^（2\/7）/)
      expect(told).toContain('已收到正文 62 字')
      for (const answer of ['4', TITLE]) await lin.says(answer)
      expect(await lin.says('昨天')).toEqual(['（6/7）照片 [跳过]'])
    },
  },
  {
    title: 'a body may come in pieces and begin like a command',
    async play(stage) {
      const { lin } = castOf(stage)
      await upTo(lin, 5)
      const pieces = [`通过开展志愿服务，${BODY}`, '退回旧物三件。', '最后一段。']
      expect(await lin.saysAll(...pieces)).toEqual([
        expect.stringMatching(/^（5\/7）正文\n已收到正文 83 字/),
      ])
      expect(await lin.says('完成')).toEqual(['（6/7）照片 [跳过]'])
      await lin.says('跳过')
      await lin.says('提交')
      const version = await stage.app.db
        .selectFrom('version')
        .select('body')
        .executeTakeFirstOrThrow()
      expect(version.body).toBe(pieces.join('\n'))
    },
  },
  {
    title: 'an article out of the blue is an offer, and only what is missing is asked',
    async play(stage) {
      const { lin } = castOf(stage)
      expect((await lin.says(ARTICLE))[0]).toMatch(
        /^（1\/7）还差类别、分类、日期\n收到《小小修理铺/,
      )
      expect((await lin.says('1'))[0]).toMatch(/^（2\/7）还差分类、日期\n/)
      expect(await lin.says('4 昨天')).toEqual(['（6/7）照片 [跳过]'])
      expect(await lin.says('跳过')).toEqual([PREVIEW])
      expect((await lin.taps('提交'))[0]).toContain('已提交 2026-0001')
      expect(await lastEvent(stage)).toMatchObject({ event: 'submitted', actor_id: 'linxiaohe' })
    },
  },
  {
    title: 'a file, and words of later releases, are answered without losing the place',
    async play(stage) {
      const { lin } = castOf(stage)
      await upTo(lin, 3)
      expect((await lin.sendsFile('工作信息.docx'))[0]).toMatch(/^（3\/7）标题\n/)
      expect((await lin.says('约稿'))[0]).toMatch(/“约稿”即将上线[\s\S]*（3\/7）/)
      expect((await lin.says(TITLE))[0]).toMatch(/^（4\/7）/)
    },
  },
  {
    title: 'who may not write is told so, and so is somebody who says nothing that is known',
    async play(stage) {
      const { cheng, tang, lin } = castOf(stage)
      expect((await cheng.says('投稿')).join()).toContain('请联系宣传办')
      expect((await tang.says(ARTICLE)).join()).toContain('请联系宣传办')
      expect((await lin.says('你好')).join()).toContain('没有看懂')
      expect((await lin.says('完成')).join()).toContain('没有在写的稿件')
    },
  },
]
