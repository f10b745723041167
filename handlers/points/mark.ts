import type { PersonId } from '../../schema/ids.ts'
import type { Factors } from '../../schema/points.ts'
import type { RuleSet } from '../../schema/rules/rule-set.ts'
import type { Effect, EntryRecord, MarkRecord, Turn } from '../contract.ts'
import { countingMonth, monthOf, rulesOf } from '../periods.ts'
import { dayOf } from '../time.ts'
import { isStanding, post, reversal } from './posting.ts'

/**
 * What a mark (记分) gives or takes once it stands. `author`: who wrote the item that it names.
 * An untrue item is besides worth nothing: that is for `settle`.
 */
export function postMark(
  mark: MarkRecord,
  turn: Pick<Turn, 'now' | 'office'>,
  author: PersonId | null = null,
): Effect[] {
  const month = countingMonth(turn.office, monthOf(turn.now), turn.now)
  const rules = rulesOf(turn.office, month)
  const factors: Factors = mark.level === null ? {} : { level: mark.level }
  return [
    post({
      key: `mark ${mark.id} ${mark.unit.code}`,
      unit: mark.unit.code,
      person: author,
      number: mark.number,
      adoption: null,
      mark: mark.id,
      rule: mark.kind,
      ruleVersion: rules.version,
      factors,
      hundredths: worthOf(mark, rules),
      day: dayOf(turn.now),
      month,
      ofMonth: null,
      reverses: null,
      at: turn.now,
    }),
  ]
}

function worthOf({ id, kind, level }: MarkRecord, rules: RuleSet): number {
  if (kind !== 'praise') return rules[kind]
  if (level === null || level === 'national') throw new Error(`no praise is of that level: ${id}`)
  return rules.praise[level]
}

/** Takes back what a mark has given or taken; nothing where that was done. */
export const reverseMark = (
  entries: readonly EntryRecord[],
  turn: Pick<Turn, 'now' | 'office'>,
  why?: Factors,
): Effect[] => entries.filter(isStanding).map((entry) => post(reversal(entry, turn, { why })))
