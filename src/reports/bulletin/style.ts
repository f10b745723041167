import { AlignmentType, convertMillimetersToTwip, LineRuleType, TableLayoutType } from 'docx'
import type { IStylesOptions } from 'docx'

/**
 * The fonts that GB/T 9704 notices are set in, as Word and WPS know them. Where one is not
 * installed the file itself names its stand-in (`package.ts`), which Windows always has.
 */
const LATIN = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', cs: 'Times New Roman' }
export const FONTS = {
  title: { ...LATIN, eastAsia: '方正小标宋简体' },
  heading: { ...LATIN, eastAsia: '黑体' },
  subheading: { ...LATIN, eastAsia: '楷体_GB2312' },
  body: { ...LATIN, eastAsia: '仿宋_GB2312' },
  page: { ...LATIN, eastAsia: '宋体' },
}
export const STAND_INS = { 方正小标宋简体: '宋体', 仿宋_GB2312: '仿宋', 楷体_GB2312: '楷体' }

/** 三号 is 16 points; docx counts half points, and twentieths for lengths. */
export const SIZE = { title: 44, body: 32, table: 24, page: 28 }
export const CHAR = (SIZE.body / 2) * 20

const LINES = { line: 28 * 20, lineRule: LineRuleType.EXACT }
const INDENT = { firstLine: 2 * CHAR, firstLineChars: 200 }

export const PARAGRAPH = {
  title: {
    alignment: AlignmentType.CENTER,
    spacing: { line: 36 * 20, lineRule: LineRuleType.EXACT, before: 240, after: 480 },
  },
  body: { spacing: LINES, indent: INDENT, alignment: AlignmentType.JUSTIFIED },
  plain: { spacing: LINES },
  heading: { spacing: LINES, indent: INDENT, keepNext: true },
  caption: { spacing: { ...LINES, before: 120 }, alignment: AlignmentType.CENTER, keepNext: true },
}

const BLACK = '000000'
export const STYLES: IStylesOptions = {
  default: {
    document: { run: { font: FONTS.body, size: SIZE.body, color: BLACK } },
    title: {
      run: { font: FONTS.title, size: SIZE.title, color: BLACK },
      paragraph: PARAGRAPH.title,
    },
    heading1: {
      run: { font: FONTS.heading, size: SIZE.body, color: BLACK },
      paragraph: PARAGRAPH.heading,
    },
    heading2: {
      run: { font: FONTS.subheading, size: SIZE.body, color: BLACK },
      paragraph: PARAGRAPH.heading,
    },
  },
}

const mm = convertMillimetersToTwip
/** A4, and the margins of GB/T 9704: 37, 35, 28 and 26 millimetres. */
export const PAGE = {
  size: { width: mm(210), height: mm(297) },
  margin: { top: mm(37), bottom: mm(35), left: mm(28), right: mm(26), footer: mm(25) },
}
export const TEXT_WIDTH = mm(210) - mm(28) - mm(26)
export const TABLE = {
  layout: TableLayoutType.FIXED,
  margins: { top: 60, bottom: 60, left: 60, right: 60 },
}
