/** Whole hundredths only: 1.5 is 150, and nothing is ever a fraction in between. */

const HUNDRED = 100

/** `base` times every factor, rounded half away from zero once, at the end. */
export function product(base: number, factors: readonly number[]): number {
  const exact = factors.reduce((made, factor) => made * factor, Math.abs(base))
  const divisor = HUNDRED ** factors.length
  const rest = exact % divisor
  const rounded = (exact - rest) / divisor + (2 * rest >= divisor ? 1 : 0)
  return base < 0 ? -rounded : rounded
}

/** Even shares that sum up to `whole`; what is left over goes to the first, a hundredth each. */
export function shares(whole: number, among: number): number[] {
  const size = Math.abs(whole)
  const left = size % among
  const even = (size - left) / among
  // `0 - share` rather than `-share`: there is no minus nothing.
  return Array.from({ length: among }, (_, place) => {
    const share = even + (place < left ? 1 : 0)
    return whole < 0 ? 0 - share : share
  })
}

export const sumOf = (entries: readonly { hundredths: number }[]): number =>
  entries.reduce((sum, { hundredths }) => sum + hundredths, 0)
