import type { Command, CommandId, Handler, Tap, Timer } from '../contract.ts'
import { assessmentTyped } from './assessment-typed.ts'
import { bulletinCardTapped } from './bulletin-decide.ts'
import { bulletinTyped } from './bulletin-typed.ts'
import { WAITING_TIMER, waitingDue } from './bulletin-waiting.ts'
import { draftDue } from './draft-due.ts'

export const reportCommands = {
  bulletin: bulletinTyped,
  assessment: assessmentTyped,
} satisfies Partial<Record<CommandId, Handler<Command>>>

export const reportCards = {
  bulletin: bulletinCardTapped,
} satisfies Record<string, Handler<Tap>>

export const reportTimers: Record<string, Handler<Timer>> = {
  'bulletin-draft': draftDue,
  [WAITING_TIMER]: waitingDue,
}
