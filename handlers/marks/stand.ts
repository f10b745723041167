import type { PersonId, UnitCode } from '../../schema/ids.ts'
import type { Effect, MarkRecord, Read, SubmissionRecord, Turn } from '../contract.ts'
import { monthOf } from '../periods.ts'
import { loadWorth } from '../points/item.ts'
import { postMark } from '../points/mark.ts'
import { settle } from '../points/settle.ts'
import { signedText } from '../points/show.ts'
import { say } from '../review/show.ts'
import { titled } from '../review/words.ts'
import { rulesNow } from './confirming.ts'
import { amountOf, markTitle } from './words.ts'

/** The mark counts from now on; the unit hears of it, with the reason and how to object. */
export async function stand(read: Read, mark: MarkRecord, turn: Turn): Promise<Effect[]> {
  const item = mark.number === null ? undefined : await read.submission(mark.number)
  return [
    { type: 'set-mark', mark: mark.id, state: 'standing' },
    ...(item ? await settled(read, item, mark.kind === 'untrue', turn) : []),
    ...postMark(mark, turn, item?.author.id ?? null),
    ...(await toldToUnit(read, mark.unit.code, unitLine(mark, item, turn), turn)),
    ...(item ? await toldToPartners(read, item, partnerLine(mark, item), turn) : []),
  ]
}

/** An untrue item is worth nothing; once that is taken back, what it was worth before. */
export async function settled(
  read: Read,
  item: SubmissionRecord,
  untrue: boolean,
  turn: Turn,
): Promise<Effect[]> {
  const { entries, worth } = await loadWorth(read, item)
  return settle(entries, { ...worth, untrue }, turn)
}

function unitLine(mark: MarkRecord, item: SubmissionRecord | undefined, turn: Turn): string {
  const amount = signedText(amountOf(mark, rulesNow(turn)))
  const what = item
    ? `${titled(item)}记为失实，该稿计 0 分，另记 ${amount} 分。`
    : `${mark.unit.name}记${markTitle(mark)} ${amount} 分。`
  const about = mark.number ?? monthOf(turn.now)
  return `${what}\n事由：${mark.reason}\n如有异议，请回复“异议 ${about} 理由”。`
}

/** What they had of a joint item is gone; the deduction is not theirs. */
const partnerLine = ({ reason }: MarkRecord, item: SubmissionRecord): string =>
  `${titled(item)}记为失实，联合报送的积分一并收回。\n事由：${reason}\n如有异议，请回复“异议 ${item.number} 理由”。`

export async function toldToPartners(
  read: Read,
  { number }: SubmissionRecord,
  text: string,
  turn: Turn,
): Promise<Effect[]> {
  const effects: Effect[] = []
  for (const unit of await read.partners(number))
    effects.push(...(await toldToUnit(read, unit, text, turn)))
  return effects
}

/** Its correspondents and heads, each once. */
export async function toldToUnit(
  read: Read,
  unit: UnitCode,
  text: string,
  { actor }: Turn,
): Promise<Effect[]> {
  const people = new Set<PersonId>()
  for (const role of ['correspondent', 'unitHead'] as const)
    for (const { id } of await read.holders(role, unit)) people.add(id)
  people.delete(actor.id)
  return [...people].map((id) => say(text, id))
}
