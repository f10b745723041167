import { COLOUR, text } from './shapes.ts'
import type { Shape } from './shapes.ts'

interface Metal {
  rim: string
  face: string
  number: string
}
const GOLD: Metal = { rim: '#e3a008', face: '#fcd34d', number: '#6b4400' }
const SILVER: Metal = { rim: '#94a3b8', face: '#dbe3ec', number: '#37445a' }
const BRONZE: Metal = { rim: '#b8713a', face: '#eab38a', number: '#5b2f0e' }
const METALS: Readonly<Record<number, Metal>> = { 1: GOLD, 2: SILVER, 3: BRONZE }

const number = { weight: 700, anchor: 'middle' } as const

/** The first three on their ribbons; nothing for the others. */
export function medal(place: number, x: number, y: number): Shape[] | undefined {
  const metal = METALS[place]
  if (!metal) return undefined
  return [
    { kind: 'path', d: ribbon(x, y, -1), fill: '#8fbcf5' },
    { kind: 'path', d: ribbon(x, y, 1), fill: COLOUR.accent },
    { kind: 'circle', x, y, r: 19, fill: metal.face, stroke: metal.rim },
    { kind: 'circle', x, y, r: 14, fill: 'none', stroke: metal.rim },
    text(String(place), x, y + 8, { size: 22, fill: metal.number, ...number }),
  ]
}

/** One tail, to the left (-1) or to the right (1), with its notch. */
function ribbon(x: number, y: number, side: -1 | 1): string {
  const points: [number, number][] = [
    [1, 10],
    [14, 8],
    [19, 31],
    [11, 27],
    [6, 34],
  ]
  return `M${points.map(([dx, dy]) => `${x + side * dx} ${y + dy}`).join('L')}Z`
}
