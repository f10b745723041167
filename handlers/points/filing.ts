import type { Effect, Read, SubmissionRecord, Turn } from '../contract.ts'
import { countingMonth, monthOf, rulesOf } from '../periods.ts'
import { dayOf } from '../time.ts'
import { TAKEN_BACK } from './claims.ts'
import type { Claim } from './claims.ts'
import { loadWorth } from './item.ts'
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
  const { version, onTime, late: cost } = rulesOf(turn.office, month)
  const common = { adoption: null, day: dayOf(turn.now), month, ruleVersion: version }
  if (late) return { ...common, rule: 'late', whole: cost, factors: { whole: cost } }
  const full = (await read.onTimeItems(unit.code, month)) >= onTime.monthlyCap
  const whole = full ? 0 : onTime.points
  const factors = full ? { whole, capped: onTime.monthlyCap } : { whole }
  return { ...common, rule: 'onTime', whole, factors }
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
    ...settleWith(entries, worth, { filing: null, why: TAKEN_BACK }, turn),
    { type: 'unfile', number },
  ]
}
