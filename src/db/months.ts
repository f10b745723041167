import type { Instant, Month } from '../../schema/ids.ts'
import type { Span } from '../../schema/records.ts'
import { SHANGHAI_OFFSET_MS } from '../../schema/zone.ts'

/** The first moment of a month in Asia/Shanghai. */
export const monthBegins = (month: Month): Instant =>
  (Date.parse(`${month}-01`) - SHANGHAI_OFFSET_MS) as Instant

/** The first moment of the month after. */
export function monthEnds(month: Month): Instant {
  const [year = 0, count = 0] = month.split('-').map(Number)
  return (Date.UTC(year, count, 1) - SHANGHAI_OFFSET_MS) as Instant
}

/** Instants of a span: from its first moment to that of the month after it, or to `asOf`. */
export const boundsOf = ({ from, to }: Span, asOf: Instant) => ({
  from: monthBegins(from),
  to: Math.min(monthEnds(to), asOf),
})
