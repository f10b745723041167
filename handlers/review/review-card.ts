import type { Handler, Read, Tap, Turn } from '../contract.ts'
import { approve, loadApproval } from './approve.ts'
import { maySee, notFound } from './find.ts'
import { fullText } from './full-text.ts'
import { matterOf, standing, type Matter } from './matter.ts'
import { askTarget, candidatesFor } from './reassign.ts'
import { askReason } from './return.ts'
import { closeTapped, say } from './show.ts'
import { staleTap } from './second-card.ts'

/** 通过 · 退回 · 转交 · 看全文 on the card of a step. */
export const reviewCardTapped: Handler<Tap> = {
  async run(read, tap, turn) {
    const { purpose } = tap.card
    if (purpose.kind !== 'review') return []
    const matter = await matterOf(read, purpose, turn)
    if (!matter) return [say(notFound(purpose.number))]
    if (tap.action === 'fullText') return readTapped(read, matter, turn)
    const stale = staleTap(matter, tap)
    if (stale) return stale
    const state = standing(matter, turn.actor, turn)
    if (!state.may) return [closeTapped(tap, state.why)]
    switch (tap.action) {
      case 'approve':
        return approve(await loadApproval(read, matter, turn), state.as, turn, tap)
      case 'return':
        return askReason(matter, turn, tap)
      case 'reassign':
        return askTarget(matter, await candidatesFor(read, matter, turn.actor), turn, { tap })
      default:
        return [say('请点卡片上的按钮，或回复“待审”重新打开。')]
    }
  },
}

async function readTapped(read: Read, { item, steps, step }: Matter, turn: Turn) {
  if (!(await maySee(read, turn.actor, item, steps))) return [say(notFound(item.number))]
  return fullText(read, item, step.version)
}
