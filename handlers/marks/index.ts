import type { Command, CommandId, Handler, Tap, Timer } from '../contract.ts'
import { markCardTapped } from './decide.ts'
import { markTyped } from './mark-typed.ts'
import { objectTyped } from './object-typed.ts'
import { objectionAnswered } from './objection-answer.ts'
import { objectionCardTapped } from './objection-card.ts'
import { reverseMarkTyped } from './reverse-mark.ts'
import { WAITING_TIMER, waitingDue } from './waiting.ts'

export const markCommands = {
  mark: markTyped,
  reverseMark: reverseMarkTyped,
  object: objectTyped,
} satisfies Partial<Record<CommandId, Handler<Command>>>

export const markCards = {
  mark: markCardTapped,
  objection: objectionCardTapped,
} satisfies Record<string, Handler<Tap>>

export const markQuestions = {
  'objection-answer': objectionAnswered,
} satisfies Record<string, Handler<string>>

export const markTimers: Record<string, Handler<Timer>> = {
  [WAITING_TIMER]: waitingDue,
}
