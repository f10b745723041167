import { z } from 'zod'
import type { Card, CardPurpose } from './card.ts'
import type { FrozenFigures } from './figures.ts'
import { DraftId, ObjectionId, StepId, SubmissionNumber } from './ids.ts'
import type {
  AdoptionId,
  CardId,
  Day,
  Instant,
  MarkId,
  Month,
  Period,
  PersonId,
  PhotoId,
  UnitCode,
} from './ids.ts'
import { OutletLevel } from './points.ts'
import type { Factors, MarkKind, Placement, Posting, UsedAs } from './points.ts'
import type { BulletinContent, Recipe } from './report.ts'
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

const Version = z.number().int()

/**
 * A single open question outside of 投稿 that takes the next text as its answer: 返回 and 取消
 * too. A command that only shows something leaves it open, any other ends it. `…-choice` picks one
 * of the six reasons by number or word, `…-reason` takes the reason in the person's own words.
 */
export const Aside = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('return-choice'), step: StepId, number: SubmissionNumber }),
  z.object({ kind: z.literal('return-reason'), step: StepId, number: SubmissionNumber }),
  z.object({ kind: z.literal('reassign-to'), step: StepId, number: SubmissionNumber }),
  z.object({ kind: z.literal('adopt-level'), number: SubmissionNumber, version: Version }),
  /** `outlets`: those of that level that were used last; a number picks one. */
  z.object({
    kind: z.literal('adopt-outlet'),
    number: SubmissionNumber,
    version: Version,
    level: OutletLevel,
    outlets: z.array(z.string()),
  }),
  z.object({ kind: z.literal('desk-choice'), number: SubmissionNumber, version: Version }),
  z.object({ kind: z.literal('desk-reason'), number: SubmissionNumber, version: Version }),
  z.object({ kind: z.literal('objection-answer'), objection: ObjectionId }),
])
export type Aside = z.infer<typeof Aside>

/** What is written; all of a turn's writes commit together, or none. */
export type Write =
  | ({ type: 'save-draft' } & DraftWrite)
  | { type: 'end-draft'; draft: DraftId }
  /** Which draft the person is writing right now; `null` leaves it. */
  | { type: 'focus'; person: PersonId; draft: DraftId | null }
  /** With `about` only while the question that is open is about that step, or that item. */
  | { type: 'ask'; person: PersonId; aside: Aside | null; about?: StepId | SubmissionNumber }
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
  | {
      type: 'adopt'
      adoption: AdoptionId
      number: SubmissionNumber
      level: OutletLevel
      outlet: string
      usedAs: UsedAs
      placement: Placement | null
      day: Day
      link: string | null
      month: Month
      hundredths: number
      ruleVersion: string
      factors: Factors
      by: PersonId
      at: Instant
    }
  /** Fails if it was reversed already. */
  | {
      type: 'reverse-adoption'
      adoption: AdoptionId
      by: PersonId
      reason: string | null
      at: Instant
    }
  /** One line of the ledger; the same key again is none. */
  | { type: 'post'; posting: Posting }
  /** 联合报送: the units that share the item with the writer's, in their order. */
  | { type: 'join-units'; number: SubmissionNumber; units: UnitCode[] }
  /** The filing was taken back: the next one is the first. */
  | { type: 'unfile'; number: SubmissionNumber }
  /** Which editor is on it; `null` lets it go. */
  | { type: 'take'; number: SubmissionNumber; by: PersonId | null; at: Instant }
  | {
      type: 'propose-mark'
      mark: MarkId
      kind: MarkKind
      unit: UnitCode
      number: SubmissionNumber | null
      level: OutletLevel | null
      reason: string
      by: PersonId
      at: Instant
    }
  /** Fails if that role, or that person, has confirmed already. */
  | { type: 'confirm-mark'; mark: MarkId; role: string; by: PersonId; at: Instant }
  | { type: 'set-mark'; mark: MarkId; state: 'standing' | 'dropped' | 'reversed' }
  | {
      type: 'object'
      objection: ObjectionId
      about: SubmissionNumber | Month
      person: PersonId
      reason: string
      at: Instant
    }
  /** Fails if it was answered already. */
  | {
      type: 'answer-objection'
      objection: ObjectionId
      answer: string
      by: PersonId
      at: Instant
    }
  /** Once: what is frozen stays as it was. */
  | { type: 'freeze'; period: Period; asOf: Instant; figures: FrozenFigures; at: Instant }
  /** Makes the draft, or a newer version of it; a confirmed one is not changed any more. */
  | {
      type: 'draft-bulletin'
      quarter: Period
      version: number
      content: BulletinContent
      /** Proposals that the desk has struck: `commendation 0`, `criticism 1`. */
      struck: string[]
      at: Instant
    }
  /** Fails if it is another version by now, or confirmed already. */
  | { type: 'confirm-bulletin'; quarter: Period; version: number; by: PersonId; at: Instant }

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
  /** A picture or file made from a recipe, after this turn has committed. */
  | { type: 'send-made'; to?: PersonId; as: 'image' | 'file'; name: string; recipe: Recipe }

/** A part of what groups get; a channel that takes no files is spared them. */
export type BroadcastPart =
  { part: 'text'; text: string } | { part: 'image' | 'file'; name: string; recipe: Recipe }

/**
 * To every channel of every group, each part once for that `what` and period, however often it is
 * asked for: what was queued before is left out.
 */
export interface Broadcast {
  type: 'broadcast'
  what: 'ranking' | 'bulletin'
  period: Period
  parts: BroadcastPart[]
}

export type Effect = Write | Saying | Broadcast
