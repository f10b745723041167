import { Resvg } from '@resvg/resvg-js'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { escapeXml } from '../xml.ts'
import type { TextShape } from './shapes.ts'

/** The package's own entry stands in `dist/`, beside the folder with the files. */
const ENTRY = createRequire(import.meta.url).resolve('@embedpdf/fonts-sc')
const FONTS = join(dirname(dirname(ENTRY)), 'fonts')
const FONT = 'Noto Sans S Chinese'
const EM = 1000
/** Its left edge, in a text that ends at 0, tells how wide what follows it is. */
const PROBE = '国'

interface Glyph {
  /** In thousandths of the size, from the base line's beginning; empty for a space. */
  outline: string
  advance: number
}

/**
 * What a character looks like never changes: kept, because the renderer reads the whole font file
 * (8 MB) again for every character that it is asked to draw as text.
 */
const known = new Map<string, Glyph>()

/** The outline of a line of text in the bundled font, where it stands in the picture. */
export function outlineOf({ text, x, y, size, weight, anchor }: TextShape): string {
  const scale = size / EM
  const glyphs = glyphsOf(text, weight)
  const width = glyphs.reduce((sum, { advance }) => sum + advance, 0) * scale
  let left = { start: x, middle: x - width / 2, end: x - width }[anchor]
  return glyphs
    .map(({ outline, advance }) => {
      const placed = moved(outline, left, y, scale)
      left += advance * scale
      return placed
    })
    .join('')
}

/** How wide a text is when it is drawn. */
export function drawnWidth(text: string, size: number, weight: TextShape['weight']): number {
  const all = glyphsOf(text, weight).reduce((sum, { advance }) => sum + advance, 0)
  return (all * size) / EM
}

/** Looks the characters of all texts up at once: each look costs the loading of the fonts. */
export function learn(texts: readonly Pick<TextShape, 'text' | 'weight'>[]) {
  const wanted = new Set(texts.flatMap(({ text, weight }) => keysOf(text, weight)))
  const unknown = [...wanted].filter((key) => !known.has(key))
  if (unknown.length === 0) return
  const drawn = paths(unknown.map(sampleOf).join(''))
  const probes = { 400: leftOf(drawn.get('p400')), 700: leftOf(drawn.get('p700')) }
  unknown.forEach((key, index) => {
    const { char, weight } = parts(key)
    const left = isFullWidth(char) ? undefined : leftOf(drawn.get(`w${index}`))
    const advance = left === undefined ? EM : (probes[weight] ?? 0) - left
    known.set(key, { outline: drawn.get(`g${index}`) ?? '', advance })
  })
}

function glyphsOf(text: string, weight: TextShape['weight']): Glyph[] {
  learn([{ text, weight }])
  return keysOf(text, weight).flatMap((key) => known.get(key) ?? [])
}

const keysOf = (text: string, weight: number) => [...text].map((char) => `${weight}${char}`)
const parts = (key: string) =>
  ({ char: key.slice(3), weight: key.startsWith('400') ? 400 : 700 }) as const
const isFullWidth = (char: string) => (char.codePointAt(0) ?? 0) >= 0x2e80

function sampleOf(key: string, index: number): string {
  const { char, weight } = parts(key)
  const drawn = sample(`g${index}`, char, weight, 'start')
  return isFullWidth(char) ? drawn : drawn + sample(`w${index}`, PROBE + char, weight, 'end')
}

const sample = (id: string, text: string, weight: number, anchor: string) =>
  `<text id="${id}" font-weight="${weight}" text-anchor="${anchor}" xml:space="preserve">${escapeXml(text)}</text>`

/** The outlines of samples, by their ids; the renderer turns every text into a path. */
function paths(samples: string): Map<string, string> {
  const probes = [400, 700].map((weight) => sample(`p${weight}`, PROBE, weight, 'end')).join('')
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" font-family="${FONT}" font-size="${EM}">${probes}${samples}</svg>`
  const drawn = new Resvg(svg, {
    font: {
      fontFiles: ['Regular', 'Bold'].map((face) => join(FONTS, `NotoSansHans-${face}.otf`)),
      loadSystemFonts: false,
      defaultFontFamily: FONT,
    },
  }).toString()
  const found = drawn.matchAll(/<g id="(\w+)"[^>]*>\s*<path[^>]* d="([^"]*)"/g)
  return new Map([...found].map(([, id = '', path = '']) => [id, path]))
}

function leftOf(path: string | undefined): number | undefined {
  const start = path?.match(/M (-?[\d.]+)/)?.[1]
  return start === undefined ? undefined : Number(start)
}

const tenths = (value: number) => Math.round(value * 100) / 100

/** All its coordinates are absolute, in pairs. */
const moved = (outline: string, x: number, y: number, scale: number) =>
  outline.replace(
    /(-?[\d.]+) (-?[\d.]+)/g,
    (_, dx: string, dy: string) =>
      `${tenths(x + Number(dx) * scale)} ${tenths(y + Number(dy) * scale)}`,
  )
