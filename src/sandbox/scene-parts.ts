/** What the sample pictures are put together from: SVG of 1280 × 960, varied by `random`. */

export type Random = () => number

export const between = (random: Random, low: number, high: number) =>
  Math.round(low + random() * (high - low))
export const pick = <T>(random: Random, list: readonly [T, ...T[]]): T =>
  list[Math.floor(random() * list.length)] ?? list[0]
export const times = (count: number, draw: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => draw(i)).join('')
export const rect = (x: number, y: number, w: number, h: number, fill: string, rest = '') =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${fill}" ${rest}/>`
export const disc = (x: number, y: number, r: number, fill: string, rest = '') =>
  `<circle cx="${x}" cy="${y}" r="${r}" fill="${fill}" ${rest}/>`

export function sky(top: string, bottom: string): string {
  const stops = `<stop offset="0" stop-color="${top}"/><stop offset="1" stop-color="${bottom}"/>`
  return `<linearGradient id="sky" x2="0" y2="1">${stops}</linearGradient>${rect(0, 0, 1280, 960, 'url(#sky)')}`
}

export function hills(random: Random, base: number, fill: string): string {
  const points = Array.from({ length: 9 }, (_, i) => `${i * 160} ${base - between(random, 0, 110)}`)
  const curve = points.slice(1).map((point, i) => `S${i * 160 + 90} ${base - 60} ${point}`)
  return `<path d="M0 960 L${points[0] ?? ''} ${curve.join(' ')} L1280 960Z" fill="${fill}"/>`
}

export function clouds(random: Random): string {
  return times(4, () => {
    const [x, y] = [between(random, 40, 1180), between(random, 60, 260)]
    return `<g fill="#fff" opacity=".8">${disc(x, y, 34, '#fff')}${disc(x + 44, y - 14, 46, '#fff')}${disc(x + 96, y, 32, '#fff')}</g>`
  })
}

export function tree(random: Random, x: number, ground: number, size: number): string {
  const crown = times(16, () => {
    const [dx, dy] = [between(random, -size, size) * 0.7, between(random, -size, size) * 0.6]
    const green = pick(random, ['#3f7d4e', '#4f9460', '#356b43', '#66a877'])
    return disc(
      Math.round(x + dx),
      Math.round(ground - size * 1.9 + dy),
      Math.round(size * 0.38),
      green,
    )
  })
  return rect(x - size / 10, ground - size * 1.6, size / 5, size * 1.6, '#6b4a35') + crown
}

export function person(random: Random, x: number, ground: number, size: number): string {
  const coat = pick(random, ['#c94f4f', '#3a6ea5', '#e0a030', '#5b8c5a', '#7a5ba8', '#d77a9a'])
  const body = `<path d="M${x - size * 0.26} ${ground} q0 ${-size * 0.62} ${size * 0.26} ${-size * 0.62} t${size * 0.26} ${size * 0.62}Z" fill="${coat}"/>`
  return (
    body +
    disc(x, Math.round(ground - size * 0.76), Math.round(size * 0.15), '#f0c9a6') +
    `<path d="M${x - size * 0.15} ${ground - size * 0.78} a${size * 0.15} ${size * 0.17} 0 0 1 ${size * 0.3} 0Z" fill="#3b2a22"/>`
  )
}

export function crowd(random: Random, count: number, ground: number, size: number): string {
  return times(count, (i) =>
    person(
      random,
      Math.round(((i + 0.3 + random() * 0.5) * 1280) / count),
      ground + between(random, -16, 24),
      size,
    ),
  )
}

export function bricks(x: number, y: number, w: number, h: number): string {
  return `<path d="${times(Math.floor(h / 26), (i) => `M${x} ${y + i * 26}h${w}`)}" stroke="#000" stroke-opacity=".07" stroke-width="2"/>`
}

export function house(random: Random, x: number, ground: number, w: number, h: number): string {
  const wall = pick(random, ['#f3e7d3', '#e8d3bd', '#dfe6e4', '#f2dcc8'])
  const top = ground - h
  const columns = Math.floor(w / 74)
  const windows = times(columns * Math.floor(h / 96), (i) => {
    const [wx, wy] = [x + 22 + (i % columns) * 74, top + 28 + Math.floor(i / columns) * 96]
    return (
      rect(
        wx,
        wy,
        42,
        54,
        pick(random, ['#8db4cc', '#a9c8d8', '#f5d98b']),
        'stroke="#fff" stroke-width="5"',
      ) + `<path d="M${wx + 21} ${wy}v54" stroke="#fff" stroke-width="3"/>`
    )
  })
  const roof = `<path d="M${x - 16} ${top} L${x + 30} ${top - 44} H${x + w - 30} L${x + w + 16} ${top}Z" fill="${pick(random, ['#a4553f', '#7d5a50', '#5d6d7e'])}"/>`
  return rect(x, top, w, h, wall) + bricks(x, top, w, h) + windows + roof
}
