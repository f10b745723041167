import type { Effect } from '../../schema/effect.ts'
import type { PersonId } from '../../schema/ids.ts'
import type { CardRecord, Tap, Turn } from '../contract.ts'
import { filedCard } from '../review/cards.ts'
import { closeCard, closeTapped, say, showCard } from '../review/show.ts'
import { titled } from '../review/words.ts'
import { deedLine, undecidable, wayOn, type DeskMatter } from './matter.ts'
import { onItLine, saysOnIt, saysOpenAgain } from './words.ts'

/** Under 采用 or 退改 a card waits, answered already, for what the next answer brings. */
export const waitingFor = {
  level: '请在下一张卡片选级别',
  outlet: '请直接回复媒体名称',
  reason: '请在下一张卡片选退改原因',
  words: '其他原因：请直接回复',
} as const

export const waits = (closed = ''): boolean =>
  Object.values(waitingFor).some((wait) => closed.endsWith(wait))

/** Whether a decision still has something to say on it. */
const unsettled = ({ open, shown }: CardRecord): boolean =>
  open || [waits, saysOnIt, saysOpenAgain].some((says) => says(shown.closed))

/** First tap takes it: every other card of the item says who is on it, until somebody decides. */
export function take(matter: DeskMatter, wait: string, turn: Turn, tap?: Tap): Effect[] {
  const { item } = matter
  const { actor, now } = turn
  const line = onItLine({ by: actor, at: now }, now)
  return [
    { type: 'take', number: item.number, by: actor.id, at: now },
    ...(tap ? [closeTapped(tap, wait)] : []),
    ...otherCards(matter, tap).map((card) => closeCard(card, line)),
    ...endQuestions(matter, turn),
    ...tellWhoWasOnIt(matter, `现由 ${actor.name} 处理。`, turn),
  ]
}

/**
 * It is decided: every card that still asks or waits says so, and nobody is on it any more. `next`:
 * what whoever was can do about it.
 */
export function settleCards(
  matter: DeskMatter,
  closed: string,
  turn: Turn,
  { tap, next = '' }: { tap?: Tap | undefined; next?: string } = {},
): Effect[] {
  return [
    { type: 'take', number: matter.item.number, by: null, at: turn.now },
    ...(tap ? [closeTapped(tap, closed)] : []),
    ...otherCards(matter, tap).map((card) => closeCard(card, closed)),
    ...endQuestions(matter, turn),
    ...tellWhoWasOnIt(matter, `${closed}。${next}`, turn),
  ]
}

/** The actor's own cards of that kind that still ask, the tapped one apart. */
export const ownCards = (
  { cards }: DeskMatter,
  kind: CardRecord['purpose']['kind'],
  { actor }: Turn,
  tap?: Tap,
): CardRecord[] =>
  cards.filter(
    ({ id, open, person, purpose }) =>
      open && person === actor.id && purpose.kind === kind && id !== tap?.card.id,
  )

const otherCards = ({ cards }: DeskMatter, tap?: Tap): CardRecord[] =>
  cards.filter((card) => card.id !== tap?.card.id && unsettled(card))

/** Whoever was in the middle of it is asked no more: their next words are about something else. */
function endQuestions({ item, cards, handling }: DeskMatter, { actor }: Turn): Effect[] {
  const asked = new Set<PersonId>([actor.id])
  if (handling) asked.add(handling.by.id)
  for (const card of cards) {
    if (card.purpose.kind !== 'filed' && unsettled(card)) asked.add(card.person)
  }
  return [...asked].map((person) => ({ type: 'ask', person, aside: null, about: item.number }))
}

const tellWhoWasOnIt = ({ item, handling }: DeskMatter, what: string, { actor }: Turn): Effect[] =>
  handling && handling.by.id !== actor.id ? [say(`${titled(item)}${what}`, handling.by.id)] : []

/** A fresh card, in the actor's own chat; it says who is on the item and what was decided so far. */
export function openDeskCard(matter: DeskMatter, turn: Turn): Effect {
  const { item, shown, handling } = matter
  const { number, version } = item
  const other =
    handling && handling.by.id !== turn.actor.id ? onItLine(handling, turn.now) : undefined
  const notices = [deedLine(matter, turn), other].filter((line) => line !== undefined)
  const notice = notices.length === 0 ? null : notices.join('；')
  return showCard(turn, null, { kind: 'filed', number, version }, filedCard(shown, notice))
}

/** 返回: nothing is decided. An answered card is never used again, so it is asked afresh. */
export function letGo(matter: DeskMatter, undone: string, turn: Turn, tap?: Tap): Effect[] {
  const { item, handling, cards } = matter
  const { actor, now } = turn
  const own = handling?.by.id === actor.id
  const rest = cards.filter((card) => card.id !== tap?.card.id)
  const second = rest.filter(
    (card) => card.person === actor.id && card.purpose.kind !== 'filed' && unsettled(card),
  )
  const others = rest.filter((card) => card.person !== actor.id && saysOnIt(card.shown.closed))
  const free = `${actor.name} ${undone}，${wayOn(item)}`
  return [
    { type: 'ask', person: actor.id, aside: null },
    ...(own ? [{ type: 'take', number: item.number, by: null, at: now } satisfies Effect] : []),
    ...(tap ? [closeTapped(tap, undone)] : []),
    ...second.map((card) => closeCard(card, undone)),
    ...(own ? others.map((card) => closeCard(card, free)) : []),
    undecidable(matter) === undefined
      ? openDeskCard(own ? { ...matter, handling: undefined } : matter, turn)
      : say(`${undone}：${titled(item)}。`),
  ]
}
