import { pointsText } from '../../schema/figure-text.ts'
import { Month, SubmissionNumber } from '../../schema/ids.ts'
import type { ObjectionRecord, Read } from '../contract.ts'
import { sumOf } from './arithmetic.ts'
import { typedAs } from './asked.ts'
import type { Unit } from './whose.ts'

export interface Objected {
  /** `31 分`, `该单位 5.5 分，合计 11 分` */
  sum: string
  /** What the desk types to see every entry. */
  typed: string
}

/** What a card shows of a line. */
const LINE = 30

/** The figures that somebody of that unit objects to; a month's are those of a unit. */
export async function objectedTo(
  read: Read,
  about: ObjectionRecord['about'],
  unit: Unit | null,
): Promise<Objected | undefined> {
  const month = Month.safeParse(about).data
  if (month === undefined) return ofItem(read, SubmissionNumber.parse(about), unit)
  if (!unit) return undefined
  const sum = await read.sum({ unit: unit.code }, { from: month, to: month })
  const typed = (name: string) => `积分 明细 ${name} ${month}`
  const named = typed(typedAs(unit))
  return {
    sum: `${pointsText(sum)} 分`,
    typed: Array.from(named).length > LINE ? typed(unit.code) : named,
  }
}

async function ofItem(read: Read, number: SubmissionNumber, unit: Unit | null): Promise<Objected> {
  const entries = await read.entriesAbout(number)
  const whole = `${pointsText(sumOf(entries))} 分`
  const own = entries.filter((entry) => entry.unit === unit?.code)
  const isShared = unit !== null && own.length < entries.length
  return {
    sum: isShared ? `该单位 ${pointsText(sumOf(own))} 分，合计 ${whole}` : whole,
    typed: `积分 ${number}`,
  }
}
