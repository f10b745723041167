import type { Effect } from '../../schema/effect.ts'
import type { Actor, Read, Tap, Turn } from '../contract.ts'
import { roleLabel } from '../labels.ts'
import { shorten } from '../text.ts'
import { clockOf, dayOf } from '../time.ts'
import { reassignCard } from './cards.ts'
import { cardsOfStep, type Matter } from './matter.ts'
import {
  holderOf,
  namesOf,
  nextRoleUp,
  roleHolders,
  seatOf,
  toBeAsked,
  withStandIns,
  type Reviewer,
} from './reviewers.ts'
import {
  askReviewer,
  asksStill,
  closeCard,
  closeQuestion,
  closeTapped,
  openQuestion,
  say,
  showCard,
  waitingFor,
} from './show.ts'
import { setReminder } from './timers.ts'
import { titled } from './words.ts'

const MOST_OPTIONS = 10
const OPTION_LENGTH = 16

/**
 * Another holder, the next role up, somebody with the same role elsewhere (plan, section 3),
 * nearest first; never the writer, never oneself.
 */
export async function candidatesFor(read: Read, { item, step, reviewers }: Matter, actor: Actor) {
  const up: Actor[] = []
  for (let role = nextRoleUp(step.role); role && up.length === 0; role = nextRoleUp(role)) {
    up.push(...(await roleHolders(read, role, item.unit.code)).filter(isOther))
  }
  const elsewhere = await read.withRole(step.role)
  const all = [...reviewers.map(({ person }) => person), ...up, ...elsewhere].filter(isOther)
  return [...new Map(all.map((person) => [person.id, person])).values()]

  function isOther({ id }: Actor) {
    return id !== actor.id && id !== item.author.id
  }
}

export function askTarget(
  { shown, step }: Matter,
  candidates: readonly Actor[],
  turn: Turn,
  { tap, notice }: { tap?: Tap; notice?: string } = {},
): Effect[] {
  if (candidates.length === 0) return [say('没有可以转交的审稿人，请直接通过或退回。')]
  const about = { step: step.id, number: step.number }
  const options = candidates
    .slice(0, MOST_OPTIONS)
    .map((person) => ({ id: person.id, label: optionLabel(person) }))
  return [
    ...(tap ? [closeTapped(tap, waitingFor.target)] : []),
    ...openQuestion(turn, { kind: 'reassign-to', ...about }),
    showCard(
      turn,
      null,
      { kind: 'reassign', ...about, version: step.version },
      reassignCard(shown, options, notice),
    ),
  ]
}

/** `钱慕云 松风社区`: people of one name are told apart by where they are. */
function optionLabel({ name, unit, roles }: Actor): string {
  const [role] = roles.filter((held) => held !== 'admin')
  return shorten(`${name} ${unit?.name ?? (role ? roleLabel[role] : '')}`.trim(), OPTION_LENGTH)
}

/** Whoever takes over brings their own stand-in of the day. */
export async function handOn(
  read: Read,
  matter: Matter,
  as: Reviewer,
  target: Actor,
  turn: Turn,
  tap?: Tap,
): Promise<Effect[]> {
  const takers = await withStandIns(read, [target], matter.item.author.id, dayOf(turn.now))
  return reassign(matter, as, takers, turn, tap)
}

/** The seat passes on: whoever sits on it goes, the one it is given to comes. */
function reassign(
  matter: Matter,
  as: Reviewer,
  takers: readonly Reviewer[],
  turn: Turn,
  tap?: Tap,
): Effect[] {
  const { item, shown, step, cards, reviewers } = matter
  const seat = seatOf(holderOf(as))
  const staying = new Set(takers.map(({ person }) => person.id))
  const leaving = step.holders.filter(
    (holder) => seatOf(holder) === seat && !staying.has(holder.person),
  )
  const held = new Set(step.holders.map(({ person }) => person))
  const names = namesOf(takers.filter(({ onBehalfOf }) => onBehalfOf === null))
  const closed = `已由 ${as.person.name} 于 ${clockOf(turn.now)} 转交给 ${names}`
  const gone = new Set(leaving.map(({ person }) => person))
  const theirs = cardsOfStep(cards, step.id).filter(
    (card) => gone.has(card.person) && asksStill(card) && card.id !== tap?.card.id,
  )
  return [
    ...takers
      .filter(({ person }) => !held.has(person.id))
      .map((taker): Effect => ({ type: 'add-holder', step: step.id, holder: holderOf(taker) })),
    ...leaving.map(({ person }): Effect => ({ type: 'drop-holder', step: step.id, person })),
    {
      type: 'record',
      number: item.number,
      event: 'reassigned',
      actor: as.person.id,
      version: item.version,
      note: `转交给 ${names}`,
      at: turn.now,
    },
    ...closeQuestion(turn, step),
    ...(tap ? [closeTapped(tap, closed)] : [say(`已把${titled(item)}转交给 ${names}。`)]),
    ...theirs.map((card) => closeCard(card, closed)),
    ...toBeAsked(takers).map((taker) =>
      askReviewer(turn, shown, step.id, asSeated(taker, reviewers), {
        notice: `${as.person.name} 转交给您`,
        to: taker.person.id,
      }),
    ),
    setReminder(turn, step.id, 0),
  ]
}

/** Whoever holds the step already keeps the seat that they have. */
const asSeated = (taker: Reviewer, reviewers: readonly Reviewer[]): Reviewer =>
  reviewers.find(({ person }) => person.id === taker.person.id) ?? taker
