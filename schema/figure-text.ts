import type { AdoptionRate } from './report.ts'

/** How figures are written, in the chat as in pictures and documents. */

/** `38.5`, `−1`: without zeros that say nothing, with a real minus sign. */
export function pointsText(hundredths: number): string {
  const size = Math.abs(hundredths)
  const cents = String(size % 100).padStart(2, '0')
  const text = `${Math.floor(size / 100)}.${cents}`.replace(/\.?0+$/u, '')
  return hundredths < 0 ? `−${text}` : text
}

/** `53.4%`; a dash where there is nothing to divide by. */
export const percentOf = ({ used, of }: AdoptionRate): string =>
  of === 0 ? '—' : `${Math.round((used / of) * 1000) / 10}%`
