import type { StepId, SubmissionNumber } from '../../schema/ids.ts'
import type { Actor, CardRecord, Read, StepRecord, SubmissionRecord, Turn } from '../contract.ts'
import { SECOND_MS, dayOf } from '../time.ts'
import type { Shown } from './cards.ts'
import { reviewersOf, type Reviewer } from './reviewers.ts'
import { changedParts, endedLine } from './words.ts'

/** A step of an item with all that deciding it takes. */
export interface Matter {
  item: SubmissionRecord
  shown: Shown
  step: StepRecord
  /** All steps of the item, in the order in which they were opened. */
  steps: readonly StepRecord[]
  /** Who can decide the step today. */
  reviewers: readonly Reviewer[]
  /** Every card about the item. */
  cards: readonly CardRecord[]
}

export async function shownItem(read: Read, item: SubmissionRecord): Promise<Shown> {
  const before = item.version > 1 ? await read.version(item.number, item.version - 1) : undefined
  return { ...item, changes: before ? changedParts(before.content, item.content) : null }
}

async function loadMatter(
  read: Read,
  item: SubmissionRecord,
  step: StepRecord,
  turn: Turn,
): Promise<Matter> {
  return {
    item,
    shown: await shownItem(read, item),
    step,
    steps: await read.steps(item.number),
    reviewers: await reviewersOf(read, step, dayOf(turn.now)),
    cards: await read.cardsAbout(item.number),
  }
}

/** By what a card or an open question was about. */
export async function matterOf(
  read: Read,
  about: { step: StepId; number: SubmissionNumber },
  turn: Turn,
): Promise<Matter | undefined> {
  const item = await read.submission(about.number)
  const step = await read.step(about.step)
  return item && step && step.number === item.number
    ? loadMatter(read, item, step, turn)
    : undefined
}

/** The step that waits for a decision now, or the last one there was. */
export async function currentMatter(
  read: Read,
  item: SubmissionRecord,
  turn: Turn,
): Promise<Matter | undefined> {
  const steps = await read.steps(item.number)
  const step = steps.find(({ outcome }) => outcome === 'open') ?? steps.at(-1)
  return step && loadMatter(read, item, step, turn)
}

export type Standing = { may: true; as: Reviewer } | { may: false; why: string }

/**
 * Whether that person may decide the step now. Everything that decides goes through here: an open
 * step of the newest version, a reviewer of it, never the writer.
 */
export function standing({ item, step, reviewers }: Matter, actor: Actor, turn: Turn): Standing {
  const ended = endedLine(step, item, turn.now)
  if (ended !== undefined) return { may: false, why: ended }
  if (item.status !== 'in_review') return { may: false, why: '这篇稿件现在不在审稿中' }
  const as = reviewers.find(({ person }) => person.id === actor.id)
  if (item.author.id === actor.id) return { may: false, why: '自己的稿件由他人审' }
  if (as) return { may: true, as }
  const stoodIn = step.holders.some(({ person }) => person === actor.id)
  return { may: false, why: stoodIn ? '您的代审已结束' : '这一步现在不由您审' }
}

/**
 * Typed words name an item, not a version: what was sent before the step opened cannot have been
 * about it (plan, section 9: no version is decided that its reader did not see).
 */
export const typedTooEarly = ({ step }: Matter, turn: Turn): boolean =>
  turn.sentAt !== undefined && turn.sentAt < Math.floor(step.openedAt / SECOND_MS) * SECOND_MS

/** Cards about that step; `reasons` and `reassign` belong to it as well. */
export const cardsOfStep = (cards: readonly CardRecord[], step: StepId): CardRecord[] =>
  cards.filter(({ purpose }) => 'step' in purpose && purpose.step === step)
