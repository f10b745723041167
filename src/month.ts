import type { Instant } from '../schema/ids.ts'

/** Asia/Shanghai has had no summer time since 1991. */
const OFFSET_MS = 8 * 3600_000

/** The calendar month in Asia/Shanghai, `2026-11`. */
export function monthOf(at: Instant): string {
  return new Date(at + OFFSET_MS).toISOString().slice(0, 7)
}

/** The first moment of the month after. */
export function nextMonthOf(at: Instant): Instant {
  const local = new Date(at + OFFSET_MS)
  return (Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + 1) - OFFSET_MS) as Instant
}
