import { describe, expect, test } from 'vitest'
import { Month } from '../../../schema/ids.ts'
import type { SubmissionNumber } from '../../../schema/ids.ts'
import { importOrganisation } from '../../../src/organisation.ts'
import { loadRuleSets } from '../../../src/rules.ts'
import { castOf, sample, sendItem, twoHeads } from '../review/cast.ts'
import type { Cast } from '../review/cast.ts'
import { Books } from './books.ts'

const number = '2026-0001' as SubmissionNumber
const bytes = (text: string) => Buffer.byteLength(text)

/** The worked example, said in the chat. */
async function workedExample(): Promise<Cast> {
  const cast = await castOf({ now: '2026-11-21T10:00:00+08:00' })
  const { lin, zhao, cheng } = cast
  await sendItem(lin)
  await zhao.says('通过 1')
  await cheng.says('用稿 2026-0001 区县 溪城日报 通讯')
  await cheng.says('用稿 2026-0001 市 溪城晚报 通讯 头版')
  lin.news()
  return cast
}

/** Beside the chat, in its database. */
const booksOf = ({ room }: Cast) => new Books(room.app.db, room.clock.now(), loadRuleSets())

describe('积分', () => {
  test('tells mine and my unit’s, its place and how far the month’s task is', async () => {
    const { lin } = await workedExample()
    expect(await lin.says('积分')).toEqual([
      [
        '林晓禾：本月 31 分，今年 31 分',
        '溪畔社区：本月 31 分（村社区组第 1 名），今年 31 分',
        '本月 1/2 篇，距月底 9 天',
        '回复“积分 明细”看每一笔。',
      ].join('\n'),
    ])
    expect(await lin.clicks('points')).toEqual(await lin.says('积分'))
  })

  test('a colleague has the unit’s points, and none of their own', async () => {
    const cast = await workedExample()
    const [text] = await cast.zhao.says('积分')
    expect(text).toContain('赵乐山：本月 0 分，今年 0 分\n溪畔社区：本月 31 分')
  })

  test('of another period', async () => {
    const cast = await workedExample()
    const { room, lin } = cast
    await room.laterUntil('2026-12-04T10:00:00+08:00')
    lin.news()
    expect((await lin.says('积分'))[0]).toContain('林晓禾：本月 0 分，今年 31 分')
    for (const said of ['积分 2026-11', '积分11月', '积分　上月'])
      expect(await lin.says(said)).toEqual([
        [
          '2026年11月积分',
          '林晓禾：31 分',
          '溪畔社区：31 分（村社区组第 1 名）',
          '回复“积分 明细 2026-11”看每一笔。',
        ].join('\n'),
      ])
    expect((await lin.says('积分 第四季度'))[0]).toContain('2026年第四季度积分\n林晓禾：31 分')
    expect((await lin.says('积分 2025'))[0]).toContain('林晓禾：0 分')
    expect((await lin.says('积分 2019'))[0]).toContain('2019年积分\n林晓禾：0 分')
    expect((await lin.says('积分 0000')).join()).toContain('没有“0000”这个期间')
  })

  test('the place is that of the list and the name that a frozen month has', async () => {
    const { room, lin } = await workedExample()
    await room.laterUntil('2026-12-04T10:00:00+08:00')
    const organisation = sample()
    const unit = organisation.units.find(({ code }) => code === 'C01')
    if (unit) Object.assign(unit, { name: '溪畔新社区', rankingGroup: '部门组' })
    await importOrganisation(room.app.db, organisation, room.clock.now())
    lin.news()
    expect((await lin.says('积分 2026-11'))[0]).toContain('溪畔新社区：31 分（村社区组第 1 名）')
    expect((await lin.says('积分 2026'))[0]).toContain('溪畔新社区：31 分（部门组第 1 名）')
  })

  test('a period that is none, or is to come, gets one friendly line', async () => {
    const { lin } = await castOf()
    expect((await lin.says('积分 2026-13')).join()).toMatch(/^没有“2026-13”这个期间。.*$/)
    expect((await lin.says('积分 明细 2027')).join()).toMatch(/^还没有到2027年。.*$/)
  })

  test('a unit that owes nothing has no task', async () => {
    const organisation = sample()
    for (const unit of organisation.units) unit.monthlyQuota = 0
    const { lin } = await castOf({ organisation })
    expect((await lin.says('积分')).join()).not.toContain('篇')
    expect((await lin.says('我的稿件')).join()).not.toContain('篇')
  })

  test('a draft stays open, and its question is asked again', async () => {
    const { lin } = await castOf()
    await lin.says('投稿')
    for (const said of ['积分', '积分 明细'])
      expect((await lin.says(said)).join()).toMatch(/\n\n（1\/7）/)
    expect((await lin.says('1')).join()).toContain('2/7')
  })
})

describe('积分 明细', () => {
  test('tells every entry, what was taken back and why', async () => {
    const { lin } = await workedExample()
    expect(await lin.says('积分 明细')).toEqual([
      [
        '溪畔社区2026年11月积分明细，共 4 笔，合计 31 分',
        '11-21 2026-0001 按时报送 +1',
        '11-21 2026-0001 区县级用稿 溪城日报 5 × 1.5（通讯） +7.5',
        '11-21 2026-0001 区县级用稿 溪城日报 5 × 1.5（通讯），改按更高分值的用稿计 −7.5',
        '11-21 2026-0001 市级用稿 溪城晚报 10 × 1.5 × 2（通讯 头版） +30',
      ].join('\n'),
    ])
  })

  test('a late adoption is marked as a correction, also over the new year', async () => {
    const cast = await workedExample()
    await cast.room.laterUntil('2027-01-06T10:00:00+08:00')
    await booksOf(cast).adopt(number, { level: 'province', day: '2026-12-30', usedAs: 'research' })
    cast.lin.news()
    const [text] = await cast.lin.says('积分 明细')
    expect(text).toContain('合计 10 分')
    expect(text).toContain(
      '市级用稿 溪城晚报 10 × 1.5 × 2（通讯 头版），改按更高分值的用稿计 −30 更正（2026年11月）',
    )
    expect(text).toContain(
      '2026-12-30 2026-0001 省级用稿 溪城日报 20 × 2（调研） +40 更正（2026年12月）',
    )
  })

  test('a filing beyond the month’s four says why it gives nothing', async () => {
    const cast = await castOf()
    const books = booksOf(cast)
    for (let filed = 0; filed < 5; filed += 1) await books.filed()
    const [text] = await cast.lin.says('积分 明细')
    expect(text).toContain('合计 4 分')
    expect(text).toMatch(/\n11-20 2026-0005 当月已满 4 篇，不加分$/)
    expect((await cast.lin.says('积分'))[0]).toContain('本月 5/2 篇，已完成')
  })

  test('fifteen a page, the newest first, and what to type for those before them', async () => {
    const cast = await castOf({ organisation: twoHeads() })
    const books = booksOf(cast)
    for (let filed = 0; filed < 20; filed += 1) await books.filed({ late: true })
    const [first = ''] = await cast.lin.says('积分 明细')
    expect(first).toContain('共 20 笔，合计 −20 分\n11-20 2026-0006 迟报 −1')
    expect(first).toContain('更早的 5 笔请回复“积分 明细 2026-11 2”。')
    const [second = ''] = await cast.lin.says('积分 明细 2026-11 2')
    expect(second.split('\n')).toEqual([
      '溪畔社区2026年11月积分明细，共 20 笔，合计 −20 分（第 2 页）',
      ...[1, 2, 3, 4, 5].map((nth) => `11-20 2026-000${nth} 迟报 −1`),
    ])
    for (const said of ['积分 明细 2', '积分明细　２', '积分 明细 11月第2页', '积分 明细 本月 2'])
      expect([said, await cast.lin.says(said)]).toEqual([said, [second]])
    expect(await cast.lin.says('积分 明细 2026-11 3')).toEqual([
      '溪畔社区2026年11月积分明细没有第 3 页。回复“积分 明细 2026-11”从最近的看起。',
    ])
    expect((await cast.lin.says('积分 明细 2026-11 1'))[0]).toBe(first)
  })

  test('every entry is on one of the pages, each in fewer bytes than a chat takes', async () => {
    const cast = await castOf({ organisation: twoHeads() })
    const books = booksOf(cast)
    const outlet = '溪城日报社区新闻版与溪城电视台联合专栏'
    const use = { level: 'national', usedAs: 'research', outlet, day: '2026-11-20' } as const
    for (let nth = 0; nth < 20; nth += 1) await books.adopt(await books.filed({ late: true }), use)
    await cast.lin.says('投稿')
    const listed: string[] = []
    for (let said = '积分 明细'; said !== '';) {
      const [text = ''] = await cast.lin.says(said)
      expect(bytes(text)).toBeLessThan(2000)
      expect(text).toContain('共 40 笔，合计 1580 分')
      expect(text).toContain('（1/7）')
      listed.unshift(...text.split('\n').filter((line) => line.startsWith('11-20 ')))
      said = /回复“(积分 明细 2026-11 \d+)”/u.exec(text)?.[1] ?? ''
    }
    const span = { from: Month.parse('2026-11'), to: Month.parse('2026-11') }
    expect(listed.map((line) => line.split(' ')[1])).toEqual(
      (await books.read.allEntries(span)).map((entry) => entry.number),
    )
  })

  test('a month without an entry says so', async () => {
    const { lin } = await castOf()
    expect((await lin.says('积分 明细')).join()).toBe('溪畔社区2026年11月还没有积分。')
  })

  test('one that is over has none, and no month before the bot is pointed to', async () => {
    const { room, lin } = await castOf()
    expect(await lin.says('积分 明细 2026-08')).toEqual([
      '溪畔社区2026年8月没有积分。看本月请回复“积分 明细”。',
    ])
    expect(await lin.says('积分 明细 今年')).toEqual([
      '溪畔社区2026年还没有积分。看本月请回复“积分 明细”。',
    ])
    await room.laterUntil('2026-12-20T10:00:00+08:00')
    lin.news()
    expect(await lin.says('积分 明细 12月')).toEqual([
      '溪畔社区2026年12月还没有积分。看其他月份，例如回复“积分 明细 2026-11”。',
    ])
    expect(await lin.says('积分 明细 11月')).toEqual([
      '溪畔社区2026年11月没有积分。看本月请回复“积分 明细”。',
    ])
  })

  test('what is shown is the sum of the entries', async () => {
    const cast = await workedExample()
    const span = { from: Month.parse('2026-11'), to: Month.parse('2026-11') }
    const entries = await booksOf(cast).read.allEntries(span)
    const sum = entries.reduce((all, { hundredths }) => all + hundredths, 0)
    expect((await cast.lin.says('积分')).join()).toContain(`本月 ${sum / 100} 分`)
  })
})

test('我的稿件 ends with how far the unit’s task is, also where there is no item yet', async () => {
  const { lin } = await castOf({ now: '2026-11-30T10:00:00+08:00' })
  expect((await lin.says('我的稿件')).join()).toMatch(
    /还没有稿件.*\n溪畔社区本月 0\/2 篇，今天是月底$/s,
  )
  await sendItem(lin)
  expect((await lin.says('我的稿件')).join()).toMatch(/审稿中\n溪畔社区本月 0\/2 篇，今天是月底$/)
})
