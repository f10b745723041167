import type {
  CardRecord,
  DeskClaim,
  EventRecord,
  Read,
  SubmissionRecord,
  Turn,
} from '../contract.ts'
import { statusLabel } from '../labels.ts'
import type { Shown } from '../review/cards.ts'
import { shownItem } from '../review/matter.ts'
import { SECOND_MS } from '../time.ts'
import { decidedLine } from './words.ts'

/** An item with all that the desk needs to deal with it. */
export interface DeskMatter {
  item: SubmissionRecord
  shown: Shown
  /** Which editor is on it. */
  claim: DeskClaim | undefined
  /** The desk's cards about it, open or not. */
  cards: readonly CardRecord[]
  events: readonly EventRecord[]
}

const deskKinds: readonly CardRecord['purpose']['kind'][] = ['filed', 'adopt-level', 'desk-reasons']

export async function loadDesk(read: Read, item: SubmissionRecord): Promise<DeskMatter> {
  const cards = await read.cardsAbout(item.number)
  return {
    item,
    shown: await shownItem(read, item),
    claim: await read.deskClaim(item.number),
    cards: cards.filter(({ purpose }) => deskKinds.includes(purpose.kind)),
    events: await read.events(item.number),
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

/** Who held or declined it: `已由 程亦舟 于 10:32 待用`. */
export function deedLine({ item, events }: DeskMatter, { now }: Turn): string | undefined {
  const { status } = item
  if (status !== 'held' && status !== 'declined') return undefined
  const deed = events.findLast(({ event }) => event === status)
  return deed && decidedLine(status, { by: deed.actor?.name ?? '宣传办', at: deed.at }, now)
}
