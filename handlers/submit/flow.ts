import type { Effect } from '../../schema/effect.ts'
import type { ChatEvent, Handler, Read, Tap, Timer, Turn } from '../contract.ts'
import { parse } from '../parse.ts'
import { closedCard } from '../review/cards.ts'
import { carryOut } from './carry-out.ts'
import { draftOf, loadFacts, type Draft } from './draft.ts'
import { chosenByWord } from './choice.ts'
import { editTyped } from './edit.ts'
import { repeat } from './outcome.ts'
import { step } from './step.ts'

/** Whatever happens to the draft in focus. */
export const flow: Handler<ChatEvent> = {
  async run(read, event, turn) {
    const { focus, list } = turn.place
    if (!focus) return []
    if (event.type === 'said') {
      const command = parse(event.text)
      // `修改 2026-0001` is about that item, not about a part of this draft.
      if (command?.id === 'edit' && /\d/u.test(command.args)) {
        return editTyped.run(read, command, turn)
      }
      const chosen = command ? undefined : chosenByWord(list, event.text)
      if (chosen) return chosen.run(read, turn)
    }
    return take(read, draftOf(focus), event, turn)
  },
}

async function take(read: Read, draft: Draft, event: ChatEvent, turn: Turn): Promise<Effect[]> {
  const facts = await loadFacts(read, draft, event, turn)
  const own = event.type !== 'timer' && event.type !== 'photo-settled'
  return carryOut(read, step(draft.state, event, facts), { draft, facts, own }, turn)
}

export const flowTimed: Handler<Timer> = {
  async run(read, timer, turn) {
    const { focus } = turn.place
    // A draft that was laid down has nothing to answer until it is taken up again.
    if (focus?.id !== timer.data['draft'] || !focus) return []
    return take(read, draftOf(focus), { type: 'timer', ...timer }, turn)
  },
}

/** A tap on a question of 投稿: counts only while that very question is open. */
export const flowCardTapped: Handler<Tap> = {
  async run(read, tap, turn) {
    const { card } = tap
    if (card.purpose.kind !== 'flow') return []
    const record = await read.draft(card.purpose.draft)
    if (record?.person !== turn.actor.id) return gone(tap)
    const draft = draftOf(record)
    if (draft.state.ask !== card.purpose.ask) return stale(read, draft, tap, turn)
    const { action, choices } = tap
    const effects = await take(
      read,
      draft,
      { type: 'tapped', card: card.id, action, choices },
      turn,
    )
    return answered(effects, tap) ? [...effects, close(tap, closing(tap))] : effects
  },
}

/** Whether the question that the card asks is open no longer; 提交 closes its card itself. */
function answered(effects: readonly Effect[], { card }: Tap): boolean {
  const saved = effects.find((effect) => effect.type === 'save-draft')
  if (!saved) return false
  const state = draftOf({
    ...saved,
    id: saved.draft,
    createdAt: card.sentAt,
    touchedAt: card.sentAt,
  }).state
  return state.ask !== card.id
}

const close = ({ card }: Tap, closed: string): Effect => ({
  type: 'redraw-card',
  card: card.id,
  content: closedCard(card.shown, closed),
})

const closing = ({ card, action }: Tap): string => {
  const label = card.shown.buttons.find((button) => button.action === action)?.label
  return label === undefined ? '已回答' : `已选：${label}`
}

const expire = (tap: Tap): Effect[] => (tap.card.open ? [close(tap, '已过期')] : [])

function gone(tap: Tap): Effect[] {
  const closed = tap.card.shown.closed
  const text =
    closed === undefined
      ? '这张卡片的草稿已经不在了。要写新的请回复“投稿”。'
      : `这张卡片已经用过（${closed}）。回复“我的稿件”可查看。`
  return [...expire(tap), { type: 'say', text }]
}

async function stale(read: Read, draft: Draft, tap: Tap, turn: Turn): Promise<Effect[]> {
  if (turn.place.focus?.id !== draft.id) {
    const text = '这张卡片已经过去了，草稿还在。回复“继续”接着写。'
    return [...expire(tap), { type: 'say', text }]
  }
  const facts = await loadFacts(read, draft, null, turn)
  const outcome = repeat(draft.state, '刚才点的是前面的卡片，已经过去了。')
  return [...expire(tap), ...(await carryOut(read, outcome, { draft, facts, own: true }, turn))]
}
