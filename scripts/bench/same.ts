import { timingSafeEqual } from 'node:crypto'

/** Takes as long for a near miss as for a far one. */
export function same(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)]
  return a.length === b.length && timingSafeEqual(a, b)
}
