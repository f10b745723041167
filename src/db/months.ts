import type { Instant, Month } from '../../schema/ids.ts'

/** The first moment of a month in Asia/Shanghai. */
export const monthBegins = (month: Month): Instant =>
  Date.parse(`${month}-01T00:00:00+08:00`) as Instant

/** The first moment of the month after. */
export function monthEnds(month: Month): Instant {
  const [year = 0, count = 0] = month.split('-').map(Number)
  return (Date.UTC(year, count, 1) - 8 * 3600_000) as Instant
}
