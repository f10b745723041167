import type { Card } from '../../schema/card.ts'
import type { Effect } from '../../schema/effect.ts'
import type { Tap, Turn } from '../contract.ts'
import { reasonsCard, returnedCard } from '../review/cards.ts'
import { REASON_LIMIT } from '../review/reasons-card.ts'
import { closeCard, closeTapped, openQuestion, say, showCard } from '../review/show.ts'
import { titled } from '../review/words.ts'
import type { DeskMatter } from './matter.ts'
import { ownCards, settleCards, take, waitingFor } from './show.ts'
import { decidedLine } from './words.ts'

const deskReasonsCard = (matter: DeskMatter): Card => ({
  ...reasonsCard(matter.shown),
  source: '退改 · 请选原因',
  text: '为什么退改？点一项，或回复序号 1 至 6；回复“返回”不退改。',
})

/** Nothing is sent back before the reason is there. */
export function askWhy(matter: DeskMatter, turn: Turn, tap?: Tap): Effect[] {
  const { number, version } = matter.item
  return [
    ...take(matter, waitingFor.reason, turn, tap),
    ...openQuestion(turn, { kind: 'desk-choice', number, version }),
    showCard(turn, null, { kind: 'desk-reasons', number, version }, deskReasonsCard(matter)),
  ]
}

/** 其他原因: the next message is the reason. */
export function askWhyInWords(matter: DeskMatter, turn: Turn, tap?: Tap): Effect[] {
  const { number, version } = matter.item
  const own = ownCards(matter, 'desk-reasons', turn, tap)
  return [
    ...(tap ? [closeTapped(tap, waitingFor.words)] : []),
    ...own.map((card) => closeCard(card, waitingFor.words)),
    ...openQuestion(turn, { kind: 'desk-reason', number, version }),
    say(`请回复退改原因（${REASON_LIMIT}字以内），回复“返回”不退改。`),
  ]
}

/** 退改: to the writer, like a return in review; the next version walks the chain again. */
export function sendBack(matter: DeskMatter, reason: string, turn: Turn, tap?: Tap): Effect[] {
  const { item, shown } = matter
  const { number, version, author } = item
  const { actor, now } = turn
  const closed = decidedLine('returned', { by: actor.name, at: now }, now, reason)
  return [
    { type: 'set-status', number, status: 'returned', at: now },
    { type: 'record', number, event: 'returned', actor: actor.id, version, note: reason, at: now },
    ...settleCards(matter, closed, turn, { tap }),
    ...(tap ? [] : [say(`已退改${titled(item)}，原因：${reason.replace(/[。.]$/u, '')}。`)]),
    showCard(
      turn,
      author.id,
      { kind: 'returned', number, version },
      returnedCard(shown, { by: `宣传办 ${actor.name}`, reason, at: now }),
    ),
  ]
}
