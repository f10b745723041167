import { pointsText } from '../../schema/figure-text.ts'
import { OutletLevel, Placement, UsedAs } from '../../schema/points.ts'
import type { AssessmentContent } from '../../schema/report.ts'
import type { RuleSet } from '../../schema/rules/rule-set.ts'
import { roleLabel } from '../labels.ts'
import {
  levelName,
  placementLabel,
  praiseLevelName,
  ruleLabel,
  signedText,
  usedAsLabel,
} from '../points/show.ts'

type Line = AssessmentContent['ruleSets'][number]['lines'][number]

/** A rule set, a line a rule, in the order of product section 10. */
export function ruleLines(rules: RuleSet): Line[] {
  const { onTime, adoption, placement, usedAs, praise, adoptionRate, confirmedBy } = rules
  const many = <Key extends string>(
    keys: readonly Key[],
    nameOf: (key: Key) => string,
    values: Record<Key, number>,
  ) => keys.map((key) => `${nameOf(key)} ${pointsText(values[key])}`).join('，')
  const { subdistrict, district, city, province } = praise
  const praised = { subdistrict, district, city, province, national: 0 }
  const levels = OutletLevel.options.filter((level) => level !== 'national')
  const roles = (kind: keyof typeof confirmedBy) =>
    confirmedBy[kind].map((role) => roleLabel[role]).join('、')
  const all: [string, string][] = [
    [ruleLabel.onTime, `${signedText(onTime.points)}，每单位每月最多 ${onTime.monthlyCap} 篇`],
    [ruleLabel.late, `${signedText(rules.late)}，不再计报送分`],
    ['各级媒体用稿', many(OutletLevel.options, levelName, adoption)],
    ['版面系数', many(Placement.options, (one) => placementLabel[one], placement)],
    ['体裁系数', many(UsedAs.options, (one) => usedAsLabel[one], usedAs)],
    ['多家采用', rules.several === 'highest' ? '只计最高一次' : '每次都计'],
    ['联合报送', '平均分配，余数按最大余额法'],
    [ruleLabel.commissionOnTime, signedText(rules.commission.onTime)],
    [ruleLabel.commissionMissed, signedText(rules.commission.missed)],
    ['领导书面表扬', many(levels, (level) => praiseLevelName[level], praised)],
    [ruleLabel.belowQuota, `每缺一篇 ${signedText(rules.belowQuota)}，按季度`],
    [
      ruleLabel.adoptionRate,
      `每季度报送 ${adoptionRate.atLeast} 篇及以上而采用率低于 ${adoptionRate.under}%：${signedText(adoptionRate.points)}`,
    ],
    [ruleLabel.keyEventOmitted, signedText(rules.keyEventOmitted)],
    [ruleLabel.untrue, `该稿计 0 分，另记 ${signedText(rules.untrue)}，须${roles('untrue')}确认`],
    [ruleLabel.concealed, `${signedText(rules.concealed)}，须${roles('concealed')}确认`],
  ]
  return all.map(([name, value]) => ({ name, value }))
}
