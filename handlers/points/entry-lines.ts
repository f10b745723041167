import type { PersonId } from '../../schema/ids.ts'
import type { EntryRecord, Read, Turn } from '../contract.ts'
import { monthName } from '../periods.ts'
import { bytesIn } from '../text.ts'
import { signedText } from './show.ts'
import { subjectsOf, toldOf } from './subjects.ts'

/** Bytes. A line that is longer without the writer's name does without it. */
const LINE = 126

/**
 * An entry each; whose item it is about is said where that is not the asker, and there are several
 * who write. `writers`: of all that the list is about, also where it shows a part of it.
 */
export async function entryLines(
  read: Read,
  entries: readonly EntryRecord[],
  writers: ReadonlySet<PersonId>,
  { actor }: Pick<Turn, 'actor'>,
): Promise<string[]> {
  const subjects = await subjectsOf(read, entries)
  const lines: string[] = []
  for (const entry of entries) {
    const others = writers.size > 1 && entry.person !== null && entry.person !== actor.id
    const writer = others ? await writerOf(read, entry) : undefined
    lines.push(entryLine(entry, toldOf(entry, subjects), writer))
  }
  return lines
}

/** Also one who has left. */
async function writerOf(read: Read, { number }: EntryRecord): Promise<string | undefined> {
  const item = number === null ? undefined : await read.submission(number)
  return item?.author.name
}

/** `11-20 2026-0001 按时报送 +1` */
function entryLine(entry: EntryRecord, told: string, writer: string | undefined): string {
  const { day, month, number, ofMonth } = entry
  const said = day.startsWith(month.slice(0, 4)) ? day.slice(5) : day
  const correction = ofMonth === null ? [] : [`更正（${monthName(ofMonth, month)}）`]
  const head = [said, ...(number === null ? [] : [number])]
  const tail = [told, ...amountOf(entry), ...correction]
  const named = writer === undefined ? '' : [...head, writer, ...tail].join(' ')
  return named !== '' && bytesIn(named) <= LINE ? named : [...head, ...tail].join(' ')
}

/** `+7.5`; nothing where its words say that it gives nothing. */
export const amountOf = ({ factors, hundredths }: EntryRecord): string[] =>
  factors['capped'] === undefined ? [signedText(hundredths)] : []
