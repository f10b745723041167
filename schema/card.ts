import { z } from 'zod'
import { DraftId, MarkId, ObjectionId, Period, StepId, SubmissionNumber } from './ids.ts'
import { Role } from './submission.ts'

/** A button calls back with `action`, or, with `article`, opens the page of that item (看全文). */
export const Button = z.object({
  action: z.string().min(1),
  /** At most 10 characters. */
  label: z.string().min(1).max(10),
  look: z.enum(['primary', 'danger', 'plain']),
  article: SubmissionNumber.optional(),
})
export type Button = z.infer<typeof Button>

/**
 * A card as the handlers think of it; each platform's adapter draws it within its own limits.
 * `closed` takes the place of the buttons once the question is settled.
 */
export const Card = z.object({
  source: z.string().optional(),
  /** Shown up to 36 characters; put what may be longer whole into `text` too. */
  title: z.string().min(1),
  subtitle: z.string().optional(),
  /** At most 6 rows; label up to 5 characters, value up to 30. */
  facts: z.array(z.object({ label: z.string(), value: z.string() })).max(6),
  text: z.string().optional(),
  /** A dropdown; what is chosen comes back with the tap under `key`. */
  choice: z
    .object({
      key: z.string(),
      label: z.string(),
      options: z
        .array(z.object({ id: z.string(), label: z.string() }))
        .min(1)
        .max(10),
    })
    .optional(),
  /** Where the platform's card has a text input, it is offered under `note` with this hint. */
  note: z.string().optional(),
  buttons: z.array(Button).max(6),
  closed: z.string().optional(),
})
export type Card = z.infer<typeof Card>

/**
 * What a card asks, and about exactly what. It is kept with the card and found again by its id
 * when it is tapped: a tap itself says no more than which button.
 */
export const CardPurpose = z.discriminatedUnion('kind', [
  /** A question of 投稿; `ask` tells an old card from the one that is open now. */
  z.object({ kind: z.literal('flow'), draft: DraftId, ask: z.string() }),
  /** A short question with choices outside of 投稿, e.g. 继续还是另写. */
  z.object({
    kind: z.literal('choice'),
    topic: z.string(),
    data: z.record(z.string(), z.string()),
  }),
  /** A step of the review chain, as one of its holders sees it. */
  z.object({
    kind: z.literal('review'),
    step: StepId,
    number: SubmissionNumber,
    version: z.number().int(),
  }),
  /** Why is it returned? Asked of the holder who tapped 退回. */
  z.object({
    kind: z.literal('reasons'),
    step: StepId,
    number: SubmissionNumber,
    version: z.number().int(),
  }),
  /** To whom? Asked of the holder who tapped 转交. */
  z.object({
    kind: z.literal('reassign'),
    step: StepId,
    number: SubmissionNumber,
    version: z.number().int(),
  }),
  /** To the writer: 修改 or 放弃. */
  z.object({
    kind: z.literal('returned'),
    number: SubmissionNumber,
    version: z.number().int(),
  }),
  /** A way to the page of an item, and nothing to decide. */
  z.object({
    kind: z.literal('article'),
    number: SubmissionNumber,
    version: z.number().int(),
  }),
  /** To the desk: an item was filed. 采用 · 待用 · 退改 · 不采用. */
  z.object({
    kind: z.literal('filed'),
    number: SubmissionNumber,
    version: z.number().int(),
  }),
  /** Which level is the outlet of? Asked of the editor who tapped 采用. */
  z.object({
    kind: z.literal('adopt-level'),
    number: SubmissionNumber,
    version: z.number().int(),
  }),
  /** Why is it sent back? Asked of the editor who tapped 退改. */
  z.object({
    kind: z.literal('desk-reasons'),
    number: SubmissionNumber,
    version: z.number().int(),
  }),
  /** A grave 记分: to somebody who has to confirm it. */
  z.object({ kind: z.literal('mark'), mark: MarkId, role: Role }),
  /** 异议: to the desk. */
  z.object({ kind: z.literal('objection'), objection: ObjectionId }),
  /** 通报: to the publicity director; `version` is the one that was shown. */
  z.object({ kind: z.literal('bulletin'), quarter: Period, version: z.number().int() }),
])
export type CardPurpose = z.infer<typeof CardPurpose>
