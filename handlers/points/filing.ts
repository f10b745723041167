import type { Effect, Read, SubmissionRecord, Turn } from '../contract.ts'
import { countingMonth, monthOf, rulesOf } from '../periods.ts'
import { dayOf } from '../time.ts'
import type { Claim } from './claims.ts'
import { loadWorth } from './item.ts'
import { onTimeWorth } from './places.ts'
import { settleWith } from './settle.ts'

type Item = Pick<SubmissionRecord, 'number' | 'unit' | 'author' | 'late'>

/** The point of an item's first filing, or what being late costs; nothing for any later filing. */
export async function postFiling(read: Read, item: Item, turn: Turn): Promise<Effect[]> {
  if ((await read.firstFiledAt(item.number)) !== undefined) return []
  const { entries, worth } = await loadWorth(read, item)
  return settleWith(entries, worth, { filing: await newFiling(read, item, turn) }, turn)
}

async function newFiling(read: Read, { unit, late }: Item, turn: Turn): Promise<Claim> {
  const month = countingMonth(turn.office, monthOf(turn.now), turn.now)
  const rules = rulesOf(turn.office, month)
  const common = { adoption: null, day: dayOf(turn.now), month }
  if (late) {
    const whole = rules.late
    return { ...common, rule: 'late', whole, factors: { whole }, ruleVersion: rules.version }
  }
  const items = await read.onTimeItems(unit.code, month)
  const taken = items.filter(({ hundredths }) => hundredths > 0).length
  return { ...common, rule: 'onTime', ...onTimeWorth(rules, taken) }
}

/** 收回: where it was the item's first filing, that was none, and neither was its point. */
export async function takeBackFiling(
  read: Read,
  item: Item & Pick<SubmissionRecord, 'status' | 'statusAt'>,
  turn: Turn,
): Promise<Effect[]> {
  const { number, status, statusAt } = item
  const first = await read.firstFiledAt(number)
  if (status !== 'filed' || first !== statusAt) return []
  const { entries, worth } = await loadWorth(read, item)
  return [
    ...settleWith(entries, worth, { filing: null, why: { because: 'takenBack' } }, turn),
    { type: 'unfile', number },
  ]
}
