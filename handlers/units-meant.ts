import type { UnitRecord } from './contract.ts'
import { plain } from './text.ts'

/** The unit that has that name or code; else all that have it as a part of their name. */
export function unitsMeant(units: readonly UnitRecord[], text: string): UnitRecord[] {
  const said = plain(text).toLowerCase()
  const exact = units.find(({ name, code }) =>
    [name, code].some((known) => plain(known).toLowerCase() === said),
  )
  return exact ? [exact] : units.filter(({ name }) => plain(name).toLowerCase().includes(said))
}
