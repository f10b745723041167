import type { Workbook } from 'exceljs'
import type { AssessmentContent } from '../../../schema/report.ts'
import type { PointsRule } from '../../../schema/points.ts'
import { addRow, addTable, FIRST_ROW, fitWidths, FORMAT, HEAD_ROW, letter } from './sheet.ts'
import type { Column } from './sheet.ts'

const EVIDENCE = '积分依据'
/** What a rule without a column of its own is called. */
export const OTHER = '其他'

const COLUMNS = [
  { name: '序号', format: FORMAT.count, width: 9 },
  { name: '日期', format: FORMAT.day, width: 13 },
  { name: '计入月份', width: 11 },
  { name: '单位编码', width: 11 },
  { name: '单位', align: 'left' },
  { name: '信息员', width: 11 },
  { name: '稿件编号', width: 13 },
  { name: '标题', align: 'left', width: 40 },
  { name: '计分项目', width: 13 },
  { name: '计算', align: 'left', width: 36 },
  { name: '规则版本', width: 13 },
  { name: '积分', format: FORMAT.points, width: 10 },
  { name: '冲销序号', format: FORMAT.count, width: 10 },
] as const satisfies Column[]

export function labelOf({ components }: AssessmentContent, rule: PointsRule): string {
  return components.find((one) => one.rule === rule)?.label ?? OTHER
}

/** A column of the evidence as formulas of other sheets name it. */
export function evidenceColumn(
  { evidence }: AssessmentContent,
  name: (typeof COLUMNS)[number]['name'],
): string {
  const column = letter(COLUMNS.findIndex((one) => one.name === name) + 1)
  const last = FIRST_ROW + Math.max(evidence.length, 1) - 1
  return `'${EVIDENCE}'!$${column}$${FIRST_ROW}:$${column}$${last}`
}

/** 积分依据: every entry of the ledger, as it stands there. */
export function addEvidence(workbook: Workbook, content: AssessmentContent, note: string) {
  const sheet = addTable(workbook, EVIDENCE, {
    title: `${content.year}年度积分依据`,
    note,
    columns: COLUMNS,
    landscape: true,
    frozenColumns: 0,
  })
  fitWidths(
    sheet,
    COLUMNS,
    content.units.map(({ name }) => ['', '', '', '', name]),
  )
  content.evidence.forEach((one, index) => {
    addRow(sheet, FIRST_ROW + index, COLUMNS, [
      one.entry,
      new Date(`${one.day}T00:00:00Z`),
      ...[one.month, one.unitCode, one.unit, one.person, one.number, one.title],
      labelOf(content, one.rule),
      one.how,
      one.ruleVersion,
      one.hundredths / 100,
      one.reverses,
    ])
  })
  sheet.autoFilter = {
    from: { row: HEAD_ROW, column: 1 },
    to: { row: HEAD_ROW + Math.max(content.evidence.length, 1), column: COLUMNS.length },
  }
}
