import type { Effect } from '../../schema/effect.ts'
import { PersonId } from '../../schema/ids.ts'
import type { Actor, Handler, Read, StepRecord, Timer, Turn } from '../contract.ts'
import { dayOf } from '../time.ts'
import { cardsOfStep, matterOf, type Matter } from './matter.ts'
import { askReviewer, asksStill, closeCard } from './show.ts'
import { setDelegationTimer } from './timers.ts'

/** The open steps that the person holds in their own right. */
async function ownSteps(read: Read, person: Actor, turn: Turn): Promise<Matter[]> {
  return mattersOf(
    read,
    (await read.pending(person.id)).filter(({ holders }) =>
      holders.some((holder) => holder.person === person.id && holder.onBehalfOf === null),
    ),
    turn,
  )
}

async function mattersOf(read: Read, steps: readonly StepRecord[], turn: Turn): Promise<Matter[]> {
  const matters: Matter[] = []
  for (const step of steps) {
    const matter = await matterOf(read, { step: step.id, number: step.number }, turn)
    if (matter) matters.push(matter)
  }
  return matters
}

/** What waits already goes to the stand-in too; the writer never stands in for their reviewer. */
export async function handStepsOver(
  read: Read,
  principal: Actor,
  standIn: Actor,
  turn: Turn,
): Promise<Effect[]> {
  const matters = await ownSteps(read, principal, turn)
  return matters
    .filter(
      ({ item, step }) =>
        item.author.id !== standIn.id && !step.holders.some(({ person }) => person === standIn.id),
    )
    .flatMap(({ item, shown, step }): Effect[] => [
      {
        type: 'add-holder',
        step: step.id,
        holder: { person: standIn.id, onBehalfOf: principal.id },
      },
      {
        type: 'record',
        number: item.number,
        event: 'delegated',
        actor: principal.id,
        version: item.version,
        note: `由 ${standIn.name} 代审`,
        at: turn.now,
      },
      askReviewer(
        turn,
        shown,
        step.id,
        { person: standIn, onBehalfOf: principal },
        {
          notice: null,
          to: standIn.id,
        },
      ),
    ])
}

/** 代审 is over: what is still open goes back to the one whose place it is. */
export async function handStepsBack(
  read: Read,
  principal: Actor,
  standIn: Actor,
  turn: Turn,
  { ask }: { ask: boolean },
): Promise<Effect[]> {
  const steps = (await read.pending(standIn.id)).filter(({ holders }) =>
    holders.some(({ person, onBehalfOf }) => person === standIn.id && onBehalfOf === principal.id),
  )
  const matters = await mattersOf(read, steps, turn)
  return matters.flatMap(({ shown, step, cards }) => [
    { type: 'drop-holder', step: step.id, person: standIn.id },
    ...cardsOfStep(cards, step.id)
      .filter((card) => card.person === standIn.id && asksStill(card))
      .map((card) => closeCard(card, '代审已结束')),
    ...(ask && step.holders.some(({ person }) => person === principal.id)
      ? [
          askReviewer(
            turn,
            shown,
            step.id,
            { person: principal, onBehalfOf: null },
            {
              notice: '代审已结束',
              to: principal.id,
            },
          ),
        ]
      : []),
  ])
}

/** The first and the day after the last day of 代审. */
export const delegationDue: Handler<Timer> = {
  async run(read, { data }, turn) {
    const id = PersonId.safeParse(data['person'])
    const principal = id.success ? await read.person(id.data) : undefined
    const current = principal && (await read.delegation(principal.id))
    if (!current) return []
    const today = dayOf(turn.now)
    if (today > current.to) {
      return [
        { type: 'end-stand-in', person: principal.id },
        ...(await handStepsBack(read, principal, current.standIn, turn, { ask: true })),
      ]
    }
    if (today < current.from) {
      return [setDelegationTimer(turn, principal.id, { phase: 'start', from: current.from })]
    }
    return [
      ...(await handStepsOver(read, principal, current.standIn, turn)),
      setDelegationTimer(turn, principal.id, { phase: 'end', to: current.to }),
    ]
  },
}
