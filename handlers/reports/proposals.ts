import { pointsText } from '../../schema/figure-text.ts'
import type { BulletinContent, RankingList } from '../../schema/report.ts'
import type { EntryRecord, OwingUnit, SpanSummary, UnitFigures } from '../contract.ts'
import { reasonLabel } from '../review/words.ts'

type Proposals = BulletinContent['commendation']

const PLACES = 3

/** 表扬: the first three places of each list, as far as they have points and are not criticised. */
export function commendationOf(lists: readonly RankingList[], criticism: Proposals): Proposals {
  const criticised = new Set(criticism.map(({ unit }) => unit))
  return lists.flatMap(({ rows }) =>
    rows
      .filter(({ place, hundredths }) => place !== null && place <= PLACES && hundredths > 0)
      .filter(({ unit }) => !criticised.has(unit))
      .map(({ unit, hundredths, adopted }) => ({
        unit,
        why: `积${pointsText(hundredths)}分，被采用稿件${adopted}件`,
      })),
  )
}

/** 通报批评: who owes much of what was due, or did not report truly. */
export const criticismOf = (
  units: readonly OwingUnit[],
  entries: readonly EntryRecord[],
): Proposals =>
  units.flatMap((unit) => {
    const reasons = [...owing(unit), ...graveMarks(unit, entries)]
    return reasons.length === 0 ? [] : [{ unit: unit.name, why: reasons.join('；') }]
  })

function owing({ filed, quota }: OwingUnit): string[] {
  if (filed * 2 >= quota) return []
  return [
    filed === 0 ? `应报送${quota}件，实际未报送` : `应报送${quota}件，实际报送${filed}件，不足一半`,
  ]
}

const MARKS = [
  ['untrue', '信息失实', '件'],
  ['concealed', '瞒报', '次'],
] as const

function graveMarks({ code }: UnitFigures, entries: readonly EntryRecord[]): string[] {
  const standing = entries.filter(
    ({ unit, reverses, reversedBy }) => unit === code && reverses === null && reversedBy === null,
  )
  return MARKS.flatMap(([rule, words, measure]) => {
    const count = standing.filter((entry) => entry.rule === rule).length
    return count === 0 ? [] : [`${words}${count}${measure}`]
  })
}

/** Notes of returns under the six reasons: what begins with none of them has another one. */
export function returnReasons(returns: SpanSummary['returns']): BulletinContent['returns'] {
  const labels = Object.values(reasonLabel)
  const counts = new Map(labels.map((label) => [label, 0]))
  for (const { reason, count } of returns) {
    const label = labels.find((one) => reason.startsWith(one)) ?? reasonLabel.other
    counts.set(label, (counts.get(label) ?? 0) + count)
  }
  return [...counts]
    .map(([reason, count]) => ({ reason, count }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
}
