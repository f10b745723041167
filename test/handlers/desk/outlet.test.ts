import { describe, expect, test } from 'vitest'
import { adoptionsOf, filedItem } from './cast.ts'

const apart = (use: string, name: string) =>
  `媒体名称和体裁、版面、日期请用空格分开，例如：用稿 2026-0001 市 ${use}。名称就是这样写的，请加书名号：《${name}》。`

describe('a last word that is no part of a name', () => {
  const unread = (word: string, name: string) =>
    `没有看懂“${word}”。媒体名称后面可写：体裁（动态 图片 短视频 通讯 调研）、头版或综合、日期、http 开头的链接。名称就是这样写的，请加书名号：《${name}》。`

  test.each([
    ...['头条', '要闻', '特稿', '特写', '专版', '专题', '评论', '图文', '明天', '后天'],
    '13月8日',
  ])('%s is named, and nothing is recorded', async (word) => {
    const { room, cheng } = await filedItem()
    const name = `山东画报 ${word}`
    expect(await cheng.says(`用稿 1 省 ${name} 头版`)).toEqual([unread(word, name)])
    expect(await adoptionsOf(room)).toEqual([])
  })

  test('between its marks it is a name, and known from then on', async () => {
    const { room, cheng } = await filedItem()
    await cheng.says('用稿 1 省 《山东画报 评论》')
    await cheng.says('用稿 1 省 山东画报 评论 头版 通讯')
    expect((await adoptionsOf(room)).map(({ outlet }) => outlet)).toEqual([
      '山东画报 评论',
      '山东画报 评论',
    ])
  })

  test.each(['山东画报评论', '评论 山东画报'])('%s is a name', async (name) => {
    const { room, cheng } = await filedItem()
    await cheng.says(`用稿 1 省 ${name}`)
    expect(await adoptionsOf(room)).toMatchObject([{ outlet: name }])
  })
})

describe('words that are stuck to the name of an outlet', () => {
  test.each([
    ['溪城日报头版', '溪城日报 头版'],
    ['溪城日报通迅头板 昨天', '溪城日报 通讯 头版'],
    ['溪城 晚报图片', '溪城 晚报 图片'],
    ['溪城晚报 11月20日头版', '溪城晚报 11月20日 头版'],
    ['溪城晚报（11月20日）', '溪城晚报 11月20日'],
    ['溪城晚报2026年11月19日', '溪城晚报 2026年11月19日'],
  ])('%s is asked for again, apart', async (typed, meant) => {
    const { room, cheng } = await filedItem()
    const name = typed.replace(' 昨天', '')
    expect(await cheng.says(`用稿 1 市 ${typed}`)).toEqual([apart(meant, name)])
    expect(await adoptionsOf(room)).toEqual([])
  })

  test('in the dialogue as well, and the question stays open', async () => {
    const { room, cheng } = await filedItem()
    await cheng.taps('采用')
    expect(await cheng.says('市 溪城日报头版')).toEqual([apart('溪城日报 头版', '溪城日报头版')])
    await cheng.taps('市')
    expect(await cheng.says('溪城日报头版')).toEqual([apart('溪城日报 头版', '溪城日报头版')])
    await cheng.says('溪城日报 头版')
    expect(await adoptionsOf(room)).toMatchObject([{ outlet: '溪城日报', placement: 'frontPage' }])
  })

  test('a name that is such is taken between its marks, and then known', async () => {
    const { room, cheng } = await filedItem()
    await cheng.says('用稿 1 市 《溪城图片》')
    expect((await cheng.says('用稿 1 市 溪城图片 头版')).join()).toContain('没有重复录')
    await cheng.says('用稿 1 市 溪城图片 通讯')
    expect((await adoptionsOf(room)).map(({ outlet }) => outlet)).toEqual(['溪城图片', '溪城图片'])
  })

  test.each(['图片报', '综合广播', '溪城日报（数字版）', '今日头条', '溪城通讯社'])(
    '%s is a name',
    async (name) => {
      const { room, cheng } = await filedItem()
      await cheng.says(`用稿 1 市 ${name}`)
      expect(await adoptionsOf(room)).toMatchObject([{ outlet: name, used_as: 'brief' }])
    },
  )
})
