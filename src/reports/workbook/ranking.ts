import type { CellValue, Workbook } from 'exceljs'
import { percentOf } from '../../../schema/figure-text.ts'
import type { RankingList, RankingRow, RankingTable } from '../../../schema/report.ts'
import { asOfLine, office } from '../words.ts'
import { across, addRow, addTable, bytesOf, FIRST_ROW, fitWidths, FORMAT } from './sheet.ts'
import { formula, letter, newWorkbook, ratio, sheetName } from './sheet.ts'
import type { Column } from './sheet.ts'

const COLUMNS: readonly Column[] = [
  { name: '名次', format: FORMAT.count },
  { name: '单位', align: 'left' },
  { name: '提交', format: FORMAT.count },
  { name: '报送', format: FORMAT.count },
  { name: '迟报', format: FORMAT.count },
  { name: '采用', format: FORMAT.count },
  { name: '采用率', format: FORMAT.percent },
  { name: '任务数', format: FORMAT.count },
  { name: '完成率', format: FORMAT.percent },
  { name: '积分', format: FORMAT.points },
]
const FILED = 'D'
const QUOTA = 'H'

/** The ranking as an Excel workbook: a sheet for every list. */
export async function rankingWorkbook(table: RankingTable): Promise<Uint8Array> {
  const workbook = newWorkbook(office(table.subdistrict), table.asOf)
  const lists = table.lists.length > 0 ? table.lists : [{ name: '', rows: [] }]
  for (const list of lists) addList(workbook, table, list)
  return bytesOf(workbook)
}

function addList(workbook: Workbook, table: RankingTable, list: RankingList) {
  const named = list.name === '' ? '' : `（${list.name}）`
  const sheet = addTable(workbook, sheetName(workbook, list.name), {
    title: `${table.subdistrict}宣传信息排行 · ${table.period}${named}`,
    note: asOfLine(table),
    columns: COLUMNS,
    landscape: false,
    frozenColumns: 2,
  })
  fitWidths(
    sheet,
    COLUMNS,
    list.rows.map((row) => ['', row.unit, '', '', '', '', '100.0%', '', '100.0%', '-1000.25']),
  )
  list.rows.forEach((row, index) => {
    addRow(sheet, FIRST_ROW + index, COLUMNS, cellsOf(row, FIRST_ROW + index))
  })
  const end = FIRST_ROW + list.rows.length
  if (list.rows.length > 0) addRow(sheet, end, COLUMNS, totalsOf(list.rows, end), true)
  notesOf(table).forEach((line, index) => {
    across(sheet, end + 2 + index, COLUMNS.length, line)
  })
}

function cellsOf(row: RankingRow, at: number): CellValue[] {
  const { place, unit, submitted, filed, late, adopted, rate, quota, hundredths } = row
  return [
    ...[place ?? '—', unit, submitted, filed, late, adopted],
    ratio(rate),
    quota,
    completion(at, filed, quota),
    hundredths / 100,
  ]
}

const completion = (at: number, filed: number, quota: number) =>
  formula(`IF(${QUOTA}${at}=0,"—",${FILED}${at}/${QUOTA}${at})`, ratio({ used: filed, of: quota }))

function totalsOf(rows: readonly RankingRow[], at: number): CellValue[] {
  const sum = (of: (row: RankingRow) => number) => rows.reduce((all, row) => all + of(row), 0)
  const column = (index: number, of: (row: RankingRow) => number) =>
    formula(`SUM(${letter(index)}${FIRST_ROW}:${letter(index)}${at - 1})`, sum(of))
  return [
    null,
    '合计',
    column(3, (row) => row.submitted),
    column(4, (row) => row.filed),
    column(5, (row) => row.late),
    column(6, (row) => row.adopted),
    ratio({ used: sum((row) => row.rate.used), of: sum((row) => row.rate.of) }),
    column(8, (row) => row.quota),
    completion(
      at,
      sum((row) => row.filed),
      sum((row) => row.quota),
    ),
    formula(
      `ROUND(SUM(${letter(10)}${FIRST_ROW}:${letter(10)}${at - 1}),2)`,
      sum((row) => row.hundredths) / 100,
    ),
  ]
}

function notesOf({ totals, corrections, rules }: RankingTable): string[] {
  const { submitted, filed, adopted, rate } = totals
  return [
    `全街道：提交 ${submitted} 件，报送 ${filed} 件，采用 ${adopted} 件，采用率 ${percentOf(rate)}。`,
    ...corrections.map((line) => `更正：${line}`),
    `计分：${rules}`,
  ]
}
