import { describe, expect, test } from 'vitest'
import { loadRuleSets } from '../../../src/rules.ts'
import type { Organisation } from '../../../schema/organisation.ts'
import { castOf, sample, sendItem } from '../review/cast.ts'
import type { Cast } from '../review/cast.ts'
import { Books } from './books.ts'

const booksOf = ({ room }: Cast) => new Books(room.app.db, room.clock.now(), loadRuleSets())

/** 2026-0001 of 溪畔社区, filed and used by the district. */
async function usedItem(organisation?: Organisation): Promise<Cast> {
  const cast = await castOf(organisation ? { organisation } : {})
  const { lin, zhao, cheng, shen, lu, tang } = cast
  await sendItem(lin)
  await zhao.says('通过 1')
  await cheng.says('用稿 1 区县 溪城日报 通讯')
  for (const person of [lin, zhao, cheng, shen, lu, tang]) person.news()
  return cast
}

const OVERVIEW = [
  '溪畔社区：本月 8.5 分（村社区组第 1 名），今年 8.5 分',
  '本月 1/2 篇，距月底 10 天',
  '回复“积分 明细 溪畔社区”看每一笔。',
].join('\n')

const OF_NOVEMBER = [
  '2026年11月积分',
  '溪畔社区：8.5 分（村社区组第 1 名）',
  '回复“积分 明细 溪畔社区 2026-11”看每一笔。',
].join('\n')

const EVERY_ENTRY = [
  '溪畔社区2026年11月积分明细，共 2 笔，合计 8.5 分',
  '11-20 2026-0001 按时报送 +1',
  '11-20 2026-0001 区县级用稿 溪城日报 5 × 1.5（通讯） +7.5',
].join('\n')

describe('a unit’s points', () => {
  test('are seen by the desk, the deputy secretary and the leader in charge', async () => {
    const { cheng, shen, lu, tang } = await usedItem()
    for (const person of [cheng, shen, lu, tang]) {
      expect(await person.says('积分 溪畔社区')).toEqual([OVERVIEW])
      expect(await person.says('积分 明细 溪畔社区')).toEqual([EVERY_ENTRY])
    }
  })

  test('of a period; unit, period and 明细 in any order', async () => {
    const { cheng } = await usedItem()
    for (const said of ['积分 溪畔社区 2026-11', '积分 11月 溪畔', '积分 溪畔社区11月'])
      expect([said, await cheng.says(said)]).toEqual([said, [OF_NOVEMBER]])
    for (const said of [
      '积分 明细 溪畔社区 2026-11',
      '积分明细溪畔社区',
      '积分　明细：溪畔社区　１１月',
      '积分 溪畔社区 明细',
      '积分 明细 本月 溪畔',
      '积分 明细 c01',
    ])
      expect([said, await cheng.says(said)]).toEqual([said, [EVERY_ENTRY]])
    expect(await cheng.says('积分 明细 溪畔社区 10月')).toEqual([
      '溪畔社区2026年10月没有积分。看本月请回复“积分 明细 溪畔社区”。',
    ])
  })

  test('the pages of its entries can be typed as they are told', async () => {
    const cast = await castOf()
    const books = booksOf(cast)
    for (let filed = 0; filed < 20; filed += 1) await books.filed({ late: true })
    const [first = ''] = await cast.cheng.says('积分 明细 溪畔')
    const [, next = ''] = /请回复“(.+)”。$/u.exec(first) ?? []
    expect(next).toBe('积分 明细 溪畔社区 2026-11 2')
    const [second = ''] = await cast.cheng.says(next)
    expect(second).toContain('（第 2 页）\n11-20 2026-0001 迟报 −1')
    expect(await cast.cheng.says('积分 溪畔社区 第2页')).toEqual([second])
    expect((await cast.cheng.says('积分 明细 溪畔 7')).join()).toMatch(
      /没有第 7 页。回复“积分 明细 溪畔社区 2026-11”/u,
    )
  })

  test('several that may be meant are listed, and none at all is said', async () => {
    const { cheng, tang } = await castOf()
    expect(await cheng.says('积分 明细 社区')).toEqual([
      '“社区”可能是 溪畔社区、松风社区、北桥社区、长亭社区，请写完整名称。',
    ])
    expect(await tang.says('积分 社区')).toEqual([
      '“社区”可能是 溪畔社区、松风社区，请写完整名称。',
    ])
    expect((await cheng.says('积分 西畔社区')).join()).toMatch(
      /^没有叫“西畔社区”的单位，请写单位名称：党政综合办公室、/u,
    )
  })

  test('a period that is none, or is to come, gets a line with the unit in it', async () => {
    const { cheng } = await castOf()
    expect(await cheng.says('积分 溪畔 2026-13')).toEqual([
      '没有“2026-13”这个期间。例如：积分 溪畔社区 2026-10、积分 溪畔社区 第三季度、积分 溪畔社区 2026。',
    ])
    expect(await cheng.says('积分 溪畔 2027')).toEqual([
      '还没有到2027年。回复“积分 溪畔社区”看本月。',
    ])
  })

  test('a name that cannot be typed in one word gives way to its code', async () => {
    const organisation = sample()
    for (const unit of organisation.units) if (unit.code === 'C01') unit.name = '溪畔 “一站式” 社区'
    const { cheng } = await castOf({ organisation })
    expect((await cheng.says('积分 C01')).join()).toMatch(/^溪畔 “一站式” 社区：本月 0 分/u)
    expect((await cheng.says('积分 C01')).join()).toContain('回复“积分 明细 C01”看每一笔')
  })
})

describe('nobody else sees them', () => {
  test('another unit’s people are told so, and how to see their own', async () => {
    const { room, lin, zhao } = await usedItem()
    for (const person of [lin, zhao])
      for (const said of ['积分 松风社区', '积分 明细 松风', '积分 松风社区 10月'])
        expect([said, await person.says(said)]).toEqual([
          said,
          ['其他单位的积分由宣传办查看。看溪畔社区的请回复“积分”，各单位名次请回复“排行”。'],
        ])
    const text = (await room.as('henianan').says('积分 明细 溪畔社区')).join()
    expect(text).toMatch(/^其他单位的积分由宣传办查看。看松风社区的请回复“积分”/u)
    expect((await lin.says('积分 兑换活动')).join()).toMatch(/^没有叫“兑换活动”的单位。/u)
  })

  test('a leader only those in their charge', async () => {
    const { tang, room } = await usedItem()
    expect(await tang.says('积分 明细 北桥社区')).toEqual([
      '这个单位的积分由宣传办和分管领导查看。各单位名次请回复“排行”。',
    ])
    expect((await room.as('xuqinghe').says('积分 溪畔社区')).join()).not.toContain('8.5')
  })

  test('an admin who has no other role sees none', async () => {
    const organisation = sample()
    const xu = organisation.people.find(({ id }) => id === 'xuqinghe')
    if (xu) xu.roles = ['admin']
    for (const unit of organisation.units)
      if (unit.leaderInCharge === 'xuqinghe')
        unit.leaderInCharge = organisation.units[0]?.leaderInCharge
    const { room } = await usedItem(organisation)
    const admin = room.as('xuqinghe')
    expect((await admin.says('积分 溪畔社区')).join()).toMatch(/由宣传办和分管领导查看/u)
    expect((await admin.says('积分')).join()).toMatch(/没有所属单位。回复“排行”/u)
  })

  test('one’s own unit may be named', async () => {
    const { lin } = await usedItem()
    expect(await lin.says('积分 溪畔社区')).toEqual(await lin.says('积分'))
    expect(await lin.says('积分 明细 溪畔 11月')).toEqual(await lin.says('积分 明细'))
    expect((await lin.says('积分 社区'))[0]).toContain('林晓禾：本月 8.5 分')
  })
})

describe('积分 alone', () => {
  test('tells whoever has no unit, but may look into others, how', async () => {
    const { cheng, tang } = await castOf()
    const lines = (name: string) =>
      [
        '您没有所属单位。看哪个单位的积分，请写上名称，例如：',
        `积分 ${name}`,
        `积分 明细 ${name} 2026-11`,
        '看一篇稿件的请写编号，例如“积分 2026-0001”。回复“排行”看各单位名次。',
      ].join('\n')
    for (const said of ['积分', '积分 明细', '积分 2026-10'])
      expect([said, await cheng.says(said)]).toEqual([said, [lines('党政综合办公室')]])
    expect(await cheng.clicks('points')).toEqual([lines('党政综合办公室')])
    expect(await tang.says('积分')).toEqual([lines('社会事务办公室')])
  })

  test('an editor who belongs to a unit sees its points, and how to see others', async () => {
    const organisation = sample()
    const editor = organisation.people.find(({ id }) => id === 'chengyizhou')
    if (editor) editor.unit = organisation.units[0]?.code
    const { cheng } = await castOf({ organisation })
    const [text = ''] = await cheng.says('积分')
    expect(text).toContain('党政综合办公室：本月 0 分')
    expect(text).toContain('看其他单位请写名称，例如“积分 明细 经济发展办公室”。')
    expect((await cheng.says('积分 明细 溪畔')).join()).toContain('溪畔社区2026年11月还没有积分')
  })

  test('帮助 tells it to whoever may', async () => {
    const { cheng, lu, tang, lin, zhao } = await castOf()
    const line = '积分 单位 · 积分 明细 单位 10月 · 积分 编号'
    for (const person of [cheng, lu, tang])
      expect((await person.says('帮助')).join()).toContain(line)
    for (const person of [lin, zhao]) {
      const text = (await person.says('帮助')).join()
      expect(text).not.toContain(line)
      expect(text).toContain('积分 · 积分 明细 · 积分 编号')
    }
  })
})
