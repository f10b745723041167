import type { Effect } from '../../schema/effect.ts'
import { StepId, type SubmissionNumber } from '../../schema/ids.ts'
import type { ContentHash, ItemContent } from '../../schema/submission.ts'
import type { Turn } from '../contract.ts'
import type { Shown } from './cards.ts'
import type { PlannedStep, ReviewPlan } from './plan.ts'
import { holderOf, toBeAsked } from './reviewers.ts'
import { askReviewer } from './show.ts'
import { setReminder } from './timers.ts'
import { changedParts } from './words.ts'

export { planReview } from './plan.ts'
export type { ReviewPlan } from './plan.ts'

/** What was just written by `submit`; `before` is the version that it follows. */
export interface Submitted {
  number: SubmissionNumber
  version: number
  unit: { name: string }
  author: { name: string }
  content: ItemContent
  hash: ContentHash
  late: boolean
  before: ItemContent | null
}

/**
 * Opens the chain's first step: a card to each holder, and the reminders. The caller writes
 * `submit`, `set-status` and `record` first, and does not call it where `plan.missing` is set.
 */
export function openReview(plan: ReviewPlan, submitted: Submitted, turn: Turn): Effect[] {
  const [first] = plan.steps
  if (!first || plan.missing !== null) {
    throw new Error(`nobody reviews ${submitted.number}: ${plan.missing ?? 'an empty chain'}`)
  }
  const { before, ...item } = submitted
  const changes = before && changedParts(before, item.content)
  return openStep({ ...item, changes }, first, turn)
}

/** One step with its holders, their cards and its reminders; 代审 goes into the record. */
export function openStep(item: Shown, planned: PlannedStep, turn: Turn): Effect[] {
  const step = StepId.parse(turn.newId())
  const { number, version } = item
  const { place, role, reviewers, note } = planned
  return [
    {
      type: 'open-step',
      step,
      number,
      version,
      place,
      role,
      holders: reviewers.map(holderOf),
      note,
      at: turn.now,
    },
    ...reviewers.flatMap(({ person, onBehalfOf }): Effect[] =>
      onBehalfOf
        ? [
            {
              type: 'record',
              number,
              event: 'delegated',
              actor: onBehalfOf.id,
              version,
              note: `由 ${person.name} 代审`,
              at: turn.now,
            },
          ]
        : [],
    ),
    ...toBeAsked(reviewers).map((reviewer) =>
      askReviewer(turn, item, step, reviewer, { notice: null, to: reviewer.person.id }),
    ),
    setReminder(turn, step, 0),
  ]
}
