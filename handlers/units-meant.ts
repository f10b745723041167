import type { UnitRecord } from './contract.ts'
import { plain } from './text.ts'

/** Whether that is its name or its code. */
export function isCalled({ name, code }: UnitRecord, text: string): boolean {
  const said = plain(text).toLowerCase()
  return [name, code].some((known) => plain(known).toLowerCase() === said)
}

/** The unit that has that name or code; else all that have it as a part of their name. */
export function unitsMeant(units: readonly UnitRecord[], text: string): UnitRecord[] {
  const exact = units.find((unit) => isCalled(unit, text))
  const said = plain(text).toLowerCase()
  return exact ? [exact] : units.filter(({ name }) => plain(name).toLowerCase().includes(said))
}
