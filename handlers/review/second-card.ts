import type { Effect } from '../../schema/effect.ts'
import type { CardRecord, Tap, Turn } from '../contract.ts'
import { cardsOfStep, type Matter } from './matter.ts'
import type { Reviewer } from './reviewers.ts'
import { askReviewer, asksStill, closeCard } from './show.ts'

/**
 * A card that was answered is never used again, although its step still waits: it is drawn once
 * more as it stands. `undefined` while it still asks.
 */
export function staleTap({ step }: Matter, { card }: Tap): Effect[] | undefined {
  if (step.outcome !== 'open' || card.open) return undefined
  const otherwise = `${card.shown.closed ?? '这张卡片已经用过'}。回复“待审”可重新打开。`
  return [{ type: 'redraw-card', card: card.id, content: card.shown, otherwise }]
}

/** The reviewer's own cards under 退回 and 转交 that still ask. */
export const secondCards = ({ cards, step }: Matter, turn: Turn): CardRecord[] =>
  cardsOfStep(cards, step.id).filter(
    (card) => asksStill(card) && card.person === turn.actor.id && card.purpose.kind !== 'review',
  )

/** 返回: the step stays open, and since an answered card is never used again, it asks afresh. */
export const undecided = (matter: Matter, as: Reviewer, turn: Turn, closed: string): Effect[] => [
  { type: 'ask', person: turn.actor.id, aside: null },
  ...secondCards(matter, turn).map((card) => closeCard(card, closed)),
  askReviewer(turn, matter.shown, matter.step.id, as, { notice: null, to: null }),
]
