import type { Effect } from '../../schema/effect.ts'
import type { Tap, Turn } from '../contract.ts'
import { say } from '../review/show.ts'
import { titled } from '../review/words.ts'
import { deedLine, type DeskMatter } from './matter.ts'
import { settleCards } from './show.ts'
import { decidedLine } from './words.ts'

/** 待用 · 不采用: done with one tap or word. */
export function decide(
  matter: DeskMatter,
  decision: 'held' | 'declined',
  turn: Turn,
  tap?: Tap,
): Effect[] {
  const { item } = matter
  const { number, version, author } = item
  const { actor, now } = turn
  const closed = decidedLine(decision, { by: actor.name, at: now }, now)
  return [
    { type: 'set-status', number, status: decision, at: now },
    { type: 'record', number, event: decision, actor: actor.id, version, note: null, at: now },
    ...settleCards(matter, closed, turn, { tap }),
    ...(tap ? [] : [say(typedAnswer(matter, decision, turn))]),
    ...(author.id === actor.id ? [] : [say(told(matter, decision), author.id)]),
  ]
}

function typedAnswer(matter: DeskMatter, decision: 'held' | 'declined', turn: Turn): string {
  const done = decision === 'held' ? '已列为待用' : '已定为不采用'
  const next = decision === 'held' ? '回复“待用”看全部。' : ''
  const before = deedLine(matter, turn)
  return `${done}：${titled(matter.item)}${before === undefined ? '' : `（此前${before}）`}。${next}`
}

const told = ({ item }: DeskMatter, decision: 'held' | 'declined'): string =>
  decision === 'held'
    ? `${titled(item)}宣传办已列为待用，用上了会告诉您。`
    : `${titled(item)}宣传办这次没有采用，感谢来稿。`
