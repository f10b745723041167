import type { Actor, Read, Turn, UnitRecord } from '../contract.ts'
import { unitMeant } from '../marks/unit-meant.ts'
import { monthOf } from '../periods.ts'
import { isDesk } from '../review/find.ts'
import { unitsMeant } from '../units-meant.ts'
import { typedAs } from './asked.ts'

export type Unit = NonNullable<Actor['unit']>

const seesAll = (actor: Actor): boolean => isDesk(actor) || actor.roles.includes('deputySecretary')
const leads = ({ roles }: Actor): boolean => roles.includes('leaderInCharge')

/** Whether their role has them look into units other than their own. */
export const maySeeUnits = (actor: Actor): boolean => seesAll(actor) || leads(actor)

/**
 * Whose points that person may look into: the desk and the deputy secretary all units', a leader
 * those of the units in their charge, everybody their own unit's.
 */
export async function unitsSeen(read: Read, actor: Actor): Promise<UnitRecord[]> {
  const units = await read.units()
  if (seesAll(actor)) return units
  const seen: UnitRecord[] = []
  for (const unit of units)
    if (unit.code === actor.unit?.code || (leads(actor) && (await isInCharge(read, actor, unit))))
      seen.push(unit)
  return seen
}

async function isInCharge(read: Read, { id }: Actor, { code }: UnitRecord): Promise<boolean> {
  const leaders = await read.holders('leaderInCharge', code)
  return leaders.some((leader) => leader.id === id)
}

/** Whether they may look into others than their own unit. */
const seesOthers = (seen: readonly UnitRecord[], { unit }: Actor): boolean =>
  seen.some(({ code }) => code !== unit?.code)

/** The unit whose points are asked for, their own where none is named; else what to answer. */
export async function whose(
  read: Read,
  said: string | undefined,
  turn: Turn,
): Promise<{ unit: Unit } | { answer: string }> {
  const { actor } = turn
  if (said === undefined && actor.unit) return { unit: actor.unit }
  const seen = await unitsSeen(read, actor)
  if (said === undefined) return { answer: howToAsk(seen, turn) }
  if (unitsMeant(seen, said).length > 0) return unitMeant(seen, said)
  if (unitsMeant(await read.units(), said).length > 0) return { answer: notTheirs(actor) }
  return seesOthers(seen, actor) ? unitMeant(seen, said) : { answer: noSuchUnit(said, actor) }
}

function howToAsk(seen: readonly UnitRecord[], { now }: Turn): string {
  const [first] = seen
  if (!first) return '积分记在信息员和单位名下，您没有所属单位。回复“排行”看各单位的积分。'
  return [
    '您没有所属单位。看哪个单位的积分，请写上名称，例如：',
    `积分 ${typedAs(first)}`,
    `积分 明细 ${typedAs(first)} ${monthOf(now)}`,
    '看一篇稿件的请写编号，例如“积分 2026-0001”。回复“排行”看各单位名次。',
  ].join('\n')
}

const notTheirs = ({ unit }: Actor): string =>
  unit
    ? `其他单位的积分由宣传办查看。看${unit.name}的请回复“积分”，各单位名次请回复“排行”。`
    : '这个单位的积分由宣传办和分管领导查看。各单位名次请回复“排行”。'

const noSuchUnit = (said: string, { unit }: Actor): string =>
  unit
    ? `没有叫“${said}”的单位。看${unit.name}的积分请回复“积分”，看能做什么请回复“帮助”。`
    : `没有叫“${said}”的单位。回复“排行”看各单位的积分。`
