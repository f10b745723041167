import { z } from 'zod'
import type { Card, CardPurpose } from './card.ts'
import { DraftId, StepId, SubmissionNumber } from './ids.ts'
import type { CardId, Day, Instant, PersonId, PhotoId, UnitCode } from './ids.ts'
import type {
  ContentHash,
  ItemContent,
  ReviewRole,
  SubmissionEventName,
  SubmissionStatus,
} from './submission.ts'

/** A draft as it is stored: the flow's own state, with the version of the flow that wrote it. */
export interface DraftWrite {
  draft: DraftId
  person: PersonId
  unit: UnitCode
  /** Set while a returned or withdrawn item is being edited. */
  submission: SubmissionNumber | null
  flowVersion: number
  state: unknown
}

/** One line of a numbered list that was just shown; its number picks it. */
export const ListItem = z.discriminatedUnion('type', [
  z.object({ type: z.literal('pending'), step: StepId }),
  z.object({ type: z.literal('submission'), number: SubmissionNumber }),
  z.object({ type: z.literal('draft'), draft: DraftId }),
  z.object({
    type: z.literal('choice'),
    topic: z.string(),
    value: z.string(),
    data: z.record(z.string(), z.string()),
  }),
])
export type ListItem = z.infer<typeof ListItem>

/**
 * A single open question outside of 投稿 that takes the next text as its answer: 返回 and 取消
 * too, while any other command ends it. `return-choice` picks one of the six reasons by number
 * or word, `return-reason` takes the reason in the reviewer's own words.
 */
export const Aside = z.object({
  kind: z.enum(['return-choice', 'return-reason', 'reassign-to']),
  step: StepId,
  number: SubmissionNumber,
})
export type Aside = z.infer<typeof Aside>

/** What is written; all of a turn's writes commit together, or none. */
export type Write =
  | ({ type: 'save-draft' } & DraftWrite)
  | { type: 'end-draft'; draft: DraftId }
  /** Which draft the person is writing right now; `null` leaves it. */
  | { type: 'focus'; person: PersonId; draft: DraftId | null }
  /** With `about` only while the question that is open is about that step. */
  | { type: 'ask'; person: PersonId; aside: Aside | null; about?: StepId }
  | { type: 'list'; person: PersonId; items: ListItem[] | null }
  /** Replaces a timer of the same key. */
  | {
      type: 'set-timer'
      key: string
      name: string
      person: PersonId | null
      dueAt: Instant
      data: Record<string, string>
    }
  | { type: 'clear-timer'; key: string }
  /** Version 1 makes the item, later ones replace what is under review. */
  | {
      type: 'submit'
      number: SubmissionNumber
      version: number
      unit: UnitCode
      author: PersonId
      content: ItemContent
      hash: ContentHash
      late: boolean
      at: Instant
    }
  | { type: 'set-status'; number: SubmissionNumber; status: SubmissionStatus; at: Instant }
  | {
      type: 'open-step'
      step: StepId
      number: SubmissionNumber
      version: number
      /** Place in the chain, from 0. */
      place: number
      role: ReviewRole
      holders: StepHolder[]
      /** Why the step went elsewhere than the chain says, in the record's words. */
      note: string | null
      at: Instant
    }
  | { type: 'add-holder'; step: StepId; holder: StepHolder }
  | { type: 'drop-holder'; step: StepId; person: PersonId }
  /** Fails if the step was decided already: two taps cannot both win. */
  | {
      type: 'decide'
      step: StepId
      decision: 'approve' | 'return'
      by: PersonId
      onBehalfOf: PersonId | null
      reason: string | null
      hash: ContentHash
      at: Instant
    }
  | { type: 'take-back'; step: StepId; at: Instant }
  /** Ends a step without a decision: withdrawn or replaced. */
  | { type: 'void-step'; step: StepId; at: Instant }
  | {
      type: 'record'
      number: SubmissionNumber
      event: SubmissionEventName
      actor: PersonId | null
      version: number
      note: string | null
      at: Instant
    }
  | {
      type: 'stand-in'
      person: PersonId
      standIn: PersonId
      from: Day
      to: Day
    }
  | { type: 'end-stand-in'; person: PersonId }

/** Somebody who may decide a step; `onBehalfOf` where they stand in (代审). */
export interface StepHolder {
  person: PersonId
  onBehalfOf: PersonId | null
}

/** What is said or shown. Without `to`: in the chat that the update came from. */
export type Saying =
  | { type: 'say'; to?: PersonId; text: string }
  | { type: 'show-card'; to?: PersonId; card: CardId; purpose: CardPurpose; content: Card }
  /** `otherwise` is said instead where the platform no longer lets the card be changed. */
  | { type: 'redraw-card'; card: CardId; content: Card; otherwise?: string }
  | { type: 'send-photo'; to?: PersonId; photo: PhotoId }

export type Effect = Write | Saying
