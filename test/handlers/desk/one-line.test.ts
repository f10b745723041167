import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readUse, wordsIn } from '../../../handlers/desk/adoption-text.ts'
import { parse } from '../../../handlers/parse.ts'
import { Day } from '../../../schema/ids.ts'
import { adoptionsOf, filedItem, statusOf, timeline } from './cast.ts'

const calendar = { today: Day.parse('2026-11-20'), eventDate: Day.parse('2026-11-01') }
const read = (text: string) => readUse(wordsIn(text), calendar)

const plainUse = {
  outlet: '山东画报',
  usedAs: 'brief',
  placement: null,
  day: '2026-11-20',
  link: null,
}

describe('what is behind the level', () => {
  test.each([
    ['山东画报', {}],
    ['《山东画报》', {}],
    ['山东画报。', {}],
    ['山东　画报 通讯', { outlet: '山东 画报', usedAs: 'feature' }],
    ['山东画报 图片新闻、头版头条', { usedAs: 'photo', placement: 'frontPage' }],
    ['山东画报，综合，昨天', { placement: 'digest', day: '2026-11-19' }],
    ['山东画报 短视频 短视频', { usedAs: 'clip' }],
    ['ＣＣＴＶ－１３ 调研', { outlet: 'CCTV－13', usedAs: 'research' }],
    ['齐鲁网·闪电新闻（客户端）', { outlet: '齐鲁网·闪电新闻（客户端）' }],
    ['山东画报 ２０２６－１１－１８', { day: '2026-11-18' }],
    ['山东画报 11.18', { day: '2026-11-18' }],
    ['山东画报 https://Example.com/A?b=C,d', { link: 'https://Example.com/A?b=C,d' }],
    [
      '山东画报，链接：http://a.cn/s?u=https://b.cn/X。',
      { link: 'http://a.cn/s?u=https://b.cn/X' },
    ],
    [
      '山东画报 HTTPS://mp.example.com/s/AbC 头版',
      { link: 'HTTPS://mp.example.com/s/AbC', placement: 'frontPage' },
    ],
    ['山东画报 ｈｔｔｐｓ：／／a.cn/x', { link: 'https://a.cn/x' }],
    ['山东画报 https://a.b/c?x=1，头版', { link: 'https://a.b/c?x=1', placement: 'frontPage' }],
    ['山东画报（https://a.b/c）；通讯', { link: 'https://a.b/c', usedAs: 'feature' }],
    ['《山东画报》链接：ｈｔｔｐｓ：／／a.cn/x。图片', { link: 'https://a.cn/x', usedAs: 'photo' }],
    ['山东画报 https://a.b/(头版)', { link: 'https://a.b/(头版)' }],
    ['山东画报 通迅 头板', { usedAs: 'feature', placement: 'frontPage' }],
    ['山东画报 综和', { placement: 'digest' }],
    ['山东画报（头版）', { placement: 'frontPage' }],
    ['山东画报(通讯、头版) 昨天', { usedAs: 'feature', placement: 'frontPage', day: '2026-11-19' }],
    ['《山东画报》 （通讯 头版）', { usedAs: 'feature', placement: 'frontPage' }],
    ['山东画报（综合）版', { outlet: '山东画报（综合）版' }],
    ['《山东图片》', { outlet: '山东图片' }],
  ])('%s', (text, parts) => {
    expect(read(text)).toEqual({ ...plainUse, ...parts })
  })

  test.each([
    ['', '缺媒体名称'],
    ['通讯 山东画报', '缺媒体名称'],
    ['2026', '缺媒体名称'],
    ['山东画报 头版 综合', '“头版”和“综合”只能写一个'],
    ['山东画报 通讯 图片', '体裁只能写一个'],
    ['山东画报 昨天 前天', '日期只能写一个'],
    ['山东画报 http://a.cn http://b.cn', '链接只能写一个'],
    ['山东画报 ftp://a.cn/x', '链接要以 http:// 或 https:// 开头'],
    ['javascript:alert(1)', '链接要以 http:// 或 https:// 开头'],
    ['山东画报 www.a.cn', '链接要以 http:// 或 https:// 开头'],
    ['山东画报 https://', '链接要以 http:// 或 https:// 开头'],
    ['山东画报 头版 三版', '没有看懂“三版”'],
    ['山东画报 11月21日', '11月21日还没有到'],
    ['山东画报 2026-10-31', '早于事件日期 2026-11-01'],
    ['报'.repeat(31), '30字以内'],
  ])('“%s” is answered with what was not understood', (text, fault) => {
    expect(read(text)).toEqual({ fault: expect.stringContaining(fault) as unknown })
  })

  test('any order of what follows the outlet is the same, whichever blanks and commas part it', () => {
    const parts = fc.record({
      usedAs: fc.constantFrom(
        ['动态', 'brief'],
        ['图片', 'photo'],
        ['短视频', 'clip'],
        ['通讯', 'feature'],
        ['调研', 'research'],
      ),
      placement: fc.constantFrom(['头版', 'frontPage'], ['综合', 'digest']),
      day: fc.constantFrom(['昨天', '2026-11-19'], ['11月02日', '2026-11-02']),
      link: fc
        .webUrl({ withQueryParameters: true, validSchemes: ['http', 'https'] })
        // Behind a link a comma closes the sentence.
        .filter((url) => !/[,;]$/u.test(url))
        .map((url) => [url, url]),
    })
    const blank = fc.constantFrom(' ', '　', '  ', '\n', ' ， ', '、', '，', '；')
    const outlet = fc.constantFrom('山东画报', '溪城 融媒', 'Xicheng Daily')
    fc.assert(
      fc.property(
        outlet,
        parts,
        fc.shuffledSubarray(['usedAs', 'placement', 'day', 'link'] as const),
        blank,
        (name, known, chosen, gap) => {
          const words = chosen.map((part) => known[part][0])
          const use = read([name, ...words].join(gap))
          const value = (part: keyof typeof known) =>
            chosen.includes(part) ? known[part][1] : undefined
          expect(use).toEqual({
            outlet: name,
            usedAs: value('usedAs') ?? 'brief',
            placement: value('placement') ?? null,
            day: value('day') ?? '2026-11-20',
            link: value('link') ?? null,
          })
        },
      ),
    )
  })

  test('whatever the text, it is read or answered in one line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        const use = read(text)
        if ('fault' in use) expect(use.fault).not.toContain('\n')
        else expect(use.outlet.length).toBeGreaterThan(0)
      }),
    )
  })
})

describe('用稿', () => {
  test.each([
    '用稿 2026-0001 省 山东画报 通讯 头版 11月19日 https://Example.com/A',
    '用稿 1 省级 山东画报 https://Example.com/A 昨天 头版 通讯',
    '用稿　２０２６－０００１　省　山东画报　通讯　头版　１１月１９日 https://Example.com/A',
    '用稿 20260001 省级媒体 山东画报，头版，通讯，2026-11-19，链接：https://Example.com/A',
  ])('%s', async (line) => {
    const { room, cheng } = await filedItem()
    expect((await cheng.says(line)).join()).toContain('省级 山东画报 通讯 头版 11月19日，+60 分')
    expect(await adoptionsOf(room)).toEqual([
      {
        level: 'province',
        outlet: '山东画报',
        used_as: 'feature',
        placement: 'frontPage',
        day: '2026-11-19',
        link: 'https://Example.com/A',
        reversed_at: null,
      },
    ])
  })

  test.each([
    ['区', 'district'],
    ['县级', 'district'],
    ['国家级', 'national'],
    ['中央', 'national'],
    ['街道级', 'subdistrict'],
    ['市级', 'city'],
  ])('the level %s', async (word, level) => {
    const { room, cheng } = await filedItem()
    await cheng.says(`用稿 1 ${word} 溪城融媒`)
    expect(await adoptionsOf(room)).toMatchObject([{ level }])
  })

  test('what is missing is asked for', async () => {
    const { room, cheng } = await filedItem()
    expect((await cheng.says('用稿')).join()).toContain('例如：用稿 2026-0001 省 山东画报')
    expect((await cheng.says('用稿 1')).join()).toContain('[街道 区县 市 省 国家 返回]')
    expect((await cheng.says('用稿 1 省')).join()).toContain('被哪家省级媒体采用')
    await cheng.says('山东画报')
    expect(await statusOf(room)).toBe('adopted')
  })

  test('what is not understood is named, and nothing is recorded', async () => {
    const { room, cheng } = await filedItem()
    expect(await cheng.says('用稿 1 山东画报 省')).toEqual([
      '没有看懂级别“山东画报”。编号后面先写级别：街道、区县、市、省 或 国家，例如：用稿 2026-0001 省 山东画报 通讯 头版',
    ])
    expect((await cheng.says('用稿 1 省 山东画报 头版 三版')).join()).toContain('没有看懂“三版”')
    expect(await adoptionsOf(room)).toEqual([])
  })

  test('is for the desk alone', async () => {
    const { room, lin, zhao } = await filedItem()
    for (const person of [lin, zhao]) {
      for (const words of ['用稿 1 省 山东画报', '采用 1', '待用', '待用 1', '退改 1 数据有误']) {
        expect(await person.says(words)).toEqual([
          '采用、待用、退改由宣传办编辑办理。回复“帮助”看您能做什么。',
        ])
      }
    }
    expect(await statusOf(room)).toBe('filed')
  })

  test('the example can be copied as it stands, on any day', async () => {
    const { room, cheng } = await filedItem()
    const [asked = ''] = await cheng.says('用稿 1 山东画报')
    const [, example = ''] = /例如：(.+)$/u.exec(asked) ?? []
    expect((await cheng.says(example)).join()).toContain('已记录')
    expect(await adoptionsOf(room)).toMatchObject([{ outlet: '山东画报', day: '2026-11-20' }])
  })

  test('a long link may stand on a line of its own', async () => {
    const { room, cheng } = await filedItem()
    const link = `https://mp.example.com/s?__biz=${'MzA3'.repeat(80)}`
    await cheng.says(`用稿 1 省 山东画报 通讯\n${link}`)
    expect(await adoptionsOf(room)).toMatchObject([{ outlet: '山东画报', link }])
  })

  test('the link is told, and found again under 过程', async () => {
    const { lin, cheng } = await filedItem()
    expect((await cheng.says('用稿 1 省 山东画报 https://Example.com/A，头版')).join()).toContain(
      '省级 山东画报 动态 头版，+40 分。\n链接：https://Example.com/A\n录错了',
    )
    expect(await timeline(lin)).toContain(
      '采用（第1版）：省级 山东画报 动态 头版 https://Example.com/A\n',
    )
  })

  test('a text that begins with the word is none', () => {
    for (const text of ['用稿情况通报', '采用新工艺', '待用设备清点完毕']) {
      expect(parse(text)).toBeNull()
    }
  })
})
