import type { Period } from '../../schema/ids.ts'
import { OutletLevel } from '../../schema/points.ts'
import type { BulletinContent } from '../../schema/report.ts'
import type { Read, Turn, UnitFigures } from '../contract.ts'
import { categoryLabel } from '../labels.ts'
import { periodLabel, spanOf } from '../periods.ts'
import { levelName } from '../points/show.ts'
import { rank } from '../ranking/rank.ts'
import { sumOver, totalsOf } from '../ranking/totals.ts'
import { dateUnder } from './bulletin-draft.ts'
import { commendationOf, criticismOf, returnReasons } from './proposals.ts'

/** 通报 of a quarter that is frozen, with every proposal; `undefined` while it is not. */
export async function bulletinContent(
  read: Read,
  quarter: Period,
  { now, office }: Turn,
): Promise<BulletinContent | undefined> {
  const frozen = await read.frozen(quarter)
  if (!frozen) return undefined
  const { units, asOf } = frozen
  const span = spanOf(quarter)
  const { byCategory, returns } = await read.summary(span, asOf)
  const lists = rank(units)
  // A unit that was closed owes nothing any more.
  const open = new Set((await read.units()).map(({ code }) => code))
  const owing = units.filter(({ code }) => open.has(code))
  const criticism = criticismOf(owing, await read.allEntries(span))
  return {
    subdistrict: office.subdistrict,
    period: periodLabel(quarter),
    asOf,
    draft: true,
    totals: {
      ...totalsOf(units),
      late: sumOver(units, ({ late }) => late),
      adoptions: sumOver(units, adoptionsOf),
    },
    lists,
    byLevel: byLevelOf(units),
    byCategory: byCategory.map(({ category, ...counts }) => ({
      category: categoryLabel[category],
      ...counts,
    })),
    commissions: null,
    returns: returnReasons(returns),
    commendation: commendationOf(lists, criticism),
    criticism,
    zero: owing.filter(({ filed, quota }) => filed === 0 && quota > 0).map(({ name }) => name),
    signedOn: dateUnder(now),
  }
}

const adoptionsOf = ({ levels }: UnitFigures): number =>
  Object.values(levels).reduce((all, one) => all + one, 0)

const byLevelOf = (units: readonly UnitFigures[]): BulletinContent['byLevel'] =>
  OutletLevel.options
    .toReversed()
    .map((level) => ({
      level: levelName(level),
      count: sumOver(units, ({ levels }) => levels[level]),
    }))
    .filter(({ count }) => count > 0)
