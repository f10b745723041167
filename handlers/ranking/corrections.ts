import type { EntryRecord, Read, Span, UnitFigures } from '../contract.ts'
import { monthName } from '../periods.ts'
import { becauseOf } from '../points/posting.ts'
import { levelName, ruleLabel, signedText, SUPERSEDED } from '../points/show.ts'
import { OutletLevel } from '../../schema/points.ts'

/** 更正: what counts in the span and belongs to a month before it, in words, the oldest first. */
export async function correctionsOf(
  read: Read,
  span: Span,
  units: readonly UnitFigures[],
): Promise<string[]> {
  const entries = await read.corrections(span)
  // Within the span it makes no difference to the sums, and neither does an entry of nothing.
  const late = entries.filter(
    ({ ofMonth, hundredths }) => ofMonth !== null && ofMonth < span.from && hundredths !== 0,
  )
  return late.filter((entry) => !hasMadeRoom(entry, late)).map((entry) => correction(entry, units))
}

/**
 * Nothing was wrong with what a higher adoption has taken the place of, and where that one is of
 * the span itself nothing came late either: the whole of it is no correction, and what was put back
 * and taken away again in between is not one more.
 */
function hasMadeRoom({ unit, adoption }: EntryRecord, late: readonly EntryRecord[]): boolean {
  if (adoption === null) return false
  const own = late.filter((entry) => entry.unit === unit && entry.adoption === adoption)
  const last = own
    .map((entry) => ({ entry, instead: insteadOf(entry) }))
    .findLast(({ instead }) => instead)
  if (!last) return false
  const cameLate = late.some(
    ({ adoption: other, reverses }) => other === last.instead && reverses === null,
  )
  const sum = own.reduce((all, { hundredths }) => all + hundredths, 0)
  return sum === 0 || (sum === last.entry.hundredths && !cameLate)
}

/** The adoption that counts instead. */
function insteadOf(entry: EntryRecord): string | undefined {
  const why = becauseOf(entry)
  return why?.because === 'superseded' ? why.inPlace : undefined
}

/** `松风社区 2026-0012 9月市级用稿补记 +10` */
function correction(entry: EntryRecord, units: readonly UnitFigures[]): string {
  const { unit, number, month, ofMonth, hundredths } = entry
  const name = units.find(({ code }) => code === unit)?.name ?? unit
  const what = `${monthName(ofMonth ?? month, month)}${nameOf(entry)}${doneTo(entry)}`
  return [name, ...(number === null ? [] : [number]), what, signedText(hundredths)].join(' ')
}

function doneTo(entry: EntryRecord): string {
  if (entry.reverses === null) return '补记'
  return insteadOf(entry) === undefined ? '撤销' : SUPERSEDED
}

function nameOf({ rule, factors }: EntryRecord): string {
  const level = OutletLevel.safeParse(factors['level'])
  return `${level.success ? levelName(level.data) : ''}${ruleLabel[rule]}`
}
