import type { Actor, Handler, Tap } from '../contract.ts'
import { notFound } from './find.ts'
import { matterOf, standing } from './matter.ts'
import { candidatesFor, handOn } from './reassign.ts'
import { staleTap, undecided } from './second-card.ts'
import { closeTapped, say } from './show.ts'

/** 转交给谁: a dropdown with 确定 and 返回. */
export const reassignCardTapped: Handler<Tap> = {
  async run(read, tap, turn) {
    const { purpose } = tap.card
    if (purpose.kind !== 'reassign') return []
    const matter = await matterOf(read, purpose, turn)
    if (!matter) return [say(notFound(purpose.number))]
    const stale = staleTap(matter, tap)
    if (stale) return stale
    const state = standing(matter, turn.actor, turn)
    if (!state.may) return [closeTapped(tap, state.why)]
    if (tap.action === 'back') return undecided(matter, state.as, turn, '没有转交')
    const target = chosen(tap, await candidatesFor(read, matter, turn.actor))
    if (!target) return [say('请先选好转交给谁，再点确定；也可以直接回复姓名。')]
    return handOn(read, matter, state.as, target, turn, tap)
  },
}

function chosen({ choices }: Tap, candidates: readonly Actor[]): Actor | undefined {
  return candidates.find(({ id }) => choices['to']?.includes(id))
}
