import type { RankingList } from '../../../schema/report.ts'
import { isPlaced } from '../words.ts'
import { flow, shorten, textWidth } from './measure.ts'
import { drawRow } from './row.ts'
import type { RowShape, Scale } from './row.ts'
import { COLOUR, rect, text } from './shapes.ts'
import type { Block, Shape } from './shapes.ts'

export const PADDING = 22
const HEAD = 70
const LINE = 36
/** Of the names of units with nothing. */
const SMALL = 22

/** A white card with a heading; what is inside is drawn later, so that its height is known. */
export function card(left: number, top: number, width: number, inside: Block): Block {
  const bottom = inside.bottom + PADDING
  const box = { x: left, y: top, width, height: bottom - top }
  return { shapes: [rect(box, 18, COLOUR.white, COLOUR.line), ...inside.shapes], bottom }
}

/** What a list's card holds: the placed ones with their bars, then those with nothing, by name alone. */
export function listOf(
  list: RankingList,
  at: { left: number; top: number; width: number },
  shape: RowShape,
  scale: Scale,
  nothingYet: string,
): Block {
  const left = at.left + PADDING
  const width = at.width - 2 * PADDING
  const placed = list.rows.filter(isPlaced)
  const rest = list.rows.filter((row) => !isPlaced(row)).map(({ unit }) => unit)
  const shapes: Shape[] = listHead(list, left, at.top, width)
  let y = at.top + HEAD
  for (const row of placed) {
    shapes.push(...drawRow(row, shape, scale, left, y))
    y += shape.height
  }
  if (rest.length === 0) return { shapes, bottom: y - 8 }
  if (placed.length > 0) {
    shapes.push(rect({ x: left, y: y + 2, width, height: 2 }, 0, COLOUR.line))
    y += 12
  }
  const nothing = withNothing(rest, nothingYet, left, y, width)
  return { shapes: [...shapes, ...nothing.shapes], bottom: nothing.bottom }
}

function listHead(list: RankingList, left: number, top: number, width: number): Shape[] {
  const count = `${list.rows.length} 个单位`
  const room = width - 18 - textWidth(count, 22) - 12
  return [
    rect({ x: left, y: top + 24, width: 6, height: 26 }, 3, COLOUR.accent),
    text(shorten(list.name, 28, room), left + 18, top + 47, {
      size: 28,
      fill: COLOUR.ink,
      weight: 700,
    }),
    text(count, left + width, top + 46, { size: 22, fill: COLOUR.muted, anchor: 'end' }),
  ]
}

/** Whether no name of a unit with nothing would be cut: what is left of several may look alike. */
export const restFits = ({ rows }: RankingList, width: number): boolean =>
  rows.every((row) => isPlaced(row) || textWidth(row.unit, SMALL) <= width)

/** In neutral grey and without a number: nobody is the last. */
function withNothing(
  units: readonly string[],
  label: string,
  left: number,
  top: number,
  width: number,
): Block {
  const style = { size: SMALL, fill: COLOUR.muted }
  const lines = flow(units, SMALL, width, SMALL)
  const shapes = lines.flatMap((items, index) =>
    items.map((item) => text(item.text, left + item.x, top + 28 + LINE * (index + 1), style)),
  )
  return {
    shapes: [text(label, left, top + 28, { ...style, weight: 700 }), ...shapes],
    bottom: top + 28 + LINE * lines.length + 4,
  }
}
