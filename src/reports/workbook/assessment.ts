import type { Workbook } from 'exceljs'
import type { AssessmentContent } from '../../../schema/report.ts'
import { asOfLine, office } from '../words.ts'
import { addEvidence } from './evidence.ts'
import { across, addRow, addTable, bytesOf, FIRST_ROW, newWorkbook } from './sheet.ts'
import type { Column } from './sheet.ts'
import { addUnits } from './units.ts'

const RULES: readonly Column[] = [
  { name: '项目', align: 'left', width: 34 },
  { name: '分值', align: 'left', width: 46 },
]

const PLACES = '名次与“排行”一致，是填好的数值；手工改动表中的积分后，名次不会自动变化。'

/** The year's assessment: a row a unit, every entry behind it, and the rules it was made by. */
export async function assessment(content: AssessmentContent): Promise<Uint8Array> {
  const { subdistrict, year } = content
  const workbook = newWorkbook(office(subdistrict), content.asOf)
  const title = `${subdistrict}${year}年度宣传信息工作考核表`
  const asOf = asOfLine({ ...content, period: `${year}年` })
  addUnits(workbook, content, title, `${asOf}；各项积分按《积分依据》逐条汇总`)
  addEvidence(workbook, content, asOf)
  addRules(workbook, content)
  return bytesOf(workbook)
}

/** 计分规则: every set that was in force in the year, one below the other, and what 名次 is. */
function addRules(workbook: Workbook, { year, ruleSets }: AssessmentContent) {
  const sheet = addTable(workbook, '计分规则', {
    title: `${year}年度计分规则`,
    note: `共 ${ruleSets.length} 个版本`,
    columns: RULES,
    landscape: false,
    frozenColumns: 0,
  })
  RULES.forEach(({ width }, index) => {
    if (width !== undefined) sheet.getColumn(index + 1).width = width
  })
  let at = FIRST_ROW
  for (const { name, version, effectiveFrom, lines } of ruleSets) {
    const words = `${name}（版本 ${version}，自 ${effectiveFrom} 起施行）`
    across(sheet, at, RULES.length, words, { font: { name: '黑体', size: 11 } })
    at += 1
    for (const line of lines) addRow(sheet, at++, RULES, [line.name, line.value])
    at += 1
  }
  across(sheet, at, RULES.length, PLACES)
}
