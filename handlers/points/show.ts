import { z } from 'zod'
import { pointsText } from '../../schema/figure-text.ts'
import { OutletLevel, Placement, UsedAs } from '../../schema/points.ts'
import type { Factors, PointsRule } from '../../schema/points.ts'
import type { EntryRecord } from '../contract.ts'
import { becauseOf } from './posting.ts'

/** A factor that changes nothing, in hundredths like all of them. */
const ONE = 100

/** `+7.5`, `−1`, `0` */
export const signedText = (hundredths: number): string =>
  hundredths > 0 ? `+${pointsText(hundredths)}` : pointsText(hundredths)

export const outletLabel: Record<OutletLevel, string> = {
  subdistrict: '街道',
  district: '区县',
  city: '市',
  province: '省',
  national: '国家',
}

/** The level of an adoption, wherever one is told: `区县级`. */
export const levelName = (level: OutletLevel): string => `${outletLabel[level]}级`

/** Of the office whose leader praised: a district is `区级`, `区县级` are outlets. */
export const praiseLevelName: Record<OutletLevel, string> = {
  subdistrict: '街道级',
  district: '区级',
  city: '市级',
  province: '省级',
  national: '国家级',
}

/** `区级表扬` */
export const praisedBy = (level: OutletLevel): string => `${praiseLevelName[level]}表扬`

export const usedAsLabel: Record<UsedAs, string> = {
  brief: '动态',
  photo: '图片',
  clip: '短视频',
  feature: '通讯',
  research: '调研',
}

export const placementLabel: Record<Placement, string> = { frontPage: '头版', digest: '综合' }

export const ruleLabel: Record<PointsRule, string> = {
  onTime: '按时报送',
  late: '迟报',
  adoption: '用稿',
  commissionOnTime: '约稿按时完成',
  commissionMissed: '约稿未完成',
  praise: '书面表扬',
  belowQuota: '未完成任务',
  adoptionRate: '采用率偏低',
  keyEventOmitted: '漏报重点事项',
  untrue: '信息失实',
  concealed: '瞒报',
}

/** What takes the place of 撤销 where a reversal only makes room for another entry. */
export const SUPERSEDED = '改按更高分值的用稿计'

/**
 * Why, in words: `区县级用稿 5 × 1.5（通讯）`, `撤销：按时报送`. The outlet is named where it is given.
 */
export function how(
  { rule, factors, reverses }: Pick<EntryRecord, 'rule' | 'factors' | 'reverses'>,
  outlet?: string,
): string {
  const { among } = factors
  const split = among === undefined ? '' : `，${among} 家平分`
  const text = `${wordsFor[rule](factors, outlet)}${split}`
  if (reverses === null) return text
  switch (becauseOf({ factors })?.because) {
    case 'takenBack':
      return `撤销：${text}（审稿收回）`
    case 'superseded':
      return `${text}，${SUPERSEDED}`
    case 'placeFree':
      return '有名额空出，改为加分'
    case undefined:
      return `撤销：${text}`
  }
}

type Words = (factors: Factors, outlet?: string) => string

const named =
  (rule: PointsRule): Words =>
  () =>
    ruleLabel[rule]

/** From what the rule puts among the factors; the rule's name alone where that is not there. */
const told =
  <Known>(
    rule: PointsRule,
    shape: z.ZodType<Known>,
    words: (known: Known, outlet?: string) => string,
  ): Words =>
  (factors, outlet) => {
    const known = shape.safeParse(factors)
    return known.success ? words(known.data, outlet) : ruleLabel[rule]
  }

const Count = z.number().int()

const AdoptionFactors = z.object({
  level: OutletLevel,
  base: Count,
  usedAs: UsedAs,
  usedAsFactor: Count,
  placement: Placement.optional(),
  placementFactor: Count.default(ONE),
})

function adoptionWords(made: z.infer<typeof AdoptionFactors>, outlet?: string): string {
  const { level, base, usedAs, usedAsFactor, placement, placementFactor } = made
  const special = [
    ...(usedAs === 'brief' && usedAsFactor === ONE
      ? []
      : [{ label: usedAsLabel[usedAs], factor: usedAsFactor }]),
    ...(placement === undefined
      ? []
      : [{ label: placementLabel[placement], factor: placementFactor }]),
  ]
  const product = [base, ...special.map(({ factor }) => factor)].map(pointsText).join(' × ')
  const head = [`${levelName(level)}用稿`, ...(outlet === undefined ? [] : [outlet]), product].join(
    ' ',
  )
  return special.length === 0 ? head : `${head}（${special.map(({ label }) => label).join(' ')}）`
}

const wordsFor: Record<PointsRule, Words> = {
  onTime: told('onTime', z.object({ capped: Count.optional() }), ({ capped }) =>
    capped === undefined ? ruleLabel.onTime : `当月已满 ${capped} 篇，不加分`,
  ),
  late: named('late'),
  adoption: told('adoption', AdoptionFactors, adoptionWords),
  commissionOnTime: named('commissionOnTime'),
  commissionMissed: named('commissionMissed'),
  praise: told('praise', z.object({ level: OutletLevel }), ({ level }) => praisedBy(level)),
  belowQuota: told(
    'belowQuota',
    z.object({ quota: Count, filed: Count, missing: Count }),
    ({ quota, filed, missing }) => `本季任务 ${quota} 篇，报送 ${filed} 篇，差 ${missing} 篇`,
  ),
  adoptionRate: told(
    'adoptionRate',
    z.object({ filed: Count, used: Count, under: Count }),
    ({ filed, used, under }) => `采用率低于 ${under}%（报送 ${filed} 篇，采用 ${used} 篇）`,
  ),
  keyEventOmitted: named('keyEventOmitted'),
  untrue: named('untrue'),
  concealed: named('concealed'),
}
