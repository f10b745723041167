import type { EntryRecord, Read, SubmissionRecord } from '../contract.ts'
import type { ItemWorth } from './settle.ts'

/** The item's entries and what it is worth at present: change that, then `settle`. */
export async function loadWorth(
  read: Read,
  item: Pick<SubmissionRecord, 'number' | 'unit' | 'author'>,
): Promise<{ entries: EntryRecord[]; worth: ItemWorth }> {
  const { number } = item
  const [entries, adoptions, partners, marks] = [
    await read.entriesAbout(number),
    await read.adoptions(number),
    await read.partners(number),
    await read.marksAbout(number),
  ]
  const worth = {
    item,
    adoptions: adoptions.filter(({ reversed }) => reversed === null),
    partners,
    untrue: marks.some(({ kind, state }) => kind === 'untrue' && state === 'standing'),
  }
  return { entries, worth }
}
