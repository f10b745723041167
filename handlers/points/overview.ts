import { pointsText } from '../../schema/figure-text.ts'
import { Period } from '../../schema/ids.ts'
import type { Read, Turn } from '../contract.ts'
import { monthOf, periodLabel, spanOf } from '../periods.ts'
import { rankingTable } from '../ranking/table.ts'
import { calledBy } from './asked.ts'
import { quotaLine } from './coach.ts'
import { ownPoints } from './own.ts'
import type { Unit } from './whose.ts'

/** 积分: the unit's this month and this year; the person's as well, where it is their own unit. */
export async function overview(read: Read, unit: Unit, turn: Turn): Promise<string> {
  const { actor, now } = turn
  const month = Period.parse(monthOf(now))
  const year = Period.parse(month.slice(0, 4))
  const own = async (period: Period) => (await ownPoints(read, actor.id, spanOf(period))).text
  const place = await placeOf(read, unit, month, turn)
  const coach = await quotaLine(read, unit.code, now)
  return [
    ...(isOwn(unit, turn)
      ? [`${actor.name}：本月 ${await own(month)}，今年 ${await own(year)}`]
      : []),
    `${unit.name}：本月 ${await sum(read, unit, month)}${place}，今年 ${await sum(read, unit, year)}`,
    ...(coach === undefined ? [] : [coach]),
    `回复“积分 明细${calledBy(unit, actor)}”看每一笔。`,
  ].join('\n')
}

/** The same of one period. */
export async function overviewOf(
  read: Read,
  unit: Unit,
  period: Period,
  turn: Turn,
): Promise<string> {
  const { actor } = turn
  const place = await placeOf(read, unit, period, turn)
  return [
    `${periodLabel(period)}积分`,
    ...(isOwn(unit, turn)
      ? [`${actor.name}：${(await ownPoints(read, actor.id, spanOf(period))).text}`]
      : []),
    `${unit.name}：${await sum(read, unit, period)}${place}`,
    `回复“积分 明细${calledBy(unit, actor)} ${period}”看每一笔。`,
  ].join('\n')
}

const isOwn = ({ code }: Unit, { actor }: Turn): boolean => code === actor.unit?.code

const sum = async (read: Read, { code }: Unit, period: Period): Promise<string> =>
  `${pointsText(await read.sum({ unit: code }, spanOf(period)))} 分`

/** `（村社区组第 2 名）`, or nothing for a unit without a place. */
async function placeOf(read: Read, { code }: Unit, period: Period, turn: Turn): Promise<string> {
  const { lists } = await rankingTable(read, period, turn)
  // Under the name and in the list that it had when the period was frozen.
  const units = (await read.frozen(period))?.units ?? (await read.units())
  const unit = units.find((one) => one.code === code)
  const rows = lists.find(({ name }) => name === unit?.list)?.rows
  const place = rows?.find((row) => row.unit === unit?.name)?.place
  return unit && typeof place === 'number' ? `（${unit.list}第 ${place} 名）` : ''
}
