import type {
  AdoptionRecord,
  CardRecord,
  EventRecord,
  Handling,
  Read,
  SubmissionRecord,
  Turn,
} from '../contract.ts'
import { statusLabel } from '../labels.ts'
import type { Shown } from '../review/cards.ts'
import { shownItem } from '../review/matter.ts'
import { SECOND_MS } from '../time.ts'
import { adoptionName, decidedLine, openAgain } from './words.ts'

/** An item with all that the desk needs to deal with it. */
export interface DeskMatter {
  item: SubmissionRecord
  shown: Shown
  /** Which editor is on it. */
  handling: Handling | undefined
  /** The desk's cards about it, open or not. */
  cards: readonly CardRecord[]
  events: readonly EventRecord[]
  /** Those that stand, in the order recorded. */
  adoptions: readonly AdoptionRecord[]
}

const deskKinds: readonly CardRecord['purpose']['kind'][] = ['filed', 'adopt-level', 'desk-reasons']

export async function loadDesk(read: Read, item: SubmissionRecord): Promise<DeskMatter> {
  const cards = await read.cardsAbout(item.number)
  const adoptions = await read.adoptions(item.number)
  return {
    item,
    shown: await shownItem(read, item),
    handling: await read.handling(item.number),
    cards: cards.filter(({ purpose }) => deskKinds.includes(purpose.kind)),
    events: await read.events(item.number),
    adoptions: adoptions.filter(({ reversed }) => reversed === null),
  }
}

/** Why none of 待用 退改 不采用 can be done with it now; `undefined` where the desk may decide. */
export function undecidable({ item }: DeskMatter): string | undefined {
  return item.status === 'adopted'
    ? `已有用稿记录，要改请先回复“撤销用稿 ${item.number}”`
    : unusable(item)
}

/** Why no adoption can be recorded for it; `undefined` where one can. */
export function unusable({ status }: Pick<SubmissionRecord, 'status'>): string | undefined {
  switch (status) {
    case 'filed':
    case 'held':
    case 'declined':
    case 'adopted':
      return undefined
    case 'in_review':
      return '还在审稿中，报送后才能处理'
    case 'returned':
    case 'withdrawn':
      return `${statusLabel[status]}，等作者改好、重新报送后再处理`
    case 'abandoned':
      return '作者已放弃'
  }
}

/** From wherever it stands, what to type to go on with it; where nothing can be, why. */
export function wayOn({ number, status }: Pick<SubmissionRecord, 'number' | 'status'>): string {
  const adopt = `回复“采用 ${number}”`
  switch (status) {
    case 'filed':
      return openAgain('待审')
    case 'held':
      return `要采用请${adopt}，${openAgain('待用')}`
    case 'declined':
      return `要采用请${adopt}`
    case 'adopted':
      return `加用稿请${adopt}，撤销请回复“撤销用稿 ${number}”`
    default:
      return unusable({ status }) ?? ''
  }
}

/**
 * Typed words name an item, not a version or a state: what was sent before the desk had it as it is
 * now cannot have been about that. One adoption more is true whenever it was typed.
 */
export const typedTooEarly = ({ item }: DeskMatter, { sentAt }: Turn): boolean =>
  item.status !== 'adopted' &&
  sentAt !== undefined &&
  sentAt < Math.floor(item.statusAt / SECOND_MS) * SECOND_MS

/** Why it cannot be held, or declined, once more: who did so; `undefined` where it can. */
export function decidedAlready(
  matter: DeskMatter,
  decision: 'held' | 'declined',
  turn: Turn,
): string | undefined {
  return matter.item.status === decision ? (deedLine(matter, turn) ?? '已经是这样') : undefined
}

/** Who adopted, held or declined it: `已由 程亦舟 于 10:32 待用`. */
export function deedLine(matter: DeskMatter, { now }: Turn): string | undefined {
  const { item, events, adoptions } = matter
  const { status } = item
  const last = adoptions.at(-1)
  if (status === 'adopted' && last) {
    const { recordedBy, recordedAt } = last
    const deed = { by: recordedBy.name, at: recordedAt }
    return decidedLine('adopted', deed, now, adoptionName(last))
  }
  if (status !== 'held' && status !== 'declined') return undefined
  const deed = events.findLast(({ event }) => event === status)
  return deed && decidedLine(status, { by: deed.actor?.name ?? '宣传办', at: deed.at }, now)
}
