import type { Effect } from '../../schema/effect.ts'
import type { Actor, Read, Tap, Turn } from '../contract.ts'
import { editorsOf } from '../desk-people.ts'
import { roleLabel } from '../labels.ts'
import { postFiling } from '../points/filing.ts'
import { filedCard } from './cards.ts'
import type { Matter } from './matter.ts'
import { openStep } from './open.ts'
import { nextStep, type Next } from './plan.ts'
import { namesOf, toBeAsked, type Reviewer } from './reviewers.ts'
import { closeQuestion, closeStepCards, say, showCard } from './show.ts'
import { clearTimers } from './timers.ts'
import { decidedLine, titled } from './words.ts'

/** What follows the step, as of now. */
export interface Approval {
  matter: Matter
  next: Next
  editors: readonly Actor[]
  /** What filing the item posts, where the step was the last. */
  points: readonly Effect[]
}

export async function loadApproval(read: Read, matter: Matter, turn: Turn): Promise<Approval> {
  const { item, step, reviewers } = matter
  const subject = { tier: item.content.tier, unit: item.unit.code, author: item.author.id }
  const next = await nextStep(read, subject, { from: step.place + 1, after: { reviewers } }, turn)
  const points = next === 'none' ? await postFiling(read, item, turn) : []
  return { matter, next, editors: await editorsOf(read), points }
}

/** The first decision stands; an approval is for exactly the content that is under review. */
export function approve(approval: Approval, as: Reviewer, turn: Turn, tap?: Tap) {
  const { matter, next, editors } = approval
  const { item, step, cards } = matter
  if (next !== 'none' && 'missing' in next) return stuck(matter, next.missing, editors)
  const { number, version, hash } = item
  const by = { by: as.person.id, onBehalfOf: as.onBehalfOf?.id ?? null }
  const effects: Effect[] = [
    { type: 'decide', step: step.id, decision: 'approve', ...by, reason: null, hash, at: turn.now },
    {
      type: 'record',
      number,
      event: 'approved',
      actor: as.person.id,
      version,
      note: approvalNote(as, next),
      at: turn.now,
    },
    ...clearTimers(step.id, number),
    ...closeQuestion(turn, step),
    ...closeStepCards(cards, step.id, decidedLine('approve', as, turn.now, turn.now), tap),
  ]
  if (!tap) effects.push(say(typedAnswer(matter, next)))
  effects.push(...(next === 'none' ? file(approval, as, turn) : openStep(matter.shown, next, turn)))
  return effects
}

const approvalNote = (as: Reviewer, next: Next): string | null => {
  const notes = [
    as.onBehalfOf && `代 ${as.onBehalfOf.name}`,
    next !== 'none' && 'note' in next ? next.note : null,
  ].filter((note) => note !== null)
  return notes.length === 0 ? null : notes.join('；')
}

const typedAnswer = ({ item }: Matter, next: Next): string =>
  next === 'none' || 'missing' in next
    ? `已通过${titled(item)}，稿件已报送宣传办。`
    : `已通过${titled(item)}，下一步由 ${namesOf(toBeAsked(next.reviewers))} 审。`

/** 报送: the chain is complete; the writer and every editor hear of it. */
function file({ matter, editors, points }: Approval, as: Reviewer, turn: Turn) {
  const { item, shown } = matter
  const { number, version, author } = item
  const effects: Effect[] = [
    { type: 'set-status', number, status: 'filed', at: turn.now },
    {
      type: 'record',
      number,
      event: 'filed',
      actor: as.person.id,
      version,
      note: null,
      at: turn.now,
    },
    ...points,
    say(`${titled(item)}已通过审稿，报送宣传办。`, author.id),
    ...editors.map((editor) =>
      showCard(turn, editor.id, { kind: 'filed', number, version }, filedCard(shown)),
    ),
  ]
  return effects
}

/** The step after has lost its people meanwhile: better undecided than lost on the way. */
function stuck({ item }: Matter, missing: keyof typeof roleLabel, editors: readonly Actor[]) {
  const label = roleLabel[missing]
  return [
    say(`现在还不能通过：下一步要由${label}审，但还没有人担任。已告知宣传办，补上后请再点一次。`),
    ...editors.map(({ id }) =>
      say(`${titled(item)}卡在审稿：${item.unit.name}缺${label}，请补充人员信息。`, id),
    ),
  ]
}
