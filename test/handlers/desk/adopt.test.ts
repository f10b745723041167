import { describe, expect, test } from 'vitest'
import { ASKED, adoptionsOf, cardsOf, filedItem, newestCard, pointsOf, statusOf } from './cast.ts'
import { sendItem, timeline, title } from './cast.ts'

const named = `《${title}》（2026-0001）`

describe('采用, by card', () => {
  test('asks the level, then the outlet; everybody hears what it was worth', async () => {
    const { room, lin, cheng, gu } = await filedItem()
    room.platform.singleUseHandles = false
    await cheng.taps('采用')
    const [question = ''] = await cheng.taps('省')
    expect(question).toContain(`${named}被哪家省级媒体采用？`)
    expect(question).not.toContain('最近用过')
    expect(newestCard(cheng).closed).toBe('省级，请直接回复媒体名称')
    expect(await cheng.says('山东画报 通讯')).toEqual([
      `已记录：${named}省级 山东画报 通讯，+30 分。\n录错了请回复“撤销用稿 2026-0001”。`,
    ])
    expect(lin.news()).toEqual([`${named}被 山东画报（省级）采用，+30 分。`])
    for (const card of [...cardsOf(cheng), ...cardsOf(gu)]) {
      expect(card.shown.closed).toBe('已由 程亦舟 于 10:32 采用：省级 山东画报 通讯')
    }
    expect(await statusOf(room)).toBe('adopted')
    expect(await pointsOf(room)).toBe(3100)
    const history = await timeline(lin)
    expect(history).toContain('11-20 10:32 程亦舟 采用（第1版）：省级 山东画报 通讯\n')
    expect(history).toContain('现在：已采用')
  })

  test.each([
    ['3', 'city'],
    ['３', 'city'],
    ['市级', 'city'],
    ['县', 'district'],
    ['中央媒体', 'national'],
    ['街道', 'subdistrict'],
  ])('the level may be typed: %s', async (word, level) => {
    const { room, cheng } = await filedItem()
    await cheng.says('采用 1')
    await cheng.says(word)
    expect(newestCard(cheng).closed).toContain('请直接回复媒体名称')
    await cheng.says('溪城日报')
    expect(await adoptionsOf(room)).toMatchObject([{ level, outlet: '溪城日报' }])
  })

  test('outlets used last can be had by number, with more behind it', async () => {
    const { room, lin, zhao, cheng } = await filedItem()
    for (const heading of ['第二篇要被采用的稿件', '第三篇要被采用的稿件']) {
      await sendItem(lin, 1, heading)
      await zhao.taps('通过')
    }
    await cheng.says('用稿 1 市 溪城日报')
    await room.later(60_000)
    await cheng.says('用稿 2 市 溪城晚报')
    await cheng.says('采用 3')
    expect((await cheng.says('市')).join()).toContain('\n1. 溪城晚报\n2. 溪城日报\n')
    expect((await cheng.says('3')).join()).toContain('只有 1 到 2')
    expect((await cheng.says('帮助')).join()).toContain(
      '正在录入 2026-0003 的市级用稿，请回复媒体名称，例如：山东画报 通讯 头版，或序号：1. 溪城晚报　2. 溪城日报',
    )
    for (const said of ['积分', '排行 2019'])
      expect((await cheng.says(said)).join()).toContain('\n\n正在录入 2026-0003 的市级用稿')
    expect((await cheng.says('２　头版')).join()).toContain('市级 溪城日报 动态 头版，+20 分')
    expect((await adoptionsOf(room)).at(-1)).toMatchObject({
      outlet: '溪城日报',
      placement: 'frontPage',
    })
  })

  test('one message may answer both questions', async () => {
    const { cheng } = await filedItem()
    await cheng.says('采用 1')
    expect((await cheng.says('国家级 新华社 图片')).join()).toContain('国家级 新华社 图片，+20 分')
  })

  test('a level said once more corrects the one that was tapped', async () => {
    const { room, cheng } = await filedItem()
    await cheng.taps('采用')
    await cheng.taps('国家')
    await cheng.says('省 山东画报')
    expect(await adoptionsOf(room)).toMatchObject([{ level: 'province', outlet: '山东画报' }])
  })

  test('what is not understood is asked again, with an example', async () => {
    const { room, cheng } = await filedItem()
    await cheng.taps('采用')
    expect((await cheng.says('乡村振兴')).join()).toContain('请回复级别的序号：1. 街道')
    expect((await cheng.says('帮助')).join()).toContain('正在录入 2026-0001 的用稿，请回复级别')
    await cheng.taps('市')
    expect((await cheng.says('溪城日报 头版 第三条')).join()).toContain('没有看懂“第三条”')
    expect((await cheng.says('11月20日')).join()).toContain('还缺媒体名称')
    expect((await cheng.says('溪城日报 11月30日')).join()).toContain('11月30日还没有到')
    expect(await statusOf(room)).toBe('filed')
    await cheng.says('溪城日报 11月19日')
    expect(await adoptionsOf(room)).toMatchObject([{ day: '2026-11-19' }])
  })

  test('an answer after somebody else has decided is refused honestly', async () => {
    const { room, lin, zhao, cheng } = await filedItem({ now: '2026-11-20T10:00:00+08:00' })
    await sendItem(lin, 1, '第二篇马上被收回的稿件')
    await zhao.taps('通过')
    await cheng.says('采用 2')
    await cheng.says('省')
    await zhao.says('收回 2')
    cheng.news()
    expect((await cheng.says('山东画报')).join()).toContain(
      '2026-0002 还在审稿中，报送后才能处理。',
    )
    expect(await adoptionsOf(room)).toEqual([])
  })

  test('an answer is not taken for a version that came after the question', async () => {
    const { room, lin, zhao, cheng } = await filedItem()
    await sendItem(lin, 1, '第二篇马上被收回的稿件')
    await zhao.taps('通过')
    await cheng.says('采用 2')
    await cheng.says('省')
    await zhao.says('收回 2')
    await zhao.says('退回 2 要素不全')
    for (const answer of ['修改 2', '改 标题', '第二篇改过一遍的稿件', '提交']) {
      await lin.says(answer)
    }
    await zhao.taps('通过')
    cheng.news()
    expect(await cheng.says('山东画报')).toEqual(['2026-0002 已有第2版，请看新卡片。'])
    expect(await adoptionsOf(room)).toEqual([])
  })

  test('once it is recorded, the next words are about something else', async () => {
    const { room, cheng } = await filedItem()
    await cheng.taps('采用')
    await cheng.taps('省')
    await cheng.says('山东画报')
    expect((await cheng.says('山东画报 通讯')).join()).toContain('没有看懂')
    expect(await adoptionsOf(room)).toHaveLength(1)
  })

  test('a level tapped on an old card changes nothing', async () => {
    const { room, cheng, gu } = await filedItem()
    await cheng.taps('采用')
    const levels = cheng.lastCard()
    await gu.says('不采用 1')
    await cheng.tapsOn(levels, '省')
    expect(newestCard(cheng).closed).toBe('已由 顾南枝 于 10:32 不采用')
    expect(await statusOf(room)).toBe('declined')
    await gu.says('采用 1')
    const twice = gu.lastCard()
    await gu.taps('市')
    await gu.tapsOn(twice, '国家')
    await gu.says('溪城日报')
    expect(await adoptionsOf(room)).toMatchObject([{ level: 'city' }])
  })
})

describe('more than one outlet', () => {
  test('the highest counts: a lower one changes nothing, a higher one takes its place', async () => {
    const { room, lin, cheng, gu } = await filedItem()
    await cheng.says('用稿 1 市 溪城日报')
    lin.news()
    expect((await gu.says('用稿 1 区 溪城融媒')).join()).toContain(
      '区县级 溪城融媒 动态，已有分值不低于此的用稿，积分不变。',
    )
    expect(lin.news()).toEqual([
      `${named}被 溪城融媒（区县级）采用，已有分值不低于此的用稿，积分不变。`,
    ])
    for (const other of ['市 溪城晚报', '区 溪城晚报 图片']) {
      expect((await gu.says(`用稿 1 ${other}`)).join()).toContain(
        '已有分值不低于此的用稿，积分不变',
      )
    }
    expect(await pointsOf(room)).toBe(1100)
    expect((await cheng.says('用稿 1 省 山东画报')).join()).toContain(
      '+10 分（只计得分最高的一次）',
    )
    expect(await pointsOf(room)).toBe(2100)
  })

  test('a lower level that is worth more is not called a higher one', async () => {
    const { cheng } = await filedItem()
    await cheng.says('用稿 1 省 山东画报 通讯 头版')
    expect((await cheng.says('用稿 1 国家 人民网')).join()).toContain(
      '国家级 人民网 动态，已有分值不低于此的用稿，积分不变。',
    )
  })

  test('whoever was about to record another one is told, and how to go on', async () => {
    const { room, cheng, gu } = await filedItem()
    await cheng.taps('采用')
    await cheng.taps('省')
    cheng.news()
    await gu.says('用稿 1 市 溪城日报')
    expect(cheng.news()).toEqual([
      `${named}已由 顾南枝 于 10:32 采用：市级 溪城日报 动态。还有别的用稿请回复“采用 2026-0001”。`,
    ])
    await cheng.says('采用 2026-0001')
    await cheng.says('省 山东画报')
    expect(await adoptionsOf(room)).toHaveLength(2)
  })

  test('采用 N of an item that is adopted asks like the first time', async () => {
    const { room, cheng } = await filedItem()
    await cheng.says('用稿 1 市 溪城日报')
    cheng.news()
    expect((await cheng.says('采用 1')).join()).toContain('[街道 区县 市 省 国家 返回]')
    expect((await cheng.says('返回')).join()).toContain('没有录入')
    await cheng.says('采用 1')
    await cheng.taps('省')
    await cheng.says('山东画报')
    expect(await adoptionsOf(room)).toHaveLength(2)
    expect(await statusOf(room)).toBe('adopted')
  })

  test('the same outlet, level, day and kind again is refused, however it is written', async () => {
    const { room, lin, cheng, gu } = await filedItem()
    await cheng.says('用稿 1 市 CCTV溪城')
    lin.news()
    for (const words of ['用稿 1 市 《CCTV溪城》', '用稿 1 市级 ｃｃｔｖ溪城 头版 今天']) {
      expect((await gu.says(words)).join()).toContain(
        '2026-0001 已有这条用稿：市级 CCTV溪城 动态 11月20日（程亦舟 10:32 录入）',
      )
    }
    expect(lin.news()).toEqual([])
    await gu.says('用稿 1 市 cctv溪城 通讯')
    await gu.says('用稿 1 市 cctv溪城 11月19日')
    expect((await adoptionsOf(room)).map(({ outlet }) => outlet)).toEqual(Array(3).fill('CCTV溪城'))
  })
})

describe('in a month that is frozen', () => {
  test('it counts in the month that is open, and both are told', async () => {
    const { room, lin, cheng } = await filedItem()
    await room.laterUntil('2026-12-03T17:59:00+08:00')
    lin.news()
    expect((await cheng.says('用稿 1 市 溪城日报 11月28日')).join()).toContain(
      '市级 溪城日报 动态 11月28日，+10 分。',
    )
    await room.laterUntil('2026-12-03T18:00:00+08:00')
    lin.news()
    expect((await cheng.says('用稿 1 省 山东画报 11月29日')).join()).toContain(
      '+10 分（只计得分最高的一次），记入12月（更正）',
    )
    expect(lin.news().join()).toContain('记入12月（更正）')
    expect(await timeline(lin)).toContain('采用（第1版）：省级 山东画报 动态 11月29日')
  })
})

test('not for an item that the desk does not have', async () => {
  const { lin, zhao, cheng } = await filedItem()
  await sendItem(lin, 1, '第二篇还在审的稿件')
  expect((await cheng.says('用稿 2 省 山东画报')).join()).toContain('2026-0002 还在审稿中')
  await zhao.says('退回 2 数据有误')
  expect((await cheng.says('采用 2')).join()).toContain('已退回，等作者改好')
  await lin.says('放弃 2')
  expect((await cheng.says('用稿 2 省 山东画报')).join()).toContain('2026-0002 作者已放弃')
  expect((await cheng.says('用稿 7 省 山东画报')).join()).toContain('没有找到稿件 7')
})

test('held and declined ones can be used, also from the list of those held', async () => {
  const { room, cheng } = await filedItem()
  await cheng.says('不采用 1')
  await cheng.says('待用 1')
  await cheng.says('待用')
  expect((await cheng.says('1')).join()).toContain(ASKED)
  await cheng.taps('采用')
  await cheng.taps('街道')
  await cheng.says('云溪街道公众号')
  expect(await statusOf(room)).toBe('adopted')
  expect(await pointsOf(room)).toBe(350)
})
