import type { Instant, PersonId } from '../../schema/ids.ts'
import type { Actor, Effect, Handler, MarkRecord, Read, Timer, Turn } from '../contract.ts'
import { deskAndDirectors, editorsOf } from '../desk-people.ts'
import { roleLabel } from '../labels.ts'
import { isDesk } from '../review/find.ts'
import { say } from '../review/show.ts'
import { afterQuiet, dayOf, isQuiet, nextWorkingDay, startOfWork } from '../time.ts'
import { confirmingOf, mayConfirm, unfilled } from './confirming.ts'
import { askToConfirm, cardsOf } from './mark-card.ts'
import { ALL_OBJECTIONS } from './objection-words.ts'
import { weighedNow } from './weigh.ts'
import { markLine } from './words.ts'

export const WAITING_TIMER = 'marks-waiting'
const MOST_LINES = 5

/**
 * As each working day begins: an objection and a grave mark are asked about until they are settled,
 * from the day after they came.
 */
export async function remindNextMorning(read: Read, turn: Turn): Promise<Effect[]> {
  return (await read.timer(WAITING_TIMER)) ? [] : [setReminder(turn)]
}

const setReminder = (turn: Turn): Effect => ({
  type: 'set-timer',
  key: WAITING_TIMER,
  name: WAITING_TIMER,
  person: null,
  dueAt: nextMorning(turn),
  data: {},
})

/** When work begins next: today, where that is still ahead. */
function nextMorning({ office, now }: Turn): Instant {
  const today = dayOf(now)
  const begins = afterQuiet(office, startOfWork(office, today))
  if (office.isWorkingDay(today) && begins > now) return begins
  return afterQuiet(office, startOfWork(office, nextWorkingDay(office, today)))
}

export const waitingDue: Handler<Timer> = {
  async run(read, _timer, turn) {
    const { office, now } = turn
    const objections = await read.openObjections(ALL_OBJECTIONS)
    const marks = await read.proposedMarks()
    if (objections.length === 0 && marks.length === 0) return []
    // After a time down it goes off whenever the bot is back.
    if (isQuiet(office, now) || !office.isWorkingDay(dayOf(now))) return [setReminder(turn)]
    const isOld = (at: Instant) => dayOf(at) < dayOf(now)
    return [
      ...(await remindOfObjections(read, objections.filter(({ at }) => isOld(at)).length)),
      ...(await remindOfMarks(
        read,
        marks.filter(({ proposedAt }) => isOld(proposedAt)),
        turn,
      )),
      setReminder(turn),
    ]
  },
}

async function remindOfObjections(read: Read, waiting: number): Promise<Effect[]> {
  if (waiting === 0) return []
  const text = `提醒：有 ${waiting} 条异议待答复，回复“异议”打开。`
  return (await editorsOf(read)).map(({ id }) => say(text, id))
}

/** Who has come to the role since it was proposed gets the card, the others one message for all. */
async function remindOfMarks(
  read: Read,
  marks: readonly MarkRecord[],
  turn: Turn,
): Promise<Effect[]> {
  const effects: Effect[] = []
  const waiting = new Map<PersonId, MarkRecord[]>()
  for (const mark of marks) {
    const confirming = await confirmingOf(read, mark, turn)
    const lacking = unfilled(confirming)
    if (lacking) {
      const text = `第${mark.ordinal}号记分还要由${roleLabel[lacking]}确认，现在没有人可以确认。请补充人员信息，不记了请回复“撤销记分 ${mark.ordinal}”。`
      effects.push(...(await keepersOf(read, mark)).map(({ id }) => say(text, id)))
    }
    const asked = new Set((await cardsOf(read, mark.id)).map(({ person }) => person))
    for (const { person } of mayConfirm(confirming))
      if (asked.has(person.id)) waiting.set(person.id, [...(waiting.get(person.id) ?? []), mark])
    effects.push(...askToConfirm(mark, confirming, turn, asked))
  }
  for (const [person, own] of waiting) effects.push(say(waitingText(own, turn), person))
  return effects
}

/** Who can think better of it: whoever proposed it or, once that one has left the desk, the desk. */
async function keepersOf(read: Read, { proposedBy }: MarkRecord): Promise<Actor[]> {
  const proposer = await read.person(proposedBy.id)
  return proposer && isDesk(proposer) ? [proposer] : deskAndDirectors(read)
}

function waitingText(marks: readonly MarkRecord[], turn: Turn): string {
  const [first] = marks
  const ordinal = `第${first?.ordinal ?? 1}号`
  return [
    '提醒：有记分等您确认。',
    ...marks.slice(0, MOST_LINES).map((mark) => markLine(weighedNow(mark, turn))),
    ...(marks.length > MOST_LINES ? [`另有 ${marks.length - MOST_LINES} 条，见各自的卡片。`] : []),
    `点卡片，或回复“记分 ${ordinal} 确认”“记分 ${ordinal} 不同意”。`,
  ].join('\n')
}
