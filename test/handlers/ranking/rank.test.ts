import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rank } from '../../../handlers/ranking/rank.ts'
import { OutletLevel } from '../../../schema/points.ts'
import type { OwingUnit } from '../../../schema/figures.ts'
import { figures } from './figures.ts'

const places = (units: OwingUnit[]) =>
  rank(units).flatMap(({ rows }) => rows.map(({ unit, place }) => `${unit} ${place ?? '-'}`))

test('more points stand higher, and lists stand in the order of their first unit', () => {
  const units = [
    figures({ name: '青石村', hundredths: 100 }),
    figures({ name: '文化站', list: '部门组', hundredths: 50 }),
    figures({ name: '柳塘村', hundredths: 3850 }),
  ]
  expect(rank(units).map(({ name }) => name)).toEqual(['村社区组', '部门组'])
  expect(places(units)).toEqual(['柳塘村 1', '青石村 2', '文化站 1'])
})

test('equal points are decided by adoptions at the higher level, then rate, then fewer late', () => {
  const same = { hundredths: 1000, filed: 4, submitted: 4 }
  const units = [
    figures({ name: '迟一', ...same, usedOfFiled: 2, levels: { city: 1 }, late: 1 }),
    figures({ name: '迟零', ...same, usedOfFiled: 2, levels: { city: 1 } }),
    figures({ name: '率高', ...same, usedOfFiled: 3, levels: { city: 1 }, late: 4 }),
    figures({ name: '市二', ...same, usedOfFiled: 0, levels: { city: 2 } }),
    figures({ name: '省一', ...same, usedOfFiled: 0, levels: { province: 1 } }),
    figures({ name: '区多', ...same, usedOfFiled: 4, levels: { district: 9 } }),
  ]
  const order = ['省一 1', '市二 2', '率高 3', '迟零 4', '迟一 5', '区多 6']
  expect(places(units)).toEqual(order)
})

test('rates are compared as fractions, and nothing filed is a rate of nought', () => {
  const of = (name: string, usedOfFiled: number, filed: number) =>
    figures({ name, hundredths: 100, usedOfFiled, filed })
  const units = [of('三之一', 1, 3), of('无报送', 0, 0), of('九之三', 3, 9), of('十之三', 3, 10)]
  expect(places(units)).toEqual(['三之一 1', '九之三 1', '十之三 3', '无报送 4'])
})

test('who is equal in everything shares a place, in the order of the file: 1, 2, 2, 4', () => {
  const units = [
    figures({ name: '丁', hundredths: 100, filed: 1 }),
    figures({ name: '乙', hundredths: 200, filed: 1 }),
    figures({ name: '丙', hundredths: 200, filed: 1 }),
    figures({ name: '甲', hundredths: 300, filed: 1 }),
  ]
  expect(places(units)).toEqual(['甲 1', '乙 2', '丙 2', '丁 4'])
})

test('units with nothing come last without a place, also after those below nought', () => {
  const units = [
    figures({ name: '无一', hundredths: -600 }),
    figures({ name: '负分', filed: 1, hundredths: -200 }),
    figures({ name: '刚提交', submitted: 1 }),
    figures({ name: '无二' }),
  ]
  expect(places(units)).toEqual(['刚提交 1', '负分 2', '无一 -', '无二 -'])
})

/** Small numbers, so that equals are frequent. */
const few = fc.integer({ min: 0, max: 2 })
const anyUnit = fc
  .record({
    hundredths: fc.integer({ min: -1, max: 1 }),
    filed: few,
    used: few,
    late: few,
    submitted: few,
    adopted: few,
    province: few,
    subdistrict: few,
  })
  .map(({ used, province, subdistrict, ...given }) => {
    const usedOfFiled = Math.min(used, given.filed)
    return figures({ ...given, usedOfFiled, levels: { province, subdistrict } })
  })
const anyUnits = fc
  .array(anyUnit, { maxLength: 12 })
  .map((units) => units.map((unit, index) => ({ ...unit, name: `单位${index}` })))

/** Whether `a` stands before `b`, by the words of the rule and one after the other. */
function before(a: OwingUnit, b: OwingUnit): boolean {
  if (a.hundredths !== b.hundredths) return a.hundredths > b.hundredths
  for (const level of [...OutletLevel.options].reverse()) {
    if (a.levels[level] !== b.levels[level]) return a.levels[level] > b.levels[level]
  }
  const rate = ({ filed, usedOfFiled }: OwingUnit) => (filed === 0 ? 0 : usedOfFiled / filed)
  if (Math.abs(rate(a) - rate(b)) > 1e-9) return rate(a) > rate(b)
  return a.late < b.late
}

const hasNothing = (unit: OwingUnit) =>
  unit.submitted + unit.filed + unit.adopted === 0 && unit.hundredths <= 0

test('a place is one more than the number of units that stand before', () => {
  fc.assert(
    fc.property(anyUnits, (units) => {
      const rows = rank(units).flatMap((list) => list.rows)
      expect(rows).toHaveLength(units.length)
      for (const unit of units) {
        const row = rows.find((one) => one.unit === unit.name)
        const ahead = units.filter((other) => !hasNothing(other) && before(other, unit)).length
        expect(row?.place).toBe(hasNothing(unit) ? null : ahead + 1)
      }
      const shown = rows.map(({ place }) => place ?? Infinity)
      expect(shown).toEqual([...shown].sort((a, b) => a - b))
    }),
  )
})

test('equals stay in the order of the file', () => {
  fc.assert(
    fc.property(anyUnits, (units) => {
      const rows = rank(units).flatMap((list) => list.rows)
      const index = (name: string) => units.findIndex((unit) => unit.name === name)
      for (const [at, row] of rows.entries()) {
        const next = rows[at + 1]
        if (next?.place === row.place) expect(index(next.unit)).toBeGreaterThan(index(row.unit))
      }
    }),
  )
})
