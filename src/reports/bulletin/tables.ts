import { percentOf, pointsText } from '../../../schema/figure-text.ts'
import type { BulletinContent, RankingList, RankingRow } from '../../../schema/report.ts'
import { table } from './parts.ts'
import type { Part } from './parts.ts'

export type Caption = (name: string) => string

const NUMBER = 2
const column = (name: string, share = NUMBER) => ({ name, share })

export function rankingTable({ name, rows }: RankingList, caption: Caption): Part[] {
  return table(
    caption(`${name}积分排行`),
    [
      column('名次'),
      column('单位', 6),
      ...['提交', '报送', '迟报', '采用'].map((one) => column(one)),
      ...['采用率', '积分'].map((one) => column(one, 2.6)),
    ],
    rows.map((row) => [
      row.place === null ? '—' : String(row.place),
      row.unit,
      ...[row.submitted, row.filed, row.late, row.adopted].map(String),
      percentOf(row.rate),
      pointsText(row.hundredths),
    ]),
  )
}

export function levelTable({ byLevel, totals }: BulletinContent, caption: Caption): Part[] {
  const columns = [column('媒体级别', 3), column('采用次数'), column('占比')]
  const rows = byLevel.map(({ level, count }) => [
    level,
    String(count),
    percentOf({ used: count, of: totals.adoptions }),
  ])
  return table(caption('各级媒体采用情况'), columns, rows)
}

export function categoryTable({ byCategory }: BulletinContent, caption: Caption): Part[] {
  const columns = [column('内容分类', 3), column('报送（件）'), column('采用（件）')]
  const rows = byCategory.map(({ category, filed, adopted }) => [
    category,
    String(filed),
    String(adopted),
  ])
  return table(caption('各类内容报送采用情况'), columns, rows)
}

export function quotaTable(rows: readonly RankingRow[], caption: Caption): Part[] {
  return table(
    caption('报送任务完成情况'),
    [column('单位', 6), ...['任务数', '报送', '完成率', '尚差'].map((one) => column(one))],
    rows.map(({ unit, filed, quota }) => [
      unit,
      String(quota),
      String(filed),
      percentOf({ used: filed, of: quota }),
      filed >= quota ? '—' : String(quota - filed),
    ]),
  )
}
