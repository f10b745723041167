import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rank } from '../../../handlers/ranking/rank.ts'
import { rankingText } from '../../../handlers/ranking/text.ts'
import { Instant } from '../../../schema/ids.ts'
import type { RankingTable } from '../../../schema/report.ts'
import type { OwingUnit } from '../../../schema/figures.ts'
import { figures } from './figures.ts'

function tableOf(units: OwingUnit[], more: Partial<RankingTable> = {}): RankingTable {
  return {
    subdistrict: '云溪街道',
    period: '2026年10月',
    asOf: Instant.parse(Date.parse('2026-11-03T18:00:00+08:00')),
    frozen: true,
    lists: rank(units),
    totals: { submitted: 0, filed: 0, adopted: 0, rate: { used: 0, of: 0 } },
    corrections: [],
    rules: '',
    ...more,
  }
}

const bytes = (text: string) => Buffer.byteLength(text, 'utf8')

const many = (count: number, name: (index: number) => string, list = '村社区组') =>
  Array.from({ length: count }, (_, index) =>
    figures({ name: name(index), list, hundredths: 10_000 - index, filed: 5, adopted: 3 }),
  )

describe('the ranking as text', () => {
  test('says whose it is, of what, how fresh, and ten lines of each list', () => {
    const units = [
      figures({ name: '党政综合办公室', list: '部门组', hundredths: 750, filed: 2, adopted: 1 }),
      figures({ name: '溪畔社区', hundredths: 3850, filed: 5, adopted: 3 }),
      figures({ name: '柳塘村', hundredths: -100, filed: 1 }),
      figures({ name: '松风社区' }),
      figures({ name: '北桥社区' }),
    ]
    const corrections = ['松风社区 2026-0012 9月市级用稿补记 +10']
    expect(rankingText(tableOf(units, { corrections })).split('\n')).toEqual([
      '云溪街道宣传信息排行 · 2026年10月',
      '统计截至 11月3日 18:00',
      '',
      '【部门组】',
      '1. 党政综合办公室 7.5分（报2 用1）',
      '',
      '【村社区组】',
      '1. 溪畔社区 38.5分（报5 用3）',
      '2. 柳塘村 −1分（报1 用0）',
      '',
      '10月暂无：松风社区、北桥社区',
      '更正：松风社区 2026-0012 9月市级用稿补记 +10',
    ])
  })

  test('where there is more, the picture has it', () => {
    const lines = rankingText(tableOf(many(12, (index) => `第${index}社区`))).split('\n')
    expect(lines.filter((line) => line.includes('分（'))).toHaveLength(10)
    expect(lines.at(-1)).toBe('完整见图。')
    const workbook = rankingText(tableOf(many(12, String)), { whole: '表格' })
    expect(workbook).toContain('完整见表格。')
  })

  test('what is not final says so, and the year stands where it is another', () => {
    const asOf = Instant.parse(Date.parse('2027-01-03T18:00:00+08:00'))
    const text = rankingText(tableOf([], { period: '2026年', asOf, frozen: false }))
    expect(text).toBe('云溪街道宣传信息排行 · 2026年\n统计截至 2027年1月3日 18:00（未定稿）')
  })

  test('many without anything are named as far as there is room, and counted', () => {
    const units = Array.from({ length: 40 }, (_, index) =>
      figures({ name: `第${index}村民委员会` }),
    )
    const line = rankingText(tableOf(units)).split('\n').at(-1) ?? ''
    expect(line).toMatch(/^10月暂无：第0村民委员会、.+ 等 40 个单位$/)
    expect([...line].length).toBeLessThan(85)
  })

  test('a few corrections are told, the others counted', () => {
    const corrections = Array.from({ length: 5 }, (_, index) => `青石村 2026-000${index} +5`)
    const text = rankingText(tableOf([], { corrections }))
    expect(text.match(/更正：/g)).toHaveLength(3)
    expect(text).toContain('另有更正 2 项，见图。')
  })

  test('it is the longer list that gives way', () => {
    const long = (index: number) =>
      `${'某某社区居民委员会新时代文明实践站'.slice(0, 17)}${100 + index}`
    const units = [...many(10, long), ...many(4, (index) => `文化${index}站`, '部门组')]
    const text = rankingText(tableOf(units), { room: 900 })
    expect(bytes(text)).toBeLessThan(900)
    expect(text.match(/^\d+\. 文化/gm)).toHaveLength(4)
    expect(text.match(/^\d+\. 某某/gm)?.length).toBeGreaterThanOrEqual(4)
    expect(text).toContain('完整见图。')
  })

  const name = fc.string({
    unit: fc.constantFrom('社', '𠮷', 'a', '，', '😀'),
    minLength: 1,
    maxLength: 40,
  })
  const unit = fc
    .record({
      name,
      list: fc.constantFrom('部门组', '村社区组', '𠮷'.repeat(20), '企业学校组', 'x'),
      hundredths: fc.integer({ min: -100_000, max: 100_000 }),
      filed: fc.nat(999),
      adopted: fc.nat(999),
    })
    .map(figures)

  test('it stays under 2,000 bytes whatever the names', () => {
    fc.assert(
      fc.property(
        fc.array(unit, { maxLength: 80 }),
        fc.array(fc.string({ unit: fc.constantFrom('正', '😀'), maxLength: 120 }), {
          maxLength: 20,
        }),
        name,
        (units, corrections, subdistrict) => {
          const text = rankingText(tableOf(units, { corrections, subdistrict }))
          expect(bytes(text)).toBeLessThan(2000)
          expect(text).toContain('统计截至')
        },
      ),
    )
  })

  test('it fits where every unit is a list of its own', () => {
    const units = Array.from({ length: 60 }, (_, index) =>
      figures({ name: `单位${index}`, list: `${'长'.repeat(17)}${index}`, hundredths: 100 }),
    )
    expect(bytes(rankingText(tableOf(units)))).toBeLessThan(2000)
  })

  test('what is just as long as there is room for is too long', () => {
    const table = tableOf(many(6, (index) => `第${index}社区`))
    const whole = rankingText(table)
    const text = rankingText(table, { room: bytes(whole) })
    expect(text.match(/^\d+\. /gm)).toHaveLength(5)
    expect(rankingText(table, { room: bytes(whole) + 1 })).toBe(whole)
  })
})
