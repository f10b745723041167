import { expect } from 'vitest'
import { BODY, castOf, itemOf, PREVIEW, TITLE, upTo } from '../cast.ts'
import type { Script } from '../script.ts'
import type { Stage } from '../stage.ts'

async function captionsOf({ app }: Stage): Promise<string[]> {
  const rows = await app.db.selectFrom('version_photo').select('caption').orderBy('place').execute()
  return rows.map(({ caption }) => caption)
}

export const photos: readonly Script[] = [
  {
    title: 'photos come in a burst and are captioned one by one, the oldest first',
    async play(stage) {
      const { lin } = castOf(stage)
      await upTo(lin, 6)
      const told = await lin.photographs('a', 'b', 'c')
      expect(told).toEqual([expect.stringContaining('共 3 张照片，图1、图2、图3 还没有说明')])
      expect((await lin.says('志愿者磨剪刀。'))[0]).toContain('图2、图3 还没有说明')
      await lin.says('学生登记旧物。')
      expect((await lin.says('居民领回雨伞。'))[0]).toContain('都有说明了')
      expect(await lin.says('完成')).toEqual([PREVIEW])
      await lin.taps('提交')
      expect(await captionsOf(stage)).toEqual([
        '志愿者磨剪刀。',
        '学生登记旧物。',
        '居民领回雨伞。',
      ])
    },
  },
  {
    title: 'as many lines as photos that wait are their captions, all in one breath',
    async play(stage) {
      const { lin } = castOf(stage)
      await upTo(lin, 6)
      await lin.hurriesWithPhotos('a', 'b')
      expect(await lin.saysAll('第一张\n第二张')).toEqual([
        expect.stringContaining('共 2 张照片，都有说明了'),
      ])
      await lin.says('完成')
      await lin.says('提交')
      expect(await captionsOf(stage)).toEqual(['第一张', '第二张'])
    },
  },
  {
    title: 'captions name their photos in any order, are replaced, and photos are dropped',
    async play(stage) {
      const { lin } = castOf(stage)
      await upTo(lin, 6)
      await lin.photographs('a', 'b', 'c')
      expect((await lin.says('图3 第三张\n图１：第一张\n图二、第二张'))[0]).toContain('都有说明了')
      await lin.says('图2 新的第二张')
      expect((await lin.says('图1 删除'))[0]).toContain('图1 已删除。')
      await lin.says('完成')
      await lin.says('提交')
      expect(await captionsOf(stage)).toEqual(['新的第二张', '第三张'])
      expect(await itemOf(stage)).toMatchObject({ status: 'in_review' })
    },
  },
  {
    title: '完成 is refused while a caption is missing, and a bare number is none',
    async play(stage) {
      const { lin } = castOf(stage)
      await upTo(lin, 6)
      await lin.photographs('a', 'b')
      expect((await lin.says('1'))[0]).toContain('单独一个数字不算图片说明')
      await lin.says('图2 第二张')
      expect((await lin.says('完成'))[0]).toContain('图1 还没有说明，补上后再回复“完成”')
      expect((await lin.says('跳过'))[0]).toContain('图1 还没有说明')
      await lin.says('第一张')
      expect(await lin.says('跳过')).toEqual([PREVIEW])
      await lin.says('提交')
      expect(await captionsOf(stage)).toEqual(['第一张', '第二张'])
    },
  },
  {
    title:
      'a caption that comes before its photo waits for it, and one without a photo is asked about',
    async play(stage) {
      const { lin } = castOf(stage)
      await upTo(lin, 6)
      await lin.hurriesTo('早到的说明')
      await stage.later(2000)
      expect(await lin.photographs('late')).toEqual([
        expect.stringContaining('共 1 张照片，都有说明了'),
      ])
      const choices = '[加到正文 下一张照片的说明 不用]'
      expect(await lin.says('另外补充一句话')).toEqual([`（6/7）这段文字是…… ${choices}`])
      expect((await lin.taps('加到正文'))[0]).toContain('已加到正文，现在 69 字。')
      await lin.says('等会儿那张的说明')
      await lin.taps('下一张照片的说明')
      expect((await lin.photographs('next'))[0]).toContain('共 2 张照片，都有说明了')
      await lin.says('发错了的话')
      expect((await lin.taps('不用'))[0]).toContain('这段文字不用')
      expect(await lin.says('完成')).toEqual([PREVIEW])
      await lin.says('提交')
      expect(await captionsOf(stage)).toEqual(['早到的说明', '等会儿那张的说明'])
    },
  },
  {
    title: 'photos at other questions are kept in order, beyond nine refused, captioned at theirs',
    async play(stage) {
      const { lin } = castOf(stage)
      await upTo(lin, 2)
      expect((await lin.photographs('a', 'b'))[0]).toMatch(/^（2\/7）.*\n已收到照片 2 张。/)
      for (const answer of ['4', TITLE, '昨天', BODY]) await lin.says(answer)
      expect((await lin.says('完成'))[0]).toMatch(/^（6\/7）照片\n共 2 张照片/)
      const more = 'c d e f g h i j k'.split(' ')
      expect((await lin.photographs(...more))[0]).toContain('多出的 2 张没有收下')
      await lin.says(Array.from({ length: 9 }, (_, place) => `第${place + 1}张`).join('\n'))
      await lin.says('完成')
      await lin.says('提交')
      expect(await captionsOf(stage)).toHaveLength(9)
    },
  },
]
