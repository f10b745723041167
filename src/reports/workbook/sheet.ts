import ExcelJS from 'exceljs'
import type { Borders, Cell, CellValue, Row, Workbook, Worksheet } from 'exceljs'
import { textWidth } from '../picture/measure.ts'
import type { AdoptionRate } from '../../../schema/report.ts'
import { withoutClock } from '../zip.ts'

const BODY = { name: '宋体', size: 11 }
const HEADING = { name: '黑体', size: 11 }
const TITLE = { name: '黑体', size: 16 }
const LINE = { style: 'thin', color: { argb: 'FFBFC7D1' } } as const
const BORDER: Partial<Borders> = { top: LINE, left: LINE, bottom: LINE, right: LINE }
const HEAD_FILL = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE8F0FC' } } as const
const ROW_HEIGHT = 20

export const HEAD_ROW = 3
export const FIRST_ROW = HEAD_ROW + 1

/** Excel shows `0.##` with a dot behind whole numbers: points, which are hundredths, need no format. */
export const FORMAT = { count: '0', points: 'General', percent: '0.0%', day: 'yyyy-mm-dd' }

export interface Column {
  name: string
  format?: string
  align?: 'left' | 'center' | 'right'
  /** In characters, as Excel counts; found from what stands in it where it is not given. */
  width?: number
}

/** Dated `at` instead of now: the same content gives the same file. */
export function newWorkbook(creator: string, at: number): Workbook {
  const workbook = new ExcelJS.Workbook()
  workbook.creator = creator
  workbook.lastModifiedBy = creator
  workbook.created = new Date(at)
  workbook.modified = new Date(at)
  workbook.calcProperties.fullCalcOnLoad = true
  return workbook
}

export async function bytesOf(workbook: Workbook): Promise<Uint8Array> {
  return withoutClock(new Uint8Array(await workbook.xlsx.writeBuffer()))
}

/** A formula and what it comes to, so that a preview that reckons nothing shows the figure too. */
export const formula = (text: string, result: number | string): CellValue => ({
  formula: text,
  result,
})

export const ratio = ({ used, of }: AdoptionRate): number | string => (of === 0 ? '—' : used / of)

export const letter = (column: number): string => {
  const rest = column % 26 || 26
  const before = (column - rest) / 26
  return (before > 0 ? letter(before) : '') + String.fromCharCode(64 + rest)
}

/** What Excel refuses in the name of a sheet is left out; no two are called the same. */
export function sheetName(workbook: Workbook, wanted: string): string {
  const plain = wanted.replace(/[[\]:*?/\\']/g, '').slice(0, 28) || '排行'
  let name = plain
  for (let n = 2; workbook.getWorksheet(name); n++) name = `${plain}${n}`
  return name
}

/** A sheet with a title, a line under it and the head of a table; both stay in sight. */
export function addTable(
  workbook: Workbook,
  name: string,
  { title, note, columns, landscape, frozenColumns }: TableHead,
): Worksheet {
  const sheet = workbook.addWorksheet(name, {
    views: [{ state: 'frozen', xSplit: frozenColumns, ySplit: HEAD_ROW }],
    pageSetup: {
      // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- A4; the enum is in the types alone
      paperSize: 9,
      orientation: landscape ? 'landscape' : 'portrait',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
      printTitlesRow: `1:${HEAD_ROW}`,
      margins: { left: 0.5, right: 0.5, top: 0.6, bottom: 0.6, header: 0.3, footer: 0.3 },
    },
    headerFooter: { oddFooter: '&C第 &P 页，共 &N 页' },
  })
  across(sheet, 1, columns.length, title, { font: TITLE, horizontal: 'center', height: 30 })
  across(sheet, 2, columns.length, note, { font: BODY, horizontal: 'center', height: ROW_HEIGHT })
  const head = sheet.getRow(HEAD_ROW)
  columns.forEach((column, index) => {
    const cell = head.getCell(index + 1)
    cell.value = column.name
    cell.font = HEADING
    cell.fill = HEAD_FILL
    cell.border = BORDER
    cell.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true }
  })
  head.height = 32
  return sheet
}

interface TableHead {
  title: string
  note: string
  columns: readonly Column[]
  landscape: boolean
  frozenColumns: number
}

export function addRow(
  sheet: Worksheet,
  at: number,
  columns: readonly Column[],
  values: readonly CellValue[],
  bold = false,
): Row {
  const row = sheet.getRow(at)
  columns.forEach((column, index) => {
    const cell = row.getCell(index + 1)
    cell.value = values[index] ?? null
    dress(cell, column, bold)
  })
  row.height = ROW_HEIGHT
  return row
}

function dress(cell: Cell, { format, align }: Column, bold: boolean) {
  cell.font = bold ? HEADING : BODY
  cell.border = BORDER
  cell.alignment = {
    horizontal: align ?? 'center',
    vertical: 'middle',
    shrinkToFit: align === 'left',
  }
  if (format !== undefined) cell.numFmt = format
}

/** A line over the whole width of the table; it is made as high as its text needs. */
export function across(
  sheet: Worksheet,
  at: number,
  columns: number,
  text: string,
  { font = BODY, horizontal = 'left', height }: Partial<AcrossStyle> = {},
) {
  sheet.mergeCells(at, 1, at, columns)
  const cell = sheet.getCell(at, 1)
  cell.value = text
  cell.font = font
  cell.alignment = { horizontal, vertical: 'middle', wrapText: true }
  const room = Array.from({ length: columns }, (_, index) => sheet.getColumn(index + 1).width ?? 9)
  const lines = Math.ceil((textWidth(text, 1) * 2) / room.reduce((sum, one) => sum + one, 0))
  sheet.getRow(at).height = height ?? ROW_HEIGHT * Math.max(1, lines)
}

interface AcrossStyle {
  font: { name: string; size: number }
  horizontal: 'left' | 'center'
  height: number
}

/** As wide as the longest text of the column, within reason; a head may take two lines. */
export function fitWidths(
  sheet: Worksheet,
  columns: readonly Column[],
  texts: readonly (readonly string[])[],
) {
  columns.forEach(({ name, width }, index) => {
    const longest = Math.max(0, ...texts.map((row) => textWidth(row[index] ?? '', 1) * 2))
    const head = Math.min(textWidth(name, 1) * 2, 10)
    sheet.getColumn(index + 1).width = width ?? Math.min(46, Math.max(longest, head, 5) + 3)
  })
}
