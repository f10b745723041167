import ExcelJS from 'exceljs'
import type { Cell, Worksheet } from 'exceljs'

/** Sheets as they are read back: what a formula says, and what it was said to come to. */
export async function reopened(bytes: Uint8Array) {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(Uint8Array.from(bytes).buffer)
  return workbook
}

type Plain = string | number | null
/** A cell as a preview shows it: of a formula, its stored result (whose 0 `value` leaves out). */
export function shown(cell: Cell): Plain {
  const value: unknown = cell.type === ExcelJS.ValueType.Formula ? cell.result : cell.value
  return typeof value === 'string' || typeof value === 'number' ? value : null
}

export const rowOf = (sheet: Worksheet, at: number): Plain[] =>
  Array.from({ length: sheet.columnCount }, (_, index) => shown(sheet.getCell(at, index + 1)))

const valuesOf = (sheet: Worksheet, range: string): Plain[] => {
  const [, from = '', first = '', to = '', last = ''] =
    /^\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)$/.exec(range) ?? []
  const [left, right] = [sheet.getColumn(from).number, sheet.getColumn(to).number]
  const rows = Array.from(
    { length: Number(last) - Number(first) + 1 },
    (_, at) => Number(first) + at,
  )
  const columns = Array.from({ length: right - left + 1 }, (_, at) => left + at)
  return rows.flatMap((row) => columns.map((column) => shown(sheet.getCell(row, column))))
}

/**
 * What the formula in a cell comes to, reckoned here from the cells that it names: the kinds that
 * the workbooks use, and an error for any other.
 */
export function reckon(sheet: Worksheet, cell: string): Plain {
  const { formula } = sheet.getCell(cell)
  const at = (name: string) => shown(sheet.getCell(name.replaceAll('$', '')))
  const number = (name: string) => Number(at(name))
  const sum = /^(?:ROUND\()?SUM\(([^)]+)\)(?:,2\))?$/.exec(formula)
  if (sum)
    return cents(valuesOf(sheet, sum[1] ?? '').reduce<number>((all, one) => all + Number(one), 0))
  const ratio = /^IF\((\w+)=0,"—",(\w+)\/\1\)$/.exec(formula)
  if (ratio) {
    const [, below = '', above = ''] = ratio
    return number(below) === 0 ? '—' : number(above) / number(below)
  }
  const sums = /^ROUND\(SUMIFS\('(.+?)'!(.+?),'.+?'!(.+?),(.+?),'.+?'!(.+?),(.+?)\),2\)$/.exec(
    formula,
  )
  if (sums) {
    const [, name = '', points = '', keys = '', key = '', others = '', other = ''] = sums
    const source = sheet.workbook.getWorksheet(name)
    if (!source) throw new Error(`no sheet ${name}`)
    const [codes, rules] = [valuesOf(source, keys), valuesOf(source, others)]
    return cents(
      valuesOf(source, points).reduce<number>(
        (all, one, index) =>
          codes[index] === at(key) && rules[index] === at(other) ? all + Number(one) : all,
        0,
      ),
    )
  }
  throw new Error(`not a formula that is known: ${formula}`)
}

const cents = (value: number) => Math.round(value * 100) / 100
