import { Instant, type Period } from '../../schema/ids.ts'
import type { RankingTable } from '../../schema/report.ts'
import type { FrozenPeriod, Office, Read } from '../contract.ts'
import { earliestMonth, monthOf, periodLabel, rulesOf, spanOf } from '../periods.ts'
import { later, MINUTE_MS } from '../time.ts'
import { correctionsOf } from './corrections.ts'
import { withQuota } from './owed.ts'
import { rank } from './rank.ts'
import { rulesLine } from './rules-line.ts'
import { totalsOf } from './totals.ts'

type Known = Pick<Office, 'subdistrict' | 'ruleSets'>

/** As it was frozen; a period that is not is counted now, with all that has been recorded. */
export async function rankingTable(
  read: Read,
  period: Period,
  { office, now }: { office: Known; now: Instant },
): Promise<RankingTable> {
  const frozen = await read.frozen(period)
  return frozen
    ? tableOf(period, { ...frozen, frozen: true }, office)
    : tableOf(period, { ...(await present(read, period, now)), frozen: false }, office)
}

async function present(read: Read, period: Period, now: Instant): Promise<FrozenPeriod> {
  const span = spanOf(period)
  // Figures are as of just before an instant, and what was recorded just now belongs to them.
  const units = await withQuota(read, span, await read.figures(span, later(now, 1)))
  const corrections = await correctionsOf(read, span, units)
  // Asked twice within a minute it is the same table, and the picture need not be made again.
  const asOf = Instant.parse(now - (now % MINUTE_MS))
  return { units, corrections, asOf }
}

function tableOf(
  period: Period,
  { units, corrections, asOf, frozen }: FrozenPeriod & { frozen: boolean },
  office: Known,
): RankingTable {
  const span = spanOf(period)
  return {
    subdistrict: office.subdistrict,
    period: periodLabel(period),
    asOf,
    frozen,
    lists: rank(units),
    totals: totalsOf(units),
    corrections,
    // A period that goes on is told by the rules of today.
    rules: rulesLine(rulesOf(office, earliestMonth(span.to, monthOf(asOf)))),
  }
}
