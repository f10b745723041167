import { describe, expect, test } from 'vitest'
import { adoptionsOf, filedItem, ledgerOf, pointsOf, statusOf, timeline, title } from './cast.ts'

const named = `《${title}》（2026-0001）`

describe('撤销用稿', () => {
  test('takes the only one back, with its points; the desk has the item again', async () => {
    const { room, lin, cheng, gu } = await filedItem()
    await cheng.says('用稿 1 省 山东画报 通讯')
    lin.news()
    expect(await gu.says('撤销用稿 2026-0001 录成了别的稿件')).toEqual([
      `已撤销：${named}省级 山东画报 通讯 11月20日，−30 分。\n稿件回到已报送，回复“待审”可重新处理。`,
    ])
    expect(lin.news()).toEqual([
      `${named}的用稿“山东画报（省级）”已撤销（录成了别的稿件），−30 分。`,
    ])
    expect(await statusOf(room)).toBe('filed')
    expect(await ledgerOf(room)).toEqual([
      ['onTime', 100],
      ['adoption', 3000],
      ['adoption', -3000],
    ])
    expect(await timeline(lin)).toContain(
      '顾南枝 撤销采用（第1版）：省级 山东画报 通讯，录成了别的稿件\n现在：已报送',
    )
    expect((await gu.says('待审')).join()).toContain('1. 2026-0001')
  })

  test('the same may be recorded again afterwards, and reversed again', async () => {
    const { room, cheng } = await filedItem()
    for (const words of ['用稿 1 市 溪城日报', '撤销用稿 1', '用稿 1 市 溪城日报']) {
      await cheng.says(words)
    }
    expect(await statusOf(room)).toBe('adopted')
    expect(await pointsOf(room)).toBe(1100)
    await cheng.says('撤销用稿 1')
    expect(await pointsOf(room)).toBe(100)
    expect(await adoptionsOf(room)).toHaveLength(2)
  })

  test('of several it asks which, and the number picks it', async () => {
    const { room, lin, cheng } = await filedItem()
    await cheng.says('用稿 1 市 溪城日报')
    await room.later(60_000)
    await cheng.says('用稿 1 省 山东画报 头版')
    lin.news()
    expect(await cheng.says('撤销用稿 1')).toEqual([
      `${named}的用稿记录，回复序号撤销一条：\n1. 市级 溪城日报 动态 11月20日\n2. 省级 山东画报 动态 头版 11月20日`,
    ])
    expect((await cheng.says('3')).join()).toContain('列表里只有 1 到 2')
    expect((await cheng.says('２')).join()).toContain('−30 分')
    expect(await statusOf(room)).toBe('adopted')
    expect(await pointsOf(room)).toBe(1100)
    expect((await cheng.says('2')).join()).toContain('没有可选的列表')
  })

  test('the reason goes with the number that follows', async () => {
    const { room, lin, cheng } = await filedItem()
    await cheng.says('用稿 1 市 溪城日报')
    await cheng.says('用稿 1 区 溪城融媒')
    lin.news()
    await cheng.says('撤销用稿 1 日期录错了')
    await cheng.says('2')
    expect(lin.news()).toEqual([
      `${named}的用稿“溪城融媒（区县级）”已撤销（日期录错了），积分不变。`,
    ])
    await cheng.says('撤销用稿 1 ２处写错了')
    expect(lin.news().join()).toContain('（２处写错了），−10 分')
    await cheng.says('用稿 1 市 溪城日报')
    lin.news()
    await cheng.says('撤销用稿 １　３，链接录错了')
    expect(lin.news().join()).toContain('（链接录错了），−10 分')
    expect(await statusOf(room)).toBe('filed')
  })

  test('one that was reversed meanwhile is not reversed twice', async () => {
    const { room, lin, cheng, gu } = await filedItem()
    await cheng.says('用稿 1 市 溪城日报')
    await cheng.says('用稿 1 区 溪城融媒')
    await cheng.says('撤销用稿 1')
    await gu.says('撤销用稿 1 1')
    lin.news()
    expect(await cheng.says('1')).toEqual(['这条用稿已经撤销过了。'])
    expect(lin.news()).toEqual([])
    expect(await pointsOf(room)).toBe(600)
    expect(await gu.says('撤销用稿 1 1')).toEqual(['这条用稿已经撤销过了。'])
    await cheng.says('用稿 1 街道 云溪公众号')
    expect((await cheng.says('撤销用稿 1 9')).join()).toContain(
      '\n2. 区县级 溪城融媒 动态 11月20日\n3. 街道级 云溪公众号 动态 11月20日',
    )
    expect((await cheng.says('1')).join()).toContain('已经撤销过了')
    await cheng.says('撤销用稿 1 2')
    expect(await pointsOf(room)).toBe(350)
  })

  test('a loss that counts in another month says so, like the gain', async () => {
    const { room, lin, cheng } = await filedItem()
    await room.laterUntil('2026-11-30T10:00:00+08:00')
    await cheng.says('用稿 1 市 溪城日报')
    await cheng.says('用稿 1 区 溪城融媒')
    await room.laterUntil('2026-12-02T10:00:00+08:00')
    expect((await cheng.says('撤销用稿 1 2')).join()).toContain(
      '区县级 溪城融媒 动态 11月30日，积分不变。',
    )
    await room.laterUntil('2026-12-03T18:00:00+08:00')
    lin.news()
    expect((await cheng.says('撤销用稿 1')).join()).toContain(
      '市级 溪城日报 动态 11月30日，−10 分，记入12月（更正）。',
    )
    expect(lin.news().join()).toContain('已撤销，−10 分，记入12月（更正）。')
    await cheng.says('用稿 1 市 溪城日报 12月1日')
    expect((await cheng.says('撤销用稿 1')).join()).toContain('12月1日，−10 分。')
  })

  test('nothing to reverse, no number, too long a reason: one line each', async () => {
    const { room, lin, cheng } = await filedItem()
    for (const words of ['撤销用稿 1', '撤销用稿 2026-0001'])
      expect(await cheng.says(words)).toEqual(['2026-0001 没有可撤销的用稿记录。'])
    expect((await cheng.says('撤销用稿')).join()).toContain('请写上稿件编号')
    expect((await lin.says('撤销用稿 1')).join()).toContain('由宣传办编辑办理')
    await cheng.says('用稿 1 市 溪城日报')
    expect((await cheng.says(`撤销用稿 1 ${'错'.repeat(201)}`)).join()).toContain('200字以内')
    expect(await statusOf(room)).toBe('adopted')
  })

  test('an adopted item is not held, declined or sent back before that', async () => {
    const { room, cheng } = await filedItem()
    await cheng.says('用稿 1 市 溪城日报')
    for (const words of ['待用 1', '不采用 1', '退改 1 数据有误']) {
      expect((await cheng.says(words)).join()).toContain(
        '2026-0001 已有用稿记录，要改请先回复“撤销用稿 2026-0001”',
      )
    }
    await cheng.says('撤销用稿 2026-0001')
    await cheng.says('待用 1')
    expect(await statusOf(room)).toBe('held')
  })
})
