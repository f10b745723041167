import type { EntryRecord, Read, Span, UnitFigures } from '../contract.ts'
import { monthName } from '../periods.ts'
import { outletLabel, ruleLabel, signedText } from '../points/show.ts'
import { OutletLevel } from '../../schema/points.ts'

/** 更正: what counts in the span and belongs to a month before it, in words, the oldest first. */
export async function correctionsOf(
  read: Read,
  span: Span,
  units: readonly UnitFigures[],
): Promise<string[]> {
  const entries = await read.corrections(span)
  // Within the span it makes no difference to the sums.
  return entries
    .filter(({ ofMonth }) => ofMonth !== null && ofMonth < span.from)
    .map((entry) => correction(entry, units))
}

/** `松风社区 2026-0012 9月市级用稿补记 +10` */
function correction(entry: EntryRecord, units: readonly UnitFigures[]): string {
  const { unit, number, month, ofMonth, reverses, hundredths } = entry
  const name = units.find(({ code }) => code === unit)?.name ?? unit
  const what = `${monthName(ofMonth ?? month, month)}${nameOf(entry)}${reverses === null ? '补记' : '撤销'}`
  return [name, ...(number === null ? [] : [number]), what, signedText(hundredths)].join(' ')
}

function nameOf({ rule, factors }: EntryRecord): string {
  const level = OutletLevel.safeParse(factors['level'])
  return `${level.success ? `${outletLabel[level.data]}级` : ''}${ruleLabel[rule]}`
}
