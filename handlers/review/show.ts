import type { CardPurpose, Card } from '../../schema/card.ts'
import type { Aside, Effect } from '../../schema/effect.ts'
import { CardId, type PersonId, type StepId } from '../../schema/ids.ts'
import type { CardRecord, StepRecord, Tap, Turn } from '../contract.ts'
import { closedCard, reviewCard, type Shown } from './cards.ts'
import { cardsOfStep } from './matter.ts'
import type { Reviewer } from './reviewers.ts'

export const say = (text: string, to?: PersonId): Effect =>
  to === undefined ? { type: 'say', text } : { type: 'say', to, text }

export const showCard = (
  turn: Turn,
  to: PersonId | null,
  purpose: CardPurpose,
  content: Card,
): Effect => ({
  type: 'show-card',
  ...(to === null ? {} : { to }),
  card: CardId.parse(turn.newId()),
  purpose,
  content,
})

/** Under 退回 or 转交 the card waits, answered already, for what the second card brings. */
export const waitingFor = {
  reason: '请在下一张卡片选退回原因',
  target: '请在下一张卡片选审稿人',
  words: '其他原因：请直接回复',
} as const

const waiting: readonly (string | undefined)[] = Object.values(waitingFor)

/** Whether there is something left on the card that a decision ends. */
export const asksStill = ({ open, shown }: CardRecord): boolean =>
  open || waiting.includes(shown.closed)

type Redraw = Extract<Effect, { type: 'redraw-card' }>

/** The card that was tapped always tells; others as long as the platform lets them be changed. */
export const closeTapped = (tap: Tap, closed: string): Redraw => ({
  type: 'redraw-card',
  card: tap.card.id,
  content: closedCard(tap.card.shown, closed),
  otherwise: closed,
})

export const closeCard = (card: CardRecord, closed: string): Redraw => ({
  type: 'redraw-card',
  card: card.id,
  content: closedCard(card.shown, closed),
})

/**
 * Every card of the step that still asks or waits, the tapped one first. Whoever was choosing a
 * reason or a colleague is no longer asked: their next words are about something else.
 */
export function closeStepCards(
  cards: readonly CardRecord[],
  step: StepId,
  closed: string,
  tap?: Tap,
): Effect[] {
  const rest = cardsOfStep(cards, step).filter(
    (card) => card.id !== tap?.card.id && asksStill(card),
  )
  return [
    ...(tap ? [closeTapped(tap, closed)] : []),
    ...rest.flatMap((card): Effect[] => [
      closeCard(card, closed),
      ...(card.purpose.kind === 'review'
        ? []
        : [{ type: 'ask', person: card.person, aside: null, about: step } satisfies Effect]),
    ]),
  ]
}

/** A fresh card for that reviewer; `to` is `null` where it answers them in their own chat. */
export const askReviewer = (
  turn: Turn,
  item: Shown,
  step: StepId,
  reviewer: Reviewer,
  { notice, to }: { notice: string | null; to: PersonId | null },
): Effect => {
  const standsIn = reviewer.onBehalfOf && `您代 ${reviewer.onBehalfOf.name} 审这篇稿件`
  const notices = [notice, standsIn].filter((line) => line !== null)
  return showCard(
    turn,
    to,
    { kind: 'review', step, number: item.number, version: item.version },
    reviewCard(item, notices.length === 0 ? null : notices.join('；')),
  )
}

/** The next text is its answer: an older list must not take the number. */
export function openQuestion(turn: Turn, aside: Aside): Effect[] {
  const person = turn.actor.id
  return [
    { type: 'ask', person, aside },
    ...(turn.place.list ? [{ type: 'list', person, items: null } satisfies Effect] : []),
  ]
}

/** The question is settled, by whichever way the answer came. */
export function closeQuestion({ place: { aside }, actor }: Turn, step: StepRecord): Effect[] {
  const asked = aside && 'step' in aside && aside.step === step.id
  return asked ? [{ type: 'ask', person: actor.id, aside: null }] : []
}
