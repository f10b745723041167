import type { Effect } from '../../schema/effect.ts'
import { StepId, type PersonId } from '../../schema/ids.ts'
import type { Handler, Read, Timer, Turn } from '../contract.ts'
import { afterQuiet, isQuiet, later, MINUTE_MS } from '../time.ts'
import { matterOf, type Matter } from './matter.ts'
import { lineOf } from './pending.ts'
import { namesOf, toBeAsked } from './reviewers.ts'
import { say } from './show.ts'
import { titled } from './words.ts'

/** So many reminders go to a step's reviewers before the publicity office hears of it. */
export const REMINDERS = 3
/** What falls due for one person within these minutes is told in one message. */
const SLOT_MS = 5 * MINUTE_MS
const MOST_LINES = 10

/** `waiting`: to a reviewer; `stuck`: to an editor, about steps that nobody decides. */
type About = 'waiting' | 'stuck'

const keyOf = (about: About, person: PersonId): string => `digest:${about}:${person}`

const stepsIn = (data: Readonly<Record<string, string>> | undefined): StepId[] =>
  (data?.['steps'] ?? '')
    .split(' ')
    .filter((id) => id !== '')
    .map((id) => StepId.parse(id))

/** Adds steps to what that person is told next: ten items are one message, not ten. */
export async function tellSoon(
  read: Read,
  { about, person, steps }: { about: About; person: PersonId; steps: readonly StepId[] },
  { now, office }: Turn,
): Promise<Effect> {
  const key = keyOf(about, person)
  const waiting = await read.timer(key)
  const slotEnds = later(now, SLOT_MS - (now % SLOT_MS))
  return {
    type: 'set-timer',
    key,
    name: 'review-digest',
    person,
    dueAt: waiting?.dueAt ?? afterQuiet(office, slotEnds),
    data: { about, steps: [...new Set([...stepsIn(waiting?.data), ...steps])].join(' ') },
  }
}

/** What has been decided meanwhile, or is no longer theirs, is left out. */
export const digestDue: Handler<Timer> = {
  async run(read, { data }, turn) {
    const { actor, now, office } = turn
    const steps = stepsIn(data)
    const about: About = data['about'] === 'stuck' ? 'stuck' : 'waiting'
    if (isQuiet(office, now))
      return [await tellSoon(read, { about, person: actor.id, steps }, turn)]
    const matters: Matter[] = []
    for (const id of steps) {
      const step = await read.step(id)
      if (step?.outcome !== 'open') continue
      const matter = await matterOf(read, { step: id, number: step.number }, turn)
      if (matter && (about === 'stuck' || asks(matter, actor.id))) matters.push(matter)
    }
    const text = about === 'stuck' ? stuckText(matters) : waitingText(matters)
    return text === undefined ? [] : [say(text, actor.id)]
  },
}

const asks = ({ item, reviewers }: Matter, person: PersonId): boolean =>
  item.author.id !== person && toBeAsked(reviewers).some((one) => one.person.id === person)

function waitingText(matters: readonly Matter[]): string | undefined {
  const [first, ...others] = matters
  if (!first) return undefined
  const { item } = first
  if (others.length === 0) {
    return `提醒：${item.unit.name} ${item.author.name} 的${titled(item)}在等您审。点卡片，或回复“待审”。`
  }
  return [
    `提醒：有 ${matters.length} 篇稿件在等您审：`,
    ...listed(matters, ({ item, step }) => lineOf(item, step)),
    '点卡片，或回复“待审”。',
  ].join('\n')
}

function stuckText(matters: readonly Matter[]): string | undefined {
  const [first, ...others] = matters
  if (!first) return undefined
  const { item } = first
  if (others.length === 0) {
    return `${item.unit.name}${titled(item)}${remindedInVain(first)}，${nowWith(first)}，请协助联系。`
  }
  return [
    `有 ${matters.length} 篇稿件迟迟未审，请协助联系：`,
    ...listed(matters, (matter) => `${lineOf(matter.item, matter.step)}，${nowWith(matter)}`),
  ].join('\n')
}

const remindedInVain = (matter: Matter): string =>
  toBeAsked(matter.reviewers).length === 0 ? '' : `已提醒 ${REMINDERS} 次仍未审`

function nowWith({ reviewers }: Matter): string {
  const names = namesOf(toBeAsked(reviewers))
  return names === '' ? '暂时没有审稿人' : `现在由 ${names} 审`
}

function listed(matters: readonly Matter[], line: (matter: Matter) => string): string[] {
  const more = matters.length - MOST_LINES
  return [...matters.slice(0, MOST_LINES).map(line), ...(more > 0 ? [`还有 ${more} 篇。`] : [])]
}
