import type { Effect } from '../../schema/effect.ts'
import type {
  CardRecord,
  Command,
  EventRecord,
  Handler,
  Read,
  StepRecord,
  Turn,
} from '../contract.ts'
import { takeBackFiling } from '../points/filing.ts'
import { MINUTE_MS, clockOf, dayOf } from '../time.ts'
import { findItem, type Found } from './find.ts'
import { shownItem } from './matter.ts'
import { reviewerName, reviewersOf, toBeAsked, type Reviewer } from './reviewers.ts'
import { askReviewer, closeCard, closeStepCards, say } from './show.ts'
import { clearTimers, setReminder } from './timers.ts'
import { titled } from './words.ts'

const WINDOW_MINUTES = 10

/** `收回 2026-0001`: by whoever decided, soon, and while nobody after them has acted. */
export const takeBackTyped: Handler<Command> = {
  async run(read, command, turn) {
    const found = await findItem(read, command, turn)
    if ('answer' in found) return found.answer
    const step = lastDecided(found, turn)
    if (!step) return [say(`${found.item.number} 没有您可以收回的决定。`)]
    const refused = await refusal(read, found, step, turn)
    if (refused !== undefined) return [say(refused)]
    return takeBack(read, found, step, turn)
  },
}

type Item = Exclude<Found, { answer: Effect[] }>

/** The person's own last decision on the version that is under way. */
const lastDecided = ({ item, steps }: Item, { actor }: Turn): StepRecord | undefined =>
  steps.findLast(
    ({ decision, version }) => decision?.by.id === actor.id && version === item.version,
  )

async function refusal(read: Read, found: Item, step: StepRecord, turn: Turn) {
  const { item } = found
  const decidedAt = step.decision?.at ?? turn.now
  if (turn.now - decidedAt > WINDOW_MINUTES * MINUTE_MS) {
    return `已超过 ${WINDOW_MINUTES} 分钟，不能收回了。需要更正请联系宣传办。`
  }
  const acted = afterwards(await read.events(item.number), step, turn)
  if (acted) return `${item.number} 之后 ${acted.actor?.name ?? '宣传办'} 已有处理，不能收回了。`
  const drafts = await read.drafts(item.author.id)
  return drafts.some(({ submission }) => submission === item.number)
    ? `作者 ${item.author.name} 已开始修改 ${item.number}，不能收回了。`
    : undefined
}

/** What follows a decision by itself, and reminders, are nobody's act. */
const noAct: readonly EventRecord['event'][] = ['filed', 'delegated', 'nudged']

function afterwards(events: readonly EventRecord[], { outcome }: StepRecord, { actor }: Turn) {
  const decided = outcome === 'approve' ? 'approved' : 'returned'
  const index = events.findLastIndex(
    ({ event, actor: by }) => event === decided && by?.id === actor.id,
  )
  return events.slice(index + 1).find(({ event }) => !noAct.includes(event))
}

async function takeBack(read: Read, { item, steps }: Item, step: StepRecord, turn: Turn) {
  const { number, version } = item
  const cards = await read.cardsAbout(number)
  const told = item.status === 'filed' || item.status === 'returned'
  const notice = `${turn.actor.name} 已于 ${clockOf(turn.now)} 收回决定，请重新审`
  const later = steps.filter(({ outcome, id }) => outcome === 'open' && id !== step.id)
  const reviewers = await reviewersOf(read, step, dayOf(turn.now))
  const shown = await shownItem(read, item)
  const effects: Effect[] = [
    ...later.flatMap((next): Effect[] => [
      { type: 'void-step', step: next.id, at: turn.now },
      ...clearTimers(next.id, number),
      ...closeStepCards(cards, next.id, '上一步审稿已收回，请等候'),
    ]),
    { type: 'take-back', step: step.id, at: turn.now },
    { type: 'set-status', number, status: 'in_review', at: turn.now },
    {
      type: 'record',
      number,
      event: 'takenBack',
      actor: turn.actor.id,
      version,
      note: null,
      at: turn.now,
    },
    ...(await takeBackFiling(read, item, turn)),
    { type: 'take', number, by: null, at: turn.now },
    ...decidedCards(cards, step, turn),
    ...(told
      ? [
          say(
            `${titled(item)}的审稿结果已由 ${turn.actor.name} 收回，正在重新审稿，请等通知。`,
            item.author.id,
          ),
        ]
      : []),
    ...toBeAsked(reviewers).map((reviewer) =>
      askReviewer(turn, shown, step.id, reviewer, { notice, to: reviewer.person.id }),
    ),
    setReminder(turn, step.id, 0),
  ]
  return answered(effects, reviewers, turn)
}

/** Whoever took it back gets a fresh card as the answer, or a line where somebody stands in. */
function answered(effects: Effect[], reviewers: readonly Reviewer[], { actor }: Turn): Effect[] {
  const asked = toBeAsked(reviewers).some(({ person }) => person.id === actor.id)
  return asked ? effects : [...effects, say('已收回，这一步重新等待审稿。')]
}

/** The cards that said what was decided now say that it was taken back. */
function decidedCards(cards: readonly CardRecord[], step: StepRecord, turn: Turn): Effect[] {
  const line = `已由 ${turn.actor.name} 于 ${clockOf(turn.now)} 收回`
  const by = step.decision && {
    person: step.decision.by,
    onBehalfOf: step.decision.onBehalfOf,
  }
  const decided = `已由 ${by ? reviewerName(by) : ''} 于 `
  return cards.flatMap((card): Effect[] => {
    const { purpose } = card
    if ('step' in purpose) {
      const tells = purpose.step === step.id && card.shown.closed?.startsWith(decided)
      return tells ? [closeCard(card, line)] : []
    }
    if (!('version' in purpose) || purpose.version !== step.version) return []
    // The desk took it for filed: where the card cannot be changed, it is told.
    return purpose.kind === 'filed'
      ? [
          {
            ...closeCard(card, `${line}，重新审稿`),
            otherwise: `${purpose.number} ${line}，重新审稿中。`,
          },
        ]
      : [closeCard(card, `${line}，重新审稿`)]
  })
}
