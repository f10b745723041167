import type { Effect } from '../../schema/effect.ts'
import { DraftId, type PhotoId } from '../../schema/ids.ts'
import type { Read, Turn } from '../contract.ts'
import { articleIn } from './article.ts'
import { carryOut } from './carry-out.ts'
import { loadFacts, todayFor, type Draft, type Writer } from './draft.ts'
import { broughtUpToDate } from './lost.ts'
import { moveOn, pend, type Facts } from './gather.ts'
import { ask, wait, type Outcome } from './outcome.ts'
import { nothingYet, type Gathered, type State } from './state.ts'
import { draftName } from './describe.ts'

type WritersTurn = Turn & { actor: Writer }

function fresh(turn: WritersTurn, gathered: Gathered): { draft: Draft; facts: Facts } {
  const facts = { now: turn.now, today: todayFor(turn), photos: new Map(), item: null }
  const state = moveOn(gathered, facts, null)
  const id = DraftId.parse(turn.newId())
  const draft = { id, unit: turn.actor.unit.code, submission: null, state, carried: false }
  return { draft, facts }
}

/** 投稿: the first of the seven questions. */
export function begin(read: Read, turn: WritersTurn): Promise<Effect[]> {
  const { draft, facts } = fresh(turn, nothingYet)
  return carryOut(read, ask(draft.state), { draft, facts, own: true }, turn)
}

/** An article or a photo that nobody asked for begins a draft, answered once things settle. */
export async function beginWith(
  read: Read,
  given: { text: string } | { photo: PhotoId; order: number },
  turn: WritersTurn,
): Promise<Effect[] | undefined> {
  const empty = { ...nothingYet, pasted: true }
  const gathered =
    'text' in given
      ? articleIn(empty, given.text)
      : { ...empty, photos: [{ ...given, caption: null }] }
  if (!gathered) return undefined
  const { draft, facts } = fresh(turn, gathered)
  const begun = wait({ ...draft.state, pending: pend(draft.state, turn.now) })
  return carryOut(read, begun, { draft, facts, own: true }, turn)
}

/** Takes a draft up again and asks its open question. */
export async function resume(
  read: Read,
  draft: Draft,
  turn: Turn,
  next: (state: State) => Outcome = (state) => ask(state, `接着写${draftName(state)}。`),
): Promise<Effect[]> {
  const facts = await loadFacts(read, draft, null, turn)
  const state = broughtUpToDate(draft.state, facts)
  return carryOut(read, next(state), { draft, facts, own: true }, turn)
}
