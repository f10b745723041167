import type { Command, Effect, Handler, Read, Turn } from '../contract.ts'
import { lengthOf } from '../text.ts'
import { approve, loadApproval } from './approve.ts'
import { findItem } from './find.ts'
import { currentMatter, standing, typedTooEarly, type Matter } from './matter.ts'
import { candidateMeant } from './questions.ts'
import { askInWords, REASON_LIMIT, tooLong } from './reasons-card.ts'
import { askTarget, candidatesFor, handOn } from './reassign.ts'
import { askReason, returnItem } from './return.ts'
import { namesOf, toBeAsked, type Reviewer } from './reviewers.ts'
import { say } from './show.ts'
import { reasonLabel, reasonMeant } from './words.ts'

type Deed = (
  read: Read,
  matter: Matter,
  as: Reviewer,
  rest: string,
  turn: Turn,
) => Effect[] | Promise<Effect[]>

/** Everything can be done by typing as well, under the same conditions as by card. */
const typed = (deed: Deed): Handler<Command> => ({
  async run(read, command, turn) {
    const found = await findItem(read, command, turn)
    if ('answer' in found) return found.answer
    const { item, rest } = found
    const matter = await currentMatter(read, item, turn)
    if (!matter) return [say(`${item.number} 现在不在审稿中。`)]
    const state = standing(matter, turn.actor, turn)
    if (!state.may) return [say(refusal(matter, state.why))]
    if (typedTooEarly(matter, turn)) {
      return [say(`${item.number} 刚有变化，请看新卡片后再决定。`)]
    }
    return deed(read, matter, state.as, rest, turn)
  },
})

function refusal({ item, step, reviewers }: Matter, why: string): string {
  const now = step.outcome === 'open' ? `，现在由 ${namesOf(toBeAsked(reviewers))} 审` : ''
  return `${item.number} ${why}${now}。回复“过程 ${item.number}”可看进展。`
}

export const approveTyped = typed(async (read, matter, as, _rest, turn) =>
  approve(await loadApproval(read, matter, turn), as, turn),
)

/** A reason in free words is welcome here; without one the second card asks for it. */
export const returnTyped = typed((_read, matter, as, rest, turn) => {
  if (rest === '') return askReason(matter, turn)
  const reason = reasonMeant(rest)
  if (reason === 'other') return askInWords(matter, turn)
  if (lengthOf(rest) > REASON_LIMIT) return [say(tooLong(rest))]
  return returnItem(matter, as, reason ? reasonLabel[reason] : rest, turn)
})

export const reassignTyped = typed(async (read, matter, as, rest, turn) => {
  const candidates = await candidatesFor(read, matter, turn.actor)
  if (rest === '') return askTarget(matter, candidates, turn)
  const name = rest.replace(/^[ ,:]*给?[ ,:]*/u, '')
  const target = candidateMeant(candidates, name)
  if (target) return handOn(read, matter, as, target, turn)
  return askTarget(matter, candidates, turn, { notice: `“${name}”不能审这一步，请另选一位。` })
})
