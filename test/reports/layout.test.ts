import { describe, expect, test } from 'vitest'
import { drawnWidth } from '../../src/reports/picture/glyphs.ts'
import { layoutRanking } from '../../src/reports/picture/layout.ts'
import { textWidth } from '../../src/reports/picture/measure.ts'
import { boxOfText } from '../../src/reports/picture/shapes.ts'
import type { Box, Shape, TextShape } from '../../src/reports/picture/shapes.ts'
import type { RankingTable } from '../../schema/report.ts'
import { RANKINGS, rankingOf, unitRow } from '../../scripts/look-at-reports/samples.ts'

const isText = (shape: Shape): shape is TextShape => shape.kind === 'text'
const textsOf = (table: RankingTable) => layoutRanking(table).shapes.filter(isText)
const wordsOf = (table: RankingTable) => textsOf(table).map(({ text }) => text)

/** Bars and dots: what carries figures. Cards, the band and medals lie behind texts on purpose. */
function marksOf(shapes: readonly Shape[]): Box[] {
  return shapes.flatMap((shape): Box[] => {
    if (shape.kind === 'rect' && shape.height === 18) return [shape]
    if (shape.kind === 'circle' && shape.r < 10) {
      const { x, y, r } = shape
      return [{ x: x - r, y: y - r, width: 2 * r, height: 2 * r }]
    }
    return []
  })
}

const overlap = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

function overlaps(boxes: readonly (Box & { name: string })[]): string[] {
  return boxes.flatMap((one, index) =>
    boxes
      .slice(index + 1)
      .filter((other) => overlap(one, other))
      .map((other) => `${one.name} / ${other.name}`),
  )
}

describe.each(Object.entries(RANKINGS))('in the case %s', (_, table) => {
  const { shapes, width, height } = layoutRanking(table)
  const texts = shapes.filter(isText).map((shape) => ({ ...boxOfText(shape), name: shape.text }))
  const marks = marksOf(shapes).map((box, index) => ({ ...box, name: `mark ${index}` }))

  test('nothing overlaps', () => {
    expect(overlaps([...texts, ...marks])).toEqual([])
  })

  test('everything keeps off the edges', () => {
    const outside = [...texts, ...marks].filter(
      (box) =>
        box.x < 32 || box.x + box.width > width - 32 || box.y < 0 || box.y + box.height > height,
    )
    expect(outside).toEqual([])
  })

  test('every unit is named, and every count and number of points is there', () => {
    const words = wordsOf(table)
    for (const { unit, place, hundredths } of table.lists.flatMap(({ rows }) => rows)) {
      expect(words).toContain(unit)
      if (place === null) continue
      expect(words).toContain(String(place))
      expect(words).toContain(String(hundredths / 100).replace('-', '−'))
    }
  })

  test('nothing is smaller than 22, which a phone shows as 9', () => {
    expect(Math.min(...shapes.filter(isText).map(({ size }) => size))).toBeGreaterThanOrEqual(22)
  })
})

test('the head says whose ranking it is, of what, and how fresh', () => {
  expect(wordsOf(RANKINGS.month).slice(0, 3)).toEqual([
    '云溪街道宣传办公室',
    '宣传信息排行 · 2026年10月',
    '统计截至 11月3日 18:00',
  ])
  expect(wordsOf(RANKINGS.live)).toContain('统计截至 11月3日 18:00（未定稿）')
  expect(wordsOf(RANKINGS.year)).toContain('统计截至 2027年1月3日 18:00')
})

test('units with nothing stand at the end, in grey, under words that fit the period', () => {
  expect(wordsOf(RANKINGS.month)).toContain('本月暂无')
  expect(wordsOf(RANKINGS.quarter)).toContain('本期暂无')
  expect(wordsOf(RANKINGS.year)).toContain('本期暂无')
  const texts = textsOf(RANKINGS.oneList)
  const last = texts.find(({ text }) => text === '清溪村')
  const placed = texts.find(({ text }) => text === '荷塘村')
  expect(last?.y).toBeGreaterThan(placed?.y ?? Infinity)
  expect(last?.fill).not.toBe(placed?.fill)
})

test('lists stand side by side as long as no name would be cut, of units with nothing neither', () => {
  const sideBySide = (table: RankingTable) => {
    const [one, other] = table.lists.map(({ name }) =>
      textsOf(table).find(({ text }) => text === name),
    )
    return one?.y === other?.y
  }
  expect(sideBySide(RANKINGS.month)).toBe(true)
  expect(sideBySide(RANKINGS.longIdle)).toBe(false)
})

test('how points are made is one line, and breaks between its parts where it is longer', () => {
  const { rules } = RANKINGS.month
  expect(wordsOf(RANKINGS.month)).toContain(rules)
  const longer = wordsOf({ ...RANKINGS.month, rules: rules.replace('迟报', '每篇迟报') })
  expect(longer).toContain('每篇迟报 −1')
})

test('what is owed is dots, and a fraction where there are more than six', () => {
  const dots = (table: RankingTable) =>
    layoutRanking(table).shapes.filter((shape) => shape.kind === 'circle' && shape.r < 10)
  const one = (quota: number) =>
    rankingOf([
      { name: '村社区组', rows: [unitRow('溪畔社区', 1, { filed: 4, quota, adopted: 3 })] },
    ])
  expect(dots(one(6)).map((dot) => dot.fill)).toEqual([
    ...Array.from({ length: 4 }, () => '#2b7de9'),
    ...Array.from({ length: 2 }, () => '#ffffff'),
  ])
  expect(wordsOf(one(6))).toContain('报 4 · 用 3')
  expect(dots(one(7))).toEqual([])
  expect(wordsOf(one(7))).toContain('报 4/7 · 用 3')
  expect(dots(one(0))).toEqual([])
})

test('the first three have medals, equals the same one, points that are none have no medal', () => {
  const medals = (table: RankingTable) =>
    layoutRanking(table).shapes.flatMap((shape) =>
      shape.kind === 'circle' && shape.r === 19 ? [shape.fill] : [],
    )
  const [gold, silver, bronze] = medals(RANKINGS.oneList)
  expect(new Set([gold, silver, bronze]).size).toBe(3)
  expect(medals(RANKINGS.ties).slice(0, 4)).toEqual([gold, gold, bronze, bronze])
  expect(medals(RANKINGS.negative)).toEqual([gold, gold])
})

test('bars are as long as their points, to the left of zero where they are negative', () => {
  const bars = layoutRanking(RANKINGS.negative).shapes.flatMap((shape) =>
    shape.kind === 'rect' && shape.height === 18 ? [shape] : [],
  )
  const [best, one, worse] = bars
  expect((best?.width ?? 0) / (one?.width ?? 1)).toBeCloseTo(18.5)
  expect((worse?.width ?? 0) / (one?.width ?? 1)).toBeCloseTo(6.25)
  expect((one?.x ?? 0) + (one?.width ?? 0)).toBeCloseTo(best?.x ?? -1)
})

test('corrections and the totals are told', () => {
  const words = wordsOf(RANKINGS.live)
  expect(words.slice(words.indexOf('更正') + 1).join('')).toContain(
    RANKINGS.live.corrections.join(''),
  )
  expect(words).toEqual(expect.arrayContaining(['31', '17', '54.8%']))
  expect(words.join('')).toContain(RANKINGS.live.rules)
  expect(wordsOf(RANKINGS.nothing)).toContain('—')
})

test('a correction that takes two lines keeps within its card, and its number with the sign', () => {
  const corrections = Array.from({ length: 9 }, (_, more) => `${'社'.repeat(28 + more)} −13.75`)
  const texts = textsOf({ ...RANKINGS.live, corrections })
  const title = texts.find(({ text }) => text === '更正')
  const lines = texts.filter(({ x, y }) => title && x === title.x && y > title.y)
  const numbers = lines.filter(({ text }) => text.endsWith('13.75'))
  expect(numbers).toHaveLength(9)
  expect(numbers.filter(({ text }) => !text.endsWith('−13.75'))).toEqual([])
  expect(lines.map(boxOfText).filter(({ x, width }) => x + width > 846)).toEqual([])
})

test('texts are measured wider than they are drawn', () => {
  const words = [
    '0123456789',
    '报 18/18 · 用 9',
    'ABCWMmilw@%&',
    '党政综合（办公室）、—…“”',
    '𠮷-1.25',
  ]
  for (const weight of [400, 700] as const) {
    for (const text of words) {
      const drawn = drawnWidth(text, 100, weight)
      expect(drawn).toBeGreaterThan(textWidth(text, 100) * 0.7)
      expect(drawn).toBeLessThanOrEqual(textWidth(text, 100))
    }
  }
})
