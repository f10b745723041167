import type { Effect } from '../../schema/effect.ts'
import type { Tap, Turn } from '../contract.ts'
import { reasonsCard, returnedCard } from './cards.ts'
import type { Matter } from './matter.ts'
import { reviewerName, type Reviewer } from './reviewers.ts'
import {
  closeQuestion,
  closeStepCards,
  closeTapped,
  openQuestion,
  say,
  showCard,
  waitingFor,
} from './show.ts'
import { clearTimers } from './timers.ts'
import { decidedLine, titled } from './words.ts'

/** Nothing is decided before the reason is there. */
export function askReason({ shown, step }: Matter, turn: Turn, tap?: Tap): Effect[] {
  const about = { step: step.id, number: step.number }
  return [
    ...(tap ? [closeTapped(tap, waitingFor.reason)] : []),
    ...openQuestion(turn, { kind: 'return-choice', ...about }),
    showCard(turn, null, { kind: 'reasons', ...about, version: step.version }, reasonsCard(shown)),
  ]
}

export function returnItem(
  matter: Matter,
  as: Reviewer,
  reason: string,
  turn: Turn,
  tap?: Tap,
): Effect[] {
  const { item, shown, step, cards } = matter
  const { number, version, hash } = item
  const by = { by: as.person.id, onBehalfOf: as.onBehalfOf?.id ?? null }
  const note = as.onBehalfOf ? `${reason}（代 ${as.onBehalfOf.name}）` : reason
  const closed = `${decidedLine('return', as, turn.now, turn.now)}：${reason}`
  return [
    { type: 'decide', step: step.id, decision: 'return', ...by, reason, hash, at: turn.now },
    { type: 'set-status', number, status: 'returned', at: turn.now },
    {
      type: 'record',
      number,
      event: 'returned',
      actor: as.person.id,
      version,
      note,
      at: turn.now,
    },
    ...clearTimers(step.id, number),
    ...closeQuestion(turn, step),
    ...closeStepCards(cards, step.id, closed, tap),
    ...(tap ? [] : [say(`已退回${titled(item)}，原因：${reason.replace(/[。.]$/u, '')}。`)]),
    showCard(
      turn,
      item.author.id,
      { kind: 'returned', number, version },
      returnedCard(shown, { by: reviewerName(as), reason, at: turn.now }),
    ),
  ]
}
