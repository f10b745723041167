import type { Command, CommandId, Handler, Tap, Timer } from '../contract.ts'
import { delegateTyped } from './delegate.ts'
import { delegationDue } from './delegated-steps.ts'
import { digestDue } from './digest.ts'
import { articleCardTapped } from './filed-card.ts'
import { fullTextTyped } from './full-text.ts'
import { handOverDue } from './hand-over.ts'
import { historyTyped } from './history.ts'
import { nudgeDue, nudgeTyped } from './nudge.ts'
import { pendingTyped, picked } from './pending.ts'
import { reviewQuestions } from './questions.ts'
import { reasonsCardTapped } from './reasons-card.ts'
import { reassignCardTapped } from './reassign-card.ts'
import { remindDue } from './remind.ts'
import { abandonTyped, returnedCardTapped } from './returned-card.ts'
import { reviewCardTapped } from './review-card.ts'
import { takeBackTyped } from './take-back.ts'
import { approveTyped, reassignTyped, returnTyped } from './typed.ts'
import { withdrawTyped } from './withdraw.ts'

export const reviewCommands = {
  approve: approveTyped,
  return: returnTyped,
  reassign: reassignTyped,
  withdraw: withdrawTyped,
  takeBack: takeBackTyped,
  nudge: nudgeTyped,
  history: historyTyped,
  fullText: fullTextTyped,
  abandon: abandonTyped,
  pending: pendingTyped,
  delegate: delegateTyped,
} satisfies Partial<Record<CommandId, Handler<Command>>>

export const reviewCards = {
  review: reviewCardTapped,
  reasons: reasonsCardTapped,
  reassign: reassignCardTapped,
  returned: returnedCardTapped,
  article: articleCardTapped,
} satisfies Record<string, Handler<Tap>>

export const reviewAsides = reviewQuestions

export const reviewTimers: Record<string, Handler<Timer>> = {
  'review-remind': remindDue,
  'review-digest': digestDue,
  'review-nudge': nudgeDue,
  'review-delegation': delegationDue,
  'review-handover': handOverDue,
}

export const reviewPick = picked
