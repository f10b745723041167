import type { Instant } from '../schema/ids.ts'
import { SHANGHAI_OFFSET_MS } from '../schema/zone.ts'

/** The calendar month in Asia/Shanghai, `2026-11`. */
export function monthOf(at: Instant): string {
  return new Date(at + SHANGHAI_OFFSET_MS).toISOString().slice(0, 7)
}

/** The first moment of the month after. */
export function nextMonthOf(at: Instant): Instant {
  const local = new Date(at + SHANGHAI_OFFSET_MS)
  return (Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + 1) - SHANGHAI_OFFSET_MS) as Instant
}
