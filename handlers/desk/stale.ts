import type { Effect, Tap, Turn } from '../contract.ts'
import { closeTapped } from '../review/show.ts'
import { deedLine, unusable, wayOn, type DeskMatter } from './matter.ts'
import { openDeskCard, waits } from './show.ts'
import { onItLine } from './words.ts'

/**
 * A card that was answered is never used again. It tells how the item stands by now; where that
 * waits for the desk and nobody is on it, a fresh one asks.
 */
export function staleTap(matter: DeskMatter, tap: Tap, turn: Turn): Effect[] {
  const { item } = matter
  const line = standing(matter, tap, turn)
  if (line === undefined && !asksAlready(matter, turn)) {
    return [closeTapped(tap, NEWER), openDeskCard(matter, turn)]
  }
  const closed = line ?? NEWER
  const way = wayOn(item)
  return [
    {
      ...closeTapped(tap, closed),
      otherwise: closed.endsWith(way) ? `${closed}。` : `${closed}。${way}。`,
    },
  ]
}

const NEWER = '请看新卡片'

/** `undefined` where it waits and nobody is on it. */
function standing(matter: DeskMatter, { card }: Tap, turn: Turn): string | undefined {
  const { item, handling } = matter
  const { closed } = card.shown
  const before = 'version' in card.purpose && card.purpose.version !== item.version
  const why = unusable(item)
  if (before) return `已有第${item.version}版，${why ?? NEWER}`
  // Its own line says who sent it back, and why.
  if (why !== undefined)
    return item.status === 'returned' && closed?.includes(' 退改') ? closed : why
  if (handling?.by.id === turn.actor.id && waits(closed)) return closed
  return handling && item.status !== 'adopted'
    ? onItLine(handling, turn.now)
    : deedLine(matter, turn)
}

/** The actor's own newer card. */
const asksAlready = ({ cards }: DeskMatter, { actor }: Turn): boolean =>
  cards.some(({ open, person, purpose }) => open && person === actor.id && purpose.kind === 'filed')
