import { expect, test } from 'vitest'
import { adoptionWorth } from '../../../handlers/points/worth.ts'
import { how, signedText } from '../../../handlers/points/show.ts'
import { pointsText } from '../../../schema/figure-text.ts'
import { Day } from '../../../schema/ids.ts'
import type { Factors, PointsRule } from '../../../schema/points.ts'
import { ordinaryOffice } from '../../support/office.ts'
import { instant, withVersion } from './books.ts'

test.each([
  [3850, '38.5', '+38.5'],
  [-100, '−1', '−1'],
  [0, '0', '0'],
  [5, '0.05', '+0.05'],
  [-1250, '−12.5', '−12.5'],
  [10_000, '100', '+100'],
])('%i hundredths are %s', (hundredths, text, signed) => {
  expect(pointsText(hundredths)).toBe(text)
  expect(signedText(hundredths)).toBe(signed)
})

const told = (rule: PointsRule, factors: Factors, reverses: number | null = null) =>
  how({ rule, factors, reverses })

test('why, in words', () => {
  const used = { level: 'district', base: 500, usedAs: 'feature', usedAsFactor: 150 }
  expect(told('adoption', used)).toBe('区县级用稿 5 × 1.5（通讯）')
  expect(told('adoption', { ...used, among: 3 })).toBe('区县级用稿 5 × 1.5（通讯），3 家平分')
  expect(told('adoption', used, 7)).toBe('撤销：区县级用稿 5 × 1.5（通讯）')
  const superseded = { ...used, because: 'superseded', inPlace: 'another' }
  expect(told('adoption', superseded, 7)).toBe('区县级用稿 5 × 1.5（通讯），改按更高分值的用稿计')
  const plain = { level: 'subdistrict', base: 250, usedAs: 'brief', usedAsFactor: 100 }
  expect(told('adoption', plain)).toBe('街道级用稿 2.5')
  const part = { ...plain, placement: 'digest', placementFactor: 50 }
  expect(told('adoption', part)).toBe('街道级用稿 2.5 × 0.5（综合）')
  const front = { ...used, level: 'city', base: 1000, placement: 'frontPage', placementFactor: 200 }
  expect(how({ rule: 'adoption', factors: front, reverses: null }, '溪城日报')).toBe(
    '市级用稿 溪城日报 10 × 1.5 × 2（通讯 头版）',
  )
  expect(told('onTime', { whole: 100 })).toBe('按时报送')
  expect(told('onTime', { whole: 0, capped: 4 })).toBe('当月已满 4 篇，不加分')
  expect(told('onTime', { whole: 0, capped: 4, because: 'placeFree' }, 7)).toBe(
    '有名额空出，改为加分',
  )
  expect(told('belowQuota', { quota: 6, filed: 4, missing: 2 })).toBe(
    '本季任务 6 篇，报送 4 篇，差 2 篇',
  )
  expect(told('adoptionRate', { filed: 8, used: 2, under: 30 })).toBe(
    '采用率低于 30%（报送 8 篇，采用 2 篇）',
  )
  expect(told('praise', { level: 'city' })).toBe('市级表扬')
  expect(told('praise', { level: 'district' })).toBe('区级表扬')
  // An entry of rules to come is told by its rule.
  expect(told('adoption', { level: 'galaxy' })).toBe('用稿')
})

test('a product is rounded half away from zero, once', () => {
  const worth = (base: number, feature: number, frontPage: number) => {
    const ruleSets = withVersion('2026-11-01', (rules) => ({
      ...rules,
      adoption: { ...rules.adoption, city: base },
      usedAs: { ...rules.usedAs, feature },
      placement: { ...rules.placement, frontPage },
    }))
    const use = { level: 'city', usedAs: 'feature', placement: 'frontPage' } as const
    const at = instant('2026-11-20T10:00:00')
    const used = { ...use, day: Day.parse('2026-11-20') }
    return adoptionWorth({ ...ordinaryOffice, ruleSets }, used, at).hundredths
  }
  expect(worth(1000, 150, 200)).toBe(3000)
  // 0.01 × 0.5 × 1: half a hundredth.
  expect(worth(1, 50, 100)).toBe(1)
  expect(worth(-1, 50, 100)).toBe(-1)
  expect(worth(1, 49, 100)).toBe(0)
  // 0.07 × 0.5 × 0.7 is 2.45 hundredths; rounded twice it would be 3.
  expect(worth(7, 50, 70)).toBe(2)
})
