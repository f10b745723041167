import { learn, outlineOf } from './glyphs.ts'
import type { Shape } from './shapes.ts'

const DEFINITIONS = `<defs><linearGradient id="band" x1="0" y1="0" x2="1" y2="0.35">
<stop offset="0" stop-color="#2b7de9"/><stop offset="1" stop-color="#1b5fc4"/></linearGradient>
<linearGradient id="bar" x1="0" y1="0" x2="1" y2="0">
<stop offset="0" stop-color="#6aa6f3"/><stop offset="1" stop-color="#2b7de9"/></linearGradient></defs>`

/** A drawing without texts: they are outlines, and need no font where they are shown. */
export function toSvg(width: number, height: number, shapes: readonly Shape[]): string {
  learn(shapes.filter((shape) => shape.kind === 'text'))
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${DEFINITIONS}${shapes.map(element).join('\n')}</svg>`
}

function element(shape: Shape): string {
  switch (shape.kind) {
    case 'text':
      return `<path d="${outlineOf(shape)}" fill="${shape.fill}"/>`
    case 'rect': {
      const { x, y, width, height, radius, fill } = shape
      return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="${radius}" fill="${fill}"${stroke(shape.stroke)}/>`
    }
    case 'circle':
      return `<circle cx="${round(shape.x)}" cy="${round(shape.y)}" r="${shape.r}" fill="${shape.fill}"${stroke(shape.stroke)}/>`
    case 'path':
      return `<path d="${shape.d}" fill="${shape.fill}"/>`
  }
}

const stroke = (colour: string | undefined) =>
  colour === undefined ? '' : ` stroke="${colour}" stroke-width="2"`

const round = (value: number) => Math.round(value * 10) / 10
