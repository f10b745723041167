import type { Effect } from '../../schema/effect.ts'
import { DraftId } from '../../schema/ids.ts'
import type { Read, SubmissionRecord, Turn } from '../contract.ts'
import { draftOf, type Draft } from './draft.ts'
import { ask } from './outcome.ts'
import { resume } from './start.ts'
import type { State, Whole } from './state.ts'

/**
 * Opens a returned or withdrawn item for editing, with its six parts to choose from. An edit
 * that was begun before is taken up again instead.
 */
export async function editReturned(
  read: Read,
  item: SubmissionRecord,
  turn: Turn,
): Promise<Effect[]> {
  const drafts = await read.drafts(turn.actor.id)
  const begun = drafts.find(({ submission }) => submission === item.number)
  const draft = begun ? draftOf(begun) : draftFor(item, turn)
  const note =
    item.status === 'in_review' ? `已撤回 ${item.number}，可以修改了。` : `修改 ${item.number}。`
  return resume(read, draft, turn, (state) => ask(menuOf(state), note))
}

/** A whole item is changed part by part; an unfinished edit goes on where it was. */
const menuOf = (state: State): State =>
  state.at === 'preview'
    ? { at: 'menu', content: state.content, ask: null, pending: state.pending }
    : state

function draftFor({ number, unit, content }: SubmissionRecord, turn: Turn): Draft {
  const photos = content.photos.map((photo, order) => ({ ...photo, order }))
  const state: Whole = { at: 'menu', content: { ...content, photos }, ask: null, pending: null }
  const id = DraftId.parse(turn.newId())
  return { id, unit: unit.code, submission: number, state, carried: false }
}
