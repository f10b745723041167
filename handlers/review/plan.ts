import type { PersonId, UnitCode } from '../../schema/ids.ts'
import type { ReviewRole, Tier } from '../../schema/submission.ts'
import type { Turn } from '../contract.ts'
import { roleLabel } from '../labels.ts'
import { dayOf } from '../time.ts'
import {
  holderOf,
  namesOf,
  nextRoleUp,
  roleHolders,
  seatOf,
  toBeAsked,
  withStandIns,
  type Reviewer,
  type Roster,
} from './reviewers.ts'

export interface PlannedStep {
  /** Place in the chain, from 0. */
  place: number
  role: ReviewRole
  reviewers: readonly Reviewer[]
  /** Why it went elsewhere than the chain says, in the record's words. */
  note: string | null
}

export interface ReviewPlan {
  /** In order, as of now; two equal ones in a row have become one. */
  steps: readonly PlannedStep[]
  /** A role that a step needs and nobody holds: the item cannot be submitted. */
  missing: ReviewRole | null
  /** For the preview and the record: why a step goes elsewhere. */
  notes: readonly string[]
  /** For the preview: `赵乐山`, `唐屿安 → 陆衡之`. */
  reviewers: string
}

type PlanTurn = Pick<Turn, 'now' | 'office'>

/** What the choice of reviewers depends on. */
export interface Subject {
  tier: Tier
  unit: UnitCode
  author: PersonId
}

/** Who would review the item from the first step on (plan, section 3). */
export async function planReview(
  read: Roster,
  subject: Subject,
  turn: PlanTurn,
): Promise<ReviewPlan> {
  const steps: PlannedStep[] = []
  let from = 0
  for (;;) {
    const next = await nextStep(read, subject, { from, after: steps.at(-1) ?? null }, turn)
    if (next === 'none') return settled(steps, null)
    if ('missing' in next) return settled(steps, next.missing)
    steps.push(next)
    from = next.place + 1
  }
}

const settled = (steps: PlannedStep[], missing: ReviewRole | null): ReviewPlan => ({
  steps,
  missing,
  notes: steps.flatMap(({ note }) => (note === null ? [] : [note])),
  reviewers: steps.map(({ reviewers }) => namesOf(toBeAsked(reviewers))).join(' → '),
})

export type Next = PlannedStep | { missing: ReviewRole } | 'none'

/** The first step of the chain from `from` on that is not the same as the one before it. */
export async function nextStep(
  read: Roster,
  subject: Subject,
  { from, after }: { from: number; after: { reviewers: readonly Reviewer[] } | null },
  turn: PlanTurn,
): Promise<Next> {
  const chain = turn.office.reviewChains[subject.tier]
  for (const [place, role] of chain.entries()) {
    if (place < from) continue
    const found = await reviewersFor(read, role, subject, turn)
    if (!found) return { missing: role }
    if (!after || !sameSeats(found.reviewers, after.reviewers)) return { place, ...found }
  }
  return 'none'
}

function sameSeats(one: readonly Reviewer[], other: readonly Reviewer[]): boolean {
  const seats = new Set(one.map((reviewer) => seatOf(holderOf(reviewer))))
  const others = new Set(other.map((reviewer) => seatOf(holderOf(reviewer))))
  return seats.size === others.size && [...seats].every((seat) => others.has(seat))
}

/**
 * The role's holders without the writer; where that leaves nobody, the next role up. A role that
 * nobody holds at all is not skipped over: the office has to fill it (plan, section 2).
 */
export async function reviewersFor(
  read: Roster,
  role: ReviewRole,
  subject: Subject,
  turn: PlanTurn,
) {
  const principals = await roleHolders(read, role, subject.unit)
  if (principals.length === 0) return undefined
  const today = dayOf(turn.now)
  for (let at: ReviewRole | undefined = role; at; at = nextRoleUp(at)) {
    const holders = at === role ? principals : await roleHolders(read, at, subject.unit)
    const reviewers = await withStandIns(read, holders, subject.author, today)
    if (reviewers.length === 0) continue
    const note =
      at === role ? null : `${roleLabel[role]}即作者本人，由${roleLabel[at]}${namesOf(reviewers)}审`
    return { role: at, reviewers, note }
  }
  return undefined
}
