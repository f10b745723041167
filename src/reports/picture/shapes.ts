import { textWidth } from './measure.ts'

/** One scale of greys, one accent; the rest is metal. */
export const COLOUR = {
  accent: '#2b7de9',
  ink: '#1b2430',
  text: '#3c4757',
  muted: '#667180',
  faint: '#b6c0cd',
  line: '#e2e7ee',
  page: '#f3f6fa',
  white: '#ffffff',
} as const

interface At {
  x: number
  y: number
}
export interface TextShape extends At {
  kind: 'text'
  text: string
  size: number
  weight: 400 | 700
  fill: string
  anchor: 'start' | 'middle' | 'end'
}
export interface RectShape extends At {
  kind: 'rect'
  width: number
  height: number
  radius: number
  fill: string
  stroke?: string
}
export interface CircleShape extends At {
  kind: 'circle'
  r: number
  fill: string
  stroke?: string
}
export interface PathShape {
  kind: 'path'
  d: string
  fill: string
}
export type Shape = TextShape | RectShape | CircleShape | PathShape

/** Part of the picture, and where the next part may begin. */
export interface Block {
  shapes: Shape[]
  bottom: number
}

export interface Box extends At {
  width: number
  height: number
}

type Style = Pick<TextShape, 'size' | 'fill'> & Partial<Pick<TextShape, 'weight' | 'anchor'>>

/** A line of text; `y` is its base line. */
export const text = (words: string, x: number, y: number, style: Style): TextShape => ({
  kind: 'text',
  text: words,
  x,
  y,
  weight: 400,
  anchor: 'start',
  ...style,
})

export const rect = (box: Box, radius: number, fill: string, stroke?: string): RectShape => ({
  kind: 'rect',
  ...box,
  radius,
  fill,
  ...(stroke === undefined ? {} : { stroke }),
})

/** The room that a text takes, from the top of its characters to their foot. */
export function boxOfText({ text, x, y, size, anchor }: TextShape): Box {
  const width = textWidth(text, size)
  const left = { start: x, middle: x - width / 2, end: x - width }[anchor]
  return { x: left, y: y - size * 0.88, width, height: size }
}
