import type { EntryRecord, Read, SubmissionRecord } from '../contract.ts'
import { filingClaim } from './claims.ts'
import type { Places, Waiting } from './places.ts'
import type { ItemWorth } from './settle.ts'

type Item = Pick<SubmissionRecord, 'number' | 'unit' | 'author'>

/** The item's entries and what it is worth at present: change that, then `settle`. */
export async function loadWorth(
  read: Read,
  item: Item,
): Promise<{ entries: readonly EntryRecord[]; worth: ItemWorth }> {
  const { entries, worth } = await loadItem(read, item)
  return { entries, worth: { ...worth, places: await loadPlaces(read, item, entries) } }
}

async function loadItem(read: Read, item: Item): Promise<Waiting> {
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

/** Of the month that the item was filed in; one that was not filed on time has to do with none. */
async function loadPlaces(
  read: Read,
  { number, unit }: Item,
  entries: readonly EntryRecord[],
): Promise<Places> {
  const filing = filingClaim(entries)
  if (filing?.rule !== 'onTime') return { taken: 0, next: null }
  const all = await read.onTimeItems(unit.code, filing.month)
  const others = all.filter((one) => one.number !== number)
  const waiting = others.find(({ hundredths }) => hundredths === 0)
  const next = waiting && (await read.submission(waiting.number))
  return {
    taken: others.filter(({ hundredths }) => hundredths > 0).length,
    next: next ? await loadItem(read, next) : null,
  }
}
