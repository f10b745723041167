import { rulesLine } from '../../handlers/ranking/rules-line.ts'
import { Instant } from '../../schema/ids.ts'
import { RankingTable } from '../../schema/report.ts'
import type { RankingList, RankingRow } from '../../schema/report.ts'
import { RuleSet } from '../../schema/rules/rule-set.ts'
import standard from '../../schema/rules/standard-1.json' with { type: 'json' }

/** What pictures and documents are tried out with: all units and people are made up. */
const FROZEN_AT = Instant.parse(Date.parse('2026-11-03T18:00:00+08:00'))

type Figures = Partial<Omit<RankingRow, 'unit'>>

export function unitRow(unit: string, place: number | null, figures: Figures = {}): RankingRow {
  const filed = figures.filed ?? 0
  const adopted = figures.adopted ?? 0
  return {
    unit,
    place,
    submitted: filed,
    filed,
    adopted,
    rate: { used: Math.min(adopted, filed), of: filed },
    late: 0,
    hundredths: 0,
    quota: 2,
    ...figures,
  }
}

const row = (unit: string, place: number, filed: number, adopted: number, points: number) =>
  unitRow(unit, place, { filed, adopted, hundredths: Math.round(points * 100) })

export function rankingOf(lists: RankingList[], more: Partial<RankingTable> = {}): RankingTable {
  const rows = lists.flatMap((list) => list.rows)
  const sum = (of: (one: RankingRow) => number) => rows.reduce((all, one) => all + of(one), 0)
  return RankingTable.parse({
    subdistrict: '云溪街道',
    period: '2026年10月',
    asOf: FROZEN_AT,
    frozen: true,
    lists,
    totals: {
      submitted: sum((one) => one.submitted),
      filed: sum((one) => one.filed),
      adopted: sum((one) => one.adopted),
      rate: { used: sum((one) => one.rate.used), of: sum((one) => one.rate.of) },
    },
    corrections: [],
    rules: rulesLine(RuleSet.parse(standard)),
    ...more,
  })
}

const DEPARTMENTS: RankingList = {
  name: '部门组',
  rows: [
    row('党政综合办公室', 1, 5, 3, 38.5),
    row('经济发展办公室', 2, 4, 2, 26),
    row('综合文化站', 3, 3, 2, 17.75),
    row('社会事务办公室', 4, 2, 1, 9.5),
    row('城市管理办公室', 5, 1, 0, 1),
    unitRow('平安建设办公室', null),
  ],
}
const COMMUNITIES: RankingList = {
  name: '村社区组',
  rows: [
    row('溪畔社区', 1, 6, 4, 31),
    row('松风社区', 2, 4, 3, 24.5),
    row('竹里村', 3, 3, 1, 8),
    row('望山社区', 4, 2, 1, 6),
    row('荷塘村', 5, 1, 0, 1),
    unitRow('清溪村', null),
  ],
}

const LONG = '云溪街道第三十二社区居民委员会新时代文明实践站'
function longName(index: number): string {
  return [...`${LONG.slice(0, 17)}${String(100 + index)}`].slice(0, 20).join('')
}

const many = (name: string, count: number, from: number): RankingList => ({
  name,
  rows: Array.from({ length: count }, (_, index) =>
    index < count - 4
      ? unitRow(longName(from + index), index + 1, {
          filed: Math.max(0, 18 - Math.floor(index / 2)),
          adopted: Math.max(0, 9 - Math.floor(index / 3)),
          hundredths: 13825 - index * 450,
          quota: index % 7 === 0 ? 18 : 6,
        })
      : unitRow(longName(from + index), null),
  ),
})

const SHORT_NAMES =
  '溪畔 松风 望山 竹里 荷塘 清溪 石桥 柳岸 梅坞 云台 枫林 桃源 双井 南塘 北坡 东篱 西渡'.split(' ')
const communities = (count: number): RankingList => ({
  name: '村社区组',
  rows: SHORT_NAMES.slice(0, count).map((name, index) =>
    row(
      `${name}社区`,
      index + 1,
      6 - Math.floor(index / 3),
      3 - Math.floor(index / 6),
      42 - index * 2.5,
    ),
  ),
})

/** One ranking for each way in which a picture can go wrong. */
export const RANKINGS = {
  month: rankingOf([DEPARTMENTS, COMMUNITIES]),
  live: rankingOf([DEPARTMENTS, COMMUNITIES], {
    frozen: false,
    corrections: [
      '溪畔社区 2026-0031 9月区县级用稿补记 +5',
      '竹里村 2026-0040 9月街道级用稿撤销 −2.5',
    ],
  }),
  sixty: rankingOf([many('部门组', 22, 0), many('村社区组', 38, 22)]),
  manyShort: rankingOf([communities(17), { name: '部门组', rows: DEPARTMENTS.rows.slice(0, 3) }]),
  ties: rankingOf([
    {
      name: '部门组',
      rows: [
        row('党政综合办公室', 1, 4, 2, 12.5),
        row('经济发展办公室', 1, 4, 2, 12.5),
        row('综合文化站', 3, 3, 1, 6),
        row('社会事务办公室', 3, 3, 1, 6),
        row('城市管理办公室', 5, 1, 0, 1),
      ],
    },
    COMMUNITIES,
  ]),
  nothing: rankingOf(
    [DEPARTMENTS, COMMUNITIES].map(({ name, rows }) => ({
      name,
      rows: rows.map(({ unit }) => unitRow(unit, null)),
    })),
  ),
  negative: rankingOf([
    {
      name: '部门组',
      rows: [
        row('党政综合办公室', 1, 5, 3, 18.5),
        row('经济发展办公室', 2, 1, 0, 0),
        unitRow('综合文化站', 3, { filed: 1, late: 1, hundredths: -100 }),
        unitRow('社会事务办公室', 4, { submitted: 1, hundredths: -625 }),
      ],
    },
    {
      name: '村社区组',
      rows: [
        row('溪畔社区', 1, 2, 0, 2),
        unitRow('松风社区', 2, { submitted: 1, hundredths: -1100 }),
      ],
    },
  ]),
  longIdle: rankingOf(
    [DEPARTMENTS, COMMUNITIES].map(({ name, rows }, list) => ({
      name,
      rows: [
        ...rows.filter(({ place }) => place !== null),
        ...[0, 1, 2].map((index) => unitRow(longName(list * 3 + index), null)),
      ],
    })),
  ),
  oneList: rankingOf([COMMUNITIES]),
  uneven: rankingOf([communities(14), { name: '部门组', rows: DEPARTMENTS.rows.slice(0, 3) }]),
  quarter: rankingOf(
    [DEPARTMENTS, COMMUNITIES].map(({ name, rows }) => ({
      name,
      rows: rows.map((one) => ({ ...one, quota: 6, hundredths: one.hundredths * 3 })),
    })),
    { period: '2026年第三季度' },
  ),
  year: rankingOf(
    [DEPARTMENTS, COMMUNITIES].map(({ name, rows }) => ({
      name,
      rows: rows.map((one) => ({
        ...one,
        quota: 24,
        filed: one.filed * 8,
        adopted: one.adopted * 7,
        hundredths: one.hundredths * 11,
      })),
    })),
    { period: '2026年', asOf: Instant.parse(Date.parse('2027-01-03T18:00:00+08:00')) },
  ),
} satisfies Record<string, RankingTable>
