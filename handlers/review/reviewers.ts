import type { StepHolder } from '../../schema/effect.ts'
import type { Day, PersonId, UnitCode } from '../../schema/ids.ts'
import { ReviewRole } from '../../schema/submission.ts'
import type { Actor, Read, StepRecord } from '../contract.ts'

/** The part of `Read` that tells who holds what. */
export type Roster = Pick<Read, 'holders' | 'withRole' | 'standIn'>

/** Somebody who may decide a step, in their own right or standing in (代审). */
export interface Reviewer {
  person: Actor
  onBehalfOf: Actor | null
}

export const holderOf = ({ person, onBehalfOf }: Reviewer): StepHolder => ({
  person: person.id,
  onBehalfOf: onBehalfOf?.id ?? null,
})

/** Whose place in the chain it is, whoever sits on it. */
export const seatOf = ({ person, onBehalfOf }: StepHolder): PersonId => onBehalfOf ?? person

/** Both names, where somebody stands in (plan, section 3). */
export const reviewerName = (reviewer: {
  person: { name: string }
  onBehalfOf: { name: string } | null
}): string =>
  reviewer.onBehalfOf
    ? `${reviewer.person.name}（代${reviewer.onBehalfOf.name}）`
    : reviewer.person.name

export const namesOf = (reviewers: readonly Reviewer[]): string =>
  reviewers.map(reviewerName).join('、')

/** unitHead → leaderInCharge → deputySecretary → publicityDirector (plan, section 3). */
export function nextRoleUp(role: ReviewRole): ReviewRole | undefined {
  return ReviewRole.options[ReviewRole.options.indexOf(role) + 1]
}

/** The first two roles belong to a unit, the others to the whole office. */
export const roleHolders = (read: Roster, role: ReviewRole, unit: UnitCode): Promise<Actor[]> =>
  role === 'unitHead' || role === 'leaderInCharge' ? read.holders(role, unit) : read.withRole(role)

/** Each principal, and whoever stands in for them that day; the writer is neither. */
export async function withStandIns(
  read: Roster,
  principals: readonly Actor[],
  author: PersonId,
  day: Day,
): Promise<Reviewer[]> {
  const own = principals.filter(({ id }) => id !== author)
  const reviewers: Reviewer[] = own.map((person) => ({ person, onBehalfOf: null }))
  for (const principal of own) {
    const standIn = await read.standIn(principal.id, day)
    if (!standIn || standIn.id === author) continue
    if (reviewers.some(({ person }) => person.id === standIn.id)) continue
    reviewers.push({ person: standIn, onBehalfOf: principal })
  }
  return reviewers
}

export const holdsReviewRole = ({ roles }: Actor): boolean =>
  roles.some((role) => ReviewRole.safeParse(role).success)

/** Who can decide the step today: who has left the office or the role has dropped out. */
export async function reviewersOf(
  read: Pick<Read, 'person' | 'standIn'>,
  step: StepRecord,
  day: Day,
): Promise<Reviewer[]> {
  const reviewers: Reviewer[] = []
  for (const holder of step.holders) {
    const person = await read.person(holder.person)
    if (!person) continue
    if (holder.onBehalfOf === null) {
      if (holdsReviewRole(person)) reviewers.push({ person, onBehalfOf: null })
      continue
    }
    const standIn = await read.standIn(holder.onBehalfOf, day)
    const principal = await read.person(holder.onBehalfOf)
    if (standIn?.id === person.id && principal && holdsReviewRole(principal)) {
      reviewers.push({ person, onBehalfOf: principal })
    }
  }
  return reviewers
}

/** Who gets cards and reminders: a principal is left in peace while somebody stands in. */
export const toBeAsked = (reviewers: readonly Reviewer[]): Reviewer[] =>
  reviewers.filter(
    ({ person, onBehalfOf }) =>
      onBehalfOf !== null || !reviewers.some((other) => other.onBehalfOf?.id === person.id),
  )
