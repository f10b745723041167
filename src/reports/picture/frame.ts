import { percentOf } from '../../../schema/figure-text.ts'
import type { RankingTable } from '../../../schema/report.ts'
import { asOfLine, office } from '../words.ts'
import { card, PADDING } from './list.ts'
import { fittingSize, shorten, wrap, wrapClauses } from './measure.ts'
import { COLOUR, rect, text } from './shapes.ts'
import type { Block, Shape } from './shapes.ts'

export const WIDTH = 900
export const MARGIN = 32
const INNER = WIDTH - 2 * MARGIN
const BAND = 208

/** The band at the top: whose ranking, of what, how fresh. */
export function header(table: RankingTable): Block {
  const title = `宣传信息排行 · ${table.period}`
  const size = fittingSize(title, 50, 30, INNER)
  const white = COLOUR.white
  return {
    shapes: [
      rect({ x: 0, y: 0, width: WIDTH, height: BAND }, 0, 'url(#band)'),
      ...rises(),
      text(shorten(office(table.subdistrict), 26, INNER), MARGIN, 60, { size: 26, fill: white }),
      text(shorten(title, size, INNER), MARGIN, 122, { size, fill: white, weight: 700 }),
      text(asOfLine(table), MARGIN, 170, { size: 24, fill: white }),
    ],
    bottom: BAND,
  }
}

/** Bars that climb behind the words, so faint that the words stay clear. */
function rises(): Shape[] {
  return [48, 78, 66, 112, 148].map((height, index) =>
    rect(
      { x: 640 + index * 46, y: BAND - height, width: 30, height },
      6,
      `rgba(255,255,255,0.${String(6 + index).padStart(2, '0')})`,
    ),
  )
}

/** 更正: each line whole. */
export function correctionsCard(corrections: readonly string[], top: number): Block {
  const left = MARGIN + PADDING
  const lines = corrections.flatMap((line) => wrap(line, 22, INNER - 2 * PADDING))
  return card(MARGIN, top, INNER, {
    shapes: [
      text('更正', left, top + 46, { size: 24, fill: COLOUR.ink, weight: 700 }),
      ...lines.map((line, index) =>
        text(line, left, top + 84 + index * 34, { size: 22, fill: COLOUR.text }),
      ),
    ],
    bottom: top + 84 + (lines.length - 1) * 34 + 4,
  })
}

/** The three figures of everybody together, and how points are made. */
export function footer({ totals, rules }: RankingTable, top: number, withDots: boolean): Block {
  const figures: [string, string][] = [
    ['报送', String(totals.filed)],
    ['采用', String(totals.adopted)],
    ['采用率', percentOf(totals.rate)],
  ]
  const column = INNER / figures.length
  const totalsCard = card(MARGIN, top, INNER, {
    shapes: figures.flatMap(([label, value], index) => {
      const x = MARGIN + column * (index + 0.5)
      const rule = { x: MARGIN + column * index, y: top + 32, width: 2, height: 72 }
      return [
        ...(index === 0 ? [] : [rect(rule, 0, COLOUR.line)]),
        text(value, x, top + 70, { size: 46, fill: COLOUR.ink, weight: 700, anchor: 'middle' }),
        text(label, x, top + 108, { size: 22, fill: COLOUR.muted, anchor: 'middle' }),
      ]
    }),
    bottom: top + 108,
  })
  const lines = [rules, ...(withDots ? ['圆点为任务数，实心为已报送。'] : [])].flatMap((line) =>
    wrapClauses(line, 22, INNER),
  )
  const start = totalsCard.bottom + 44
  return {
    shapes: [
      ...totalsCard.shapes,
      ...lines.map((line, index) =>
        text(line, MARGIN, start + index * 34, { size: 22, fill: COLOUR.muted }),
      ),
    ],
    bottom: start + (lines.length - 1) * 34 + 36,
  }
}
