import type { RankingList, RankingTable } from '../../../schema/report.ts'
import { isPlaced, thisPeriod } from '../words.ts'
import { correctionsCard, footer, header, MARGIN, WIDTH } from './frame.ts'
import { card, listOf, PADDING, restFits } from './list.ts'
import { textWidth } from './measure.ts'
import { hasDots, narrowShape, scaleOf, SIZE, wideShape } from './row.ts'
import { COLOUR, rect } from './shapes.ts'
import type { Block, Shape } from './shapes.ts'

const GAP = 24
const COLUMN = (WIDTH - 2 * MARGIN - GAP) / 2
/** More than that in a list, and columns get too long to be seen at one glance. */
const MOST_IN_COLUMN = 14
/** A short column beside a long one leaves a hole. */
const MOST_APART = 5

export interface Layout {
  width: number
  height: number
  shapes: Shape[]
}

/** Everything on the picture with its place: what is drawn, and what tests can reckon with. */
export function layoutRanking(table: RankingTable): Layout {
  const lists = table.lists.filter(({ rows }) => rows.length > 0)
  const top = header(table)
  const body = fitsInColumns(lists)
    ? sideBySide(lists, table.period, top.bottom + GAP)
    : stacked(lists, table.period, top.bottom + GAP)
  const corrected =
    table.corrections.length === 0
      ? { shapes: [], bottom: body.bottom }
      : correctionsCard(table.corrections, body.bottom + GAP)
  const end = footer(table, corrected.bottom + GAP, placedIn(lists).some(hasDots))
  const page = rect({ x: 0, y: 0, width: WIDTH, height: end.bottom }, 0, COLOUR.page)
  const parts = [top, body, corrected, end]
  return {
    width: WIDTH,
    height: end.bottom,
    shapes: [page, ...parts.flatMap(({ shapes }) => shapes)],
  }
}

const placedIn = (lists: readonly RankingList[]) =>
  lists.flatMap(({ rows }) => rows).filter(isPlaced)

const nothingYet = (period: string) => (thisPeriod(period) === '本月' ? '本月暂无' : '本期暂无')

function fitsInColumns(lists: readonly RankingList[]): boolean {
  const [one, other, ...more] = lists.map(({ rows }) => rows.filter(isPlaced).length)
  if (one === undefined || other === undefined || more.length > 0) return false
  const inside = COLUMN - 2 * PADDING
  const { width } = narrowShape(inside).name
  return (
    Math.max(one, other) <= MOST_IN_COLUMN &&
    Math.abs(one - other) <= MOST_APART &&
    placedIn(lists).every(({ unit }) => textWidth(unit, SIZE.name) <= width) &&
    lists.every((list) => restFits(list, inside))
  )
}

/** Both cards end where the longer one does. */
function sideBySide(lists: readonly RankingList[], period: string, top: number): Block {
  const scale = scaleOf(placedIn(lists))
  const shape = narrowShape(COLUMN - 2 * PADDING)
  const lefts = lists.map((_, index) => MARGIN + index * (COLUMN + GAP))
  const insides = lists.map((list, index) => {
    const at = { left: lefts[index] ?? MARGIN, top, width: COLUMN }
    return listOf(list, at, shape, scale, nothingYet(period))
  })
  const bottom = Math.max(...insides.map((inside) => inside.bottom))
  const cards = insides.map(({ shapes }, index) =>
    card(lefts[index] ?? MARGIN, top, COLUMN, { shapes, bottom }),
  )
  return { shapes: cards.flatMap(({ shapes }) => shapes), bottom: cards[0]?.bottom ?? top }
}

function stacked(lists: readonly RankingList[], period: string, top: number): Block {
  const scale = scaleOf(placedIn(lists))
  const width = WIDTH - 2 * MARGIN
  const shape = wideShape(width - 2 * PADDING, placedIn(lists))
  const shapes: Shape[] = []
  let bottom = top - GAP
  for (const list of lists) {
    const at = { left: MARGIN, top: bottom + GAP, width }
    const drawn = card(MARGIN, at.top, width, listOf(list, at, shape, scale, nothingYet(period)))
    shapes.push(...drawn.shapes)
    bottom = drawn.bottom
  }
  return { shapes, bottom }
}
