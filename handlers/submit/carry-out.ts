import type { Effect } from '../../schema/effect.ts'
import { CardId, type PersonId } from '../../schema/ids.ts'
import type { Card } from '../../schema/card.ts'
import type { Read, Turn } from '../contract.ts'
import { planReview } from '../review/open.ts'
import { material } from './describe.ts'
import { clearTimers, ALL_TIMERS, EXPIRE_TIMER, keep, type Draft } from './draft.ts'
import type { Facts } from './gather.ts'
import type { Outcome } from './outcome.ts'
import { previewCard } from './preview.ts'
import { promptCard, promptFor, promptText } from './prompt.ts'
import { PHOTOS_MAX } from './captions.ts'
import { send } from './send.ts'
import type { Pending, State } from './state.ts'
import { laidDown } from './step.ts'

/** What a step was about. `own`: the writer did something, and is answered in their chat. */
export interface Happened {
  draft: Draft
  facts: Facts
  own: boolean
}

/** Puts an outcome into words and effects; reads only what those words need. */
export async function carryOut(
  read: Read,
  outcome: Outcome,
  { draft, facts, own }: Happened,
  turn: Turn,
): Promise<Effect[]> {
  switch (outcome.then) {
    case 'submit':
      return send(read, { draft, state: outcome.state, facts }, turn)
    case 'leave':
      return leave(draft, outcome.state, turn)
    case 'go-on': {
      const { state, reply } = outcome
      if (reply.type === 'none') {
        return state === draft.state && !own ? [] : keep(draft, state, turn, own)
      }
      const notes = [...(draft.carried ? [carriedNote] : []), ...told(state), ...reply.notes]
      // Without an open card there is nothing that shows what would be submitted.
      const as = state.at === 'preview' && state.ask === null ? 'card' : reply.as
      const quiet = { ...state, pending: null }
      const to = own ? {} : { to: turn.actor.id }
      const card =
        as === 'card' ? await cardFor(read, draft, quiet, { facts, notes }, turn) : undefined
      if (!card) {
        // A question that has moved on to plain text leaves no card behind that could answer it.
        const next = as === 'card' ? { ...quiet, ask: null } : quiet
        const text = promptText(promptFor(next, facts.today), notes)
        return [...keep(draft, next, turn, own), { type: 'say', ...to, text }]
      }
      const id = CardId.parse(turn.newId())
      const purpose = { kind: 'flow', draft: draft.id, ask: id } as const
      return [
        ...keep(draft, { ...quiet, ask: id }, turn, own),
        { type: 'show-card', ...to, card: id, purpose, content: card },
      ]
    }
  }
}

const carriedNote = '系统更新过，已写的内容都还在，请接着写。'

/** What was held back for one answer: it comes with the next answer, whichever that is. */
const told = (state: State): string[] =>
  state.pending ? [...heldBack(state.pending), ...received(state)] : []

function heldBack(pending: Pending): string[] {
  const beyond =
    pending.refused === 0
      ? []
      : [`照片最多 ${PHOTOS_MAX} 张，多出的 ${pending.refused} 张没有收下。`]
  return [...pending.notes, ...beyond]
}

/** At the short questions nothing else shows that a photo or a pasted text was taken. */
function received(state: State): string[] {
  if (state.at !== 'asking') return []
  const { part, gathered, again, pending } = state
  // A part that is being changed: what the item holds beside it was told long ago.
  if (again && pending !== null && pending.notes.length > 0) return []
  if (part === 'photos' || part === 'together') return []
  // The body's own question tells how long the body is by now.
  const { body: _told, ...answers } = gathered.answers
  const got = material(part === 'body' ? { ...gathered, answers, pieces: [] } : gathered)
  return got === undefined ? [] : [`已收到${got}。`]
}

async function cardFor(
  read: Read,
  draft: Draft,
  state: State,
  { facts, notes }: { facts: Facts; notes: readonly string[] },
  turn: Turn,
): Promise<Card | undefined> {
  if (state.at === 'preview') {
    const unit = facts.item?.unit.code ?? turn.actor.unit?.code ?? draft.unit
    const subject = { tier: state.content.tier, unit, author: turn.actor.id }
    return previewCard(state.content, await planReview(read, subject, turn), facts, notes)
  }
  const prompt = promptFor(state, facts.today)
  return prompt.buttons.length > 0 ? promptCard(prompt, notes) : undefined
}

/** 取消: out of the conversation, with everything kept. */
function leave(draft: Draft, state: State, turn: Turn): Effect[] {
  const person: PersonId = turn.actor.id
  const notes = state.pending ? heldBack(state.pending) : []
  return [
    ...keep(draft, laidDown(state), turn, true),
    { type: 'focus', person, draft: null },
    ...clearTimers(draft.id, ...ALL_TIMERS.filter((name) => name !== EXPIRE_TIMER)),
    { type: 'say', text: ['已存草稿，回复“继续”接着写。', ...notes].join('\n') },
  ]
}
