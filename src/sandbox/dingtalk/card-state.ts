import type { DrawnCard, StandInChat } from '../stand-in.ts'
import { drawTemplate } from './draw-card.ts'
import type { Stage } from './stage.ts'
import type { CardRecord, Params } from './world-event.ts'

/** The card as it lies in that chat. What is one person's alone shows in their own chat only. */
export function drawCopy(card: CardRecord, chat: StandInChat): DrawnCard {
  return drawTemplate(chat.kind === 'person' ? paramsFor(card, chat.id) : card.params)
}

/** The card as that person sees it, wherever it lies. */
export function paramsFor(card: CardRecord, userId: string): Params {
  return { ...card.params, ...card.ownParams[userId], ...card.tappedParams[userId] }
}

/** Variables of everybody; what an answer showed to whoever tapped gives way to them. */
export function withPublic(card: CardRecord, params: Params, byKey: boolean): CardRecord {
  const tapped = Object.entries(card.tappedParams).map(([userId, kept]): [string, Params] => [
    userId,
    byKey ? without(kept, params) : {},
  ])
  return {
    ...card,
    params: byKey ? { ...card.params, ...params } : params,
    tappedParams: Object.fromEntries(tapped),
  }
}

/** Variables that are one person's alone. */
export function withOwn(
  card: CardRecord,
  userId: string,
  params: Params,
  byKey: boolean,
): CardRecord {
  const own = byKey ? { ...card.ownParams[userId], ...params } : params
  return { ...card, ownParams: { ...card.ownParams, [userId]: own } }
}

/** What the answer to a tap changes: for whoever tapped (section 6.4). */
export function withTapped(
  card: CardRecord,
  userId: string,
  params: Params,
  byKey: boolean,
): CardRecord {
  const blank = Object.fromEntries(Object.keys(card.params).map((key) => [key, '']))
  const before = byKey ? card.tappedParams[userId] : blank
  return { ...card, tappedParams: { ...card.tappedParams, [userId]: { ...before, ...params } } }
}

export function redraw(stage: Stage, card: CardRecord): void {
  stage.world.record({ type: 'card', card })
  for (const { chat, messageId } of card.copies) {
    const body = { type: 'card', card: drawCopy(card, chat) } as const
    stage.world.record({ type: 'redrawn', chat, messageId, body })
  }
}

function without(params: Params, taken: Params): Params {
  return Object.fromEntries(Object.entries(params).filter(([key]) => !Object.hasOwn(taken, key)))
}
