import { pointsText } from '../../../schema/figure-text.ts'
import type { PlacedRow } from '../words.ts'
import { shorten, textWidth } from './measure.ts'
import { medal } from './medal.ts'
import { COLOUR, rect, text } from './shapes.ts'
import type { Shape } from './shapes.ts'

export const SIZE = { name: 26, points: 26, small: 22 } as const
/** Beyond that many owed, dots are not counted at a glance any more. */
const MOST_DOTS = 6
const DOT = { r: 7, step: 20 } as const
const BAR_HEIGHT = 18
const GAP = 16

/** Where the parts of a row stand, from its own top left; `small` and `dots` by their right end. */
export interface RowShape {
  height: number
  place: { x: number; y: number }
  name: { x: number; y: number; width: number }
  bar: { x: number; y: number; width: number }
  small: { x: number; y: number; anchor: 'start' | 'end' }
  dots: { x: number; y: number }
}

const smallOf = ({ filed, adopted, quota }: PlacedRow): string =>
  `报 ${filed}${quota > MOST_DOTS ? `/${quota}` : ''} · 用 ${adopted}`

const dotsOf = ({ quota }: PlacedRow): number => (quota > MOST_DOTS ? 0 : Math.max(quota, 0))

export const hasDots = (row: PlacedRow): boolean => dotsOf(row) > 0

const widest = (widths: readonly number[]) => Math.max(0, ...widths)
const dotsWidth = (rows: readonly PlacedRow[]) => widest(rows.map((row) => dotsOf(row) * DOT.step))
const smallWidth = (rows: readonly PlacedRow[]) =>
  widest(rows.map((row) => textWidth(smallOf(row), SIZE.small)))

/** Three lines: name, bar, counts. For half the picture's width. */
export function narrowShape(width: number): RowShape {
  const x = 58
  return {
    height: 112,
    place: { x: 24, y: 34 },
    name: { x, y: 35, width: width - x },
    bar: { x, y: 48, width: width - x },
    small: { x, y: 96, anchor: 'start' },
    dots: { x: width, y: 88 },
  }
}

/** Everything in one line where the names leave room for a bar, else two lines. */
export function wideShape(width: number, rows: readonly PlacedRow[]): RowShape {
  const x = 64
  const dots = dotsWidth(rows)
  const smallRight = width - (dots === 0 ? 0 : dots + GAP)
  const right = smallRight - smallWidth(rows) - GAP
  const name = widest(rows.map(({ unit }) => textWidth(unit, SIZE.name)))
  const place = { x: 26, y: 27 }
  if (right - (x + name + GAP) >= 220) {
    return {
      height: 66,
      place,
      name: { x, y: 40, width: name },
      bar: { x: x + name + GAP, y: 21, width: right - (x + name + GAP) },
      small: { x: smallRight, y: 39, anchor: 'end' },
      dots: { x: width, y: 31 },
    }
  }
  return {
    height: 90,
    place,
    name: { x, y: 36, width: width - dots - GAP - x },
    bar: { x, y: 51, width: width - smallWidth(rows) - GAP - x },
    small: { x: width, y: 69, anchor: 'end' },
    dots: { x: width, y: 27 },
  }
}

/** How points become lengths: the same in every list of the picture, or bars would mislead. */
export interface Scale {
  most: number
  least: number
}
export function scaleOf(rows: readonly PlacedRow[]): Scale {
  const all = rows.map(({ hundredths }) => hundredths)
  return { most: Math.max(0, ...all), least: Math.min(0, ...all) }
}

export function drawRow(row: PlacedRow, shape: RowShape, scale: Scale, left: number, top: number) {
  const { place, name, small } = shape
  return [
    ...placeOf(row, left + place.x, top + place.y, top + name.y),
    text(shorten(row.unit, SIZE.name, name.width), left + name.x, top + name.y, {
      size: SIZE.name,
      fill: COLOUR.ink,
    }),
    ...barOf(row, shape.bar, scale, left, top),
    text(smallOf(row), left + small.x, top + small.y, {
      size: SIZE.small,
      fill: COLOUR.muted,
      anchor: small.anchor,
    }),
    ...drawDots(row, left + shape.dots.x, top + shape.dots.y),
  ]
}

/** No medal for points that are none, whatever the place. */
function placeOf(row: PlacedRow, x: number, y: number, baseLine: number): Shape[] {
  const won = row.hundredths > 0 ? medal(row.place, x, y) : undefined
  if (won) return won
  const style = { size: SIZE.points, fill: COLOUR.muted, weight: 700, anchor: 'middle' } as const
  return [text(String(row.place), x, baseLine, style)]
}

/** To the right of the zero line, or to its left; the number stands behind what reaches right. */
function barOf(row: PlacedRow, bar: RowShape['bar'], scale: Scale, left: number, top: number) {
  const number = pointsText(row.hundredths)
  const room = bar.width - numberRoom(scale)
  const perPoint = room / Math.max(scale.most - scale.least, 1)
  const zero = left + bar.x - scale.least * perPoint
  const length = Math.abs(row.hundredths) * perPoint
  const negative = row.hundredths < 0
  const y = top + bar.y
  const shapes: Shape[] = []
  if (scale.least < 0) {
    shapes.push(rect({ x: zero - 1, y: y - 5, width: 2, height: BAR_HEIGHT + 10 }, 0, COLOUR.line))
  }
  if (length > 0) {
    const box = { x: negative ? zero - length : zero, y, width: length, height: BAR_HEIGHT }
    const radius = Math.min(BAR_HEIGHT, length) / 2
    shapes.push(rect(box, radius, negative ? COLOUR.faint : 'url(#bar)'))
  }
  const end = negative || length === 0 ? zero : zero + length
  shapes.push(
    text(number, end + (end === left + bar.x ? 0 : 10), y + BAR_HEIGHT, {
      size: SIZE.points,
      fill: row.hundredths > 0 ? COLOUR.accent : COLOUR.muted,
      weight: 700,
    }),
  )
  return shapes
}

/** The widest number that may stand at a bar's end. */
const numberRoom = ({ most, least }: Scale): number =>
  10 + widest([most, least, most - 1, 25].map((one) => textWidth(pointsText(one), SIZE.points)))

function drawDots(row: PlacedRow, right: number, y: number): Shape[] {
  const count = dotsOf(row)
  return Array.from({ length: count }, (_, index) => {
    const x = right - (count - index) * DOT.step + DOT.step - DOT.r - 1
    return index < row.filed
      ? { kind: 'circle', x, y, r: DOT.r, fill: COLOUR.accent }
      : { kind: 'circle', x, y, r: DOT.r - 1, fill: COLOUR.white, stroke: COLOUR.faint }
  })
}
