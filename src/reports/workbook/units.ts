import type { CellValue, Workbook } from 'exceljs'
import type { AssessmentContent } from '../../../schema/report.ts'
import { evidenceColumn, labelOf, OTHER } from './evidence.ts'
import { scored } from './score.ts'
import type { Scored } from './score.ts'
import { addRow, addTable, FIRST_ROW, fitWidths, FORMAT, HEAD_ROW } from './sheet.ts'
import { formula, letter, ratio } from './sheet.ts'
import type { Column } from './sheet.ts'

const BEFORE: readonly Column[] = [
  { name: '名次', format: FORMAT.count },
  { name: '单位编码' },
  { name: '单位', align: 'left' },
  { name: '组别' },
]
const COUNTS = [
  { name: '提交件数', format: FORMAT.count },
  { name: '报送件数', format: FORMAT.count },
  { name: '迟报件数', format: FORMAT.count },
  { name: '采用件数', format: FORMAT.count },
  { name: '报送中采用', format: FORMAT.count },
  { name: '采用率', format: FORMAT.percent },
  { name: '任务数', format: FORMAT.count },
  { name: '完成率', format: FORMAT.percent },
] as const satisfies Column[]
type Name = '积分合计' | (typeof COUNTS)[number]['name']

/** Where things stand in the sheet: the rules that have a column decide. */
interface Grid {
  columns: readonly Column[]
  /** The rules' columns. */
  labels: readonly string[]
  /** The letter of a column that is not a rule's, by its name. */
  at(name: Name): string
  last: number
}

/** 考核表: a row a unit, its components added up by formulas from the evidence. */
export function addUnits(
  workbook: Workbook,
  content: AssessmentContent,
  title: string,
  note: string,
) {
  const grid = gridOf(content)
  const { columns } = grid
  const frame = { title, note, columns, landscape: true, frozenColumns: BEFORE.length - 1 }
  const sheet = addTable(workbook, '考核表', frame)
  const all = scored(content, grid.labels)
  fitWidths(
    sheet,
    columns,
    all.map(({ unit }) => ['', unit.code, unit.name, unit.list]),
  )
  all.forEach((one, index) => {
    const at = FIRST_ROW + index
    addRow(sheet, at, columns, cellsOf(content, grid, one, at))
  })
  if (all.length > 0) addRow(sheet, grid.last + 1, columns, totalsOf(grid, all), true)
}

function gridOf(content: AssessmentContent): Grid {
  const labels = content.components.map(({ label }) => label)
  const others = content.evidence.some(({ rule }) => labelOf(content, rule) === OTHER)
  if (others || labels.length === 0) labels.push(OTHER)
  const columns: Column[] = [
    ...BEFORE,
    ...labels.map((name) => ({ name, format: FORMAT.points })),
    { name: '积分合计', format: FORMAT.points },
    ...COUNTS,
  ]
  return {
    columns,
    labels,
    at: (name) => letter(columns.findLastIndex((column) => column.name === name) + 1),
    last: FIRST_ROW + content.units.length - 1,
  }
}

/** The place is a value: no formula over this sheet knows all that decides between equals. */
function cellsOf(content: AssessmentContent, grid: Grid, one: Scored, row: number): CellValue[] {
  const { place, code, name, list, submitted, filed, late, adopted, rate, quota } = one.unit
  return [
    ...[place ?? '—', code, name, list],
    ...one.parts.map((part, index) =>
      formula(partFormula(content, letter(BEFORE.length + 1 + index), row), part / 100),
    ),
    formula(totalFormula(grid, row), one.total / 100),
    ...[submitted, filed, late, adopted, rate.used],
    // Where some item was not filed first in this year, its column does not divide by 报送.
    rate.of === filed ? share(grid, '报送中采用', '报送件数', row, rate) : ratio(rate),
    quota,
    share(grid, '报送件数', '任务数', row, { used: filed, of: quota }),
  ]
}

/** Sums of decimals are rounded: otherwise two equal totals might not be equal. */
const partFormula = (content: AssessmentContent, column: string, row: number) =>
  `ROUND(SUMIFS(${evidenceColumn(content, '积分')},${evidenceColumn(content, '单位编码')},$B${row},` +
  `${evidenceColumn(content, '计分项目')},${column}$${HEAD_ROW}),2)`

function totalFormula(grid: Grid, row: number): string {
  const first = letter(BEFORE.length + 1)
  const last = letter(BEFORE.length + grid.labels.length)
  return `ROUND(SUM(${first}${row}:${last}${row}),2)`
}

function share(
  grid: Grid,
  part: Name,
  whole: Name,
  row: number,
  result: { used: number; of: number },
): CellValue {
  const [above, below] = [`${grid.at(part)}${row}`, `${grid.at(whole)}${row}`]
  return formula(`IF(${below}=0,"—",${above}/${below})`, ratio(result))
}

function totalsOf(grid: Grid, all: readonly Scored[]): CellValue[] {
  const { last } = grid
  const summed = (at: string, result: number) =>
    formula(`ROUND(SUM(${at}${FIRST_ROW}:${at}${last}),2)`, result)
  const column = (name: Name, result: number) => summed(grid.at(name), result)
  const sum = (of: (one: Scored) => number) => all.reduce((total, one) => total + of(one), 0)
  const used = sum(({ unit }) => unit.rate.used)
  const of = sum(({ unit }) => unit.rate.of)
  const filed = sum(({ unit }) => unit.filed)
  const quota = sum(({ unit }) => unit.quota)
  return [
    ...[null, null, '合计', null],
    ...grid.labels.map((_, index) =>
      summed(letter(BEFORE.length + 1 + index), sum(({ parts }) => parts[index] ?? 0) / 100),
    ),
    column('积分合计', sum(({ total }) => total) / 100),
    column(
      '提交件数',
      sum(({ unit }) => unit.submitted),
    ),
    column('报送件数', filed),
    column(
      '迟报件数',
      sum(({ unit }) => unit.late),
    ),
    column(
      '采用件数',
      sum(({ unit }) => unit.adopted),
    ),
    column('报送中采用', used),
    of === filed
      ? share(grid, '报送中采用', '报送件数', last + 1, { used, of })
      : ratio({ used, of }),
    column('任务数', quota),
    share(grid, '报送件数', '任务数', last + 1, { used: filed, of: quota }),
  ]
}
