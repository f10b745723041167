import {
  AlignmentType,
  HeadingLevel,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx'
import { CHAR, FONTS, PARAGRAPH, SIZE, TABLE, TEXT_WIDTH } from './style.ts'

export type Part = Paragraph | Table

export const title = (lines: readonly string[]) =>
  new Paragraph({
    heading: HeadingLevel.TITLE,
    children: lines.map((text, index) => new TextRun({ text, break: index === 0 ? 0 : 1 })),
  })
export const heading = (text: string) => new Paragraph({ text, heading: HeadingLevel.HEADING_1 })
export const subheading = (text: string) => new Paragraph({ text, heading: HeadingLevel.HEADING_2 })
export const body = (text: string) => new Paragraph({ text, ...PARAGRAPH.body })
/** To whom it is addressed: the one line that begins at the margin. */
export const addressee = (text: string) => new Paragraph({ text, ...PARAGRAPH.plain })
export const emptyLine = () => new Paragraph({ text: '', ...PARAGRAPH.plain, keepNext: true })
/** What stands on the same page as that which comes next. */
export const lead = (text: string) => new Paragraph({ text, ...PARAGRAPH.body, keepNext: true })

export const mark = (text: string) =>
  new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [new TextRun({ text, font: FONTS.heading, size: SIZE.body })],
  })

export interface Column {
  name: string
  /** A share of the width. */
  share: number
}

/** Up to so many rows are kept on one page; more would leave much of the page before it empty. */
const MOST_TOGETHER = 8

/** Its caption above it; the head is repeated on every page, and no row is torn apart. */
export function table(
  caption: string,
  columns: readonly Column[],
  rows: readonly string[][],
): Part[] {
  const all = columns.reduce((sum, { share }) => sum + share, 0)
  const widths = columns.map(({ share }) => Math.floor((TEXT_WIDTH * share) / all))
  const head = columns.map(({ name }) => name)
  return [
    new Paragraph({
      ...PARAGRAPH.caption,
      children: [new TextRun({ text: caption, font: FONTS.heading, size: SIZE.table })],
    }),
    new Table({
      ...TABLE,
      columnWidths: widths,
      width: { size: widths.reduce((sum, one) => sum + one, 0), type: WidthType.DXA },
      rows: [head, ...rows].map((cells, index) => {
        const together = index < 2 || (index < rows.length && rows.length <= MOST_TOGETHER)
        return row(cells, widths, { head: index === 0, together })
      }),
    }),
    new Paragraph({ text: '', spacing: { line: 240 } }),
  ]
}

function row(
  cells: readonly string[],
  widths: readonly number[],
  { head, together }: { head: boolean; together: boolean },
): TableRow {
  const font = head ? FONTS.heading : FONTS.body
  return new TableRow({
    tableHeader: head,
    cantSplit: true,
    children: cells.map(
      (text, index) =>
        new TableCell({
          width: { size: widths[index] ?? 0, type: WidthType.DXA },
          verticalAlign: VerticalAlignTable.CENTER,
          children: [
            new Paragraph({
              alignment: AlignmentType.CENTER,
              keepNext: together,
              children: [new TextRun({ text, font, size: SIZE.table })],
            }),
          ],
        }),
    ),
  })
}

/** How many characters wide it is set: figures and Latin letters take half of one. */
const ems = (text: string) =>
  [...text].reduce((sum, char) => sum + (char.charCodeAt(0) < 0x250 ? 0.5 : 1), 0)

/**
 * 落款, as GB/T 9704 7.3.5.2 has it: the name two characters from the right margin, the date in
 * the next line two characters further right than the name begins; a longer date takes the margin.
 */
export function signature(name: string, date: string): Paragraph[] {
  const dateRight = Math.max(2, ems(name) - ems(date))
  const nameRight = dateRight + ems(date) + 2 - ems(name)
  const line = (text: string, right: number, keepNext: boolean) =>
    new Paragraph({
      text,
      ...PARAGRAPH.plain,
      keepNext,
      alignment: AlignmentType.RIGHT,
      indent: { right: Math.round(right * CHAR) },
    })
  return [line(name, nameRight, true), line(date, dateRight, false)]
}
