import type { PersonId } from '../../schema/ids.ts'
import type { Effect, Handler, MarkRecord, Read, Timer, Turn } from '../contract.ts'
import { editorsOf } from '../desk-people.ts'
import { say } from '../review/show.ts'
import { afterQuiet, dayOf, isQuiet, nextWorkingDay, startOfWork } from '../time.ts'
import { confirmingOf, mayConfirm } from './confirming.ts'
import { askToConfirm, cardsOf } from './mark-card.ts'
import { marksThatWait } from './mark-list.ts'
import { weighedNow } from './weigh.ts'
import { markLine } from './words.ts'

export const WAITING_TIMER = 'marks-waiting'
const MOST_OBJECTIONS = 100

/** As each working day begins: an objection and a grave mark are asked about until they are settled. */
export async function remindTomorrow(read: Read, turn: Turn): Promise<Effect[]> {
  return (await read.timer(WAITING_TIMER)) ? [] : [setReminder(turn)]
}

const setReminder = (
  { office, now }: Turn,
  dueAt = afterQuiet(office, startOfWork(office, nextWorkingDay(office, dayOf(now)))),
): Effect => ({
  type: 'set-timer',
  key: WAITING_TIMER,
  name: WAITING_TIMER,
  person: null,
  dueAt,
  data: {},
})

export const waitingDue: Handler<Timer> = {
  async run(read, _timer, turn) {
    const { office, now } = turn
    if (isQuiet(office, now)) return [setReminder(turn, afterQuiet(office, now))]
    const effects = await remindOfObjections(read)
    for (const mark of await marksThatWait(read))
      effects.push(...(await remindOf(read, mark, turn)))
    return effects.length === 0 ? [] : [...effects, setReminder(turn)]
  },
}

async function remindOfObjections(read: Read): Promise<Effect[]> {
  const { length } = await read.openObjections(MOST_OBJECTIONS)
  if (length === 0) return []
  const text = `提醒：有 ${length} 条异议待答复，回复“异议”打开。`
  return (await editorsOf(read)).map(({ id }) => say(text, id))
}

/** Who has come to the role since it was proposed gets the card, the others a line. */
async function remindOf(read: Read, mark: MarkRecord, turn: Turn): Promise<Effect[]> {
  const confirming = await confirmingOf(read, mark, turn)
  const asked = new Set<PersonId>((await cardsOf(read, mark.id)).map(({ person }) => person))
  const people = mayConfirm(confirming).map(({ person }) => person.id)
  if (people.length === 0)
    return [
      say(
        `第${mark.ordinal}号记分现在没有人可以确认。请补充人员信息，不记了请回复“撤销记分 ${mark.ordinal}”。`,
        mark.proposedBy.id,
      ),
    ]
  const line = `提醒：有记分等您确认。${markLine(weighedNow(mark, turn))}。点卡片，或回复“记分 第${mark.ordinal}号 确认”“记分 第${mark.ordinal}号 不同意”。`
  return [
    ...people.filter((id) => asked.has(id)).map((id) => say(line, id)),
    ...askToConfirm(mark, confirming, turn, asked),
  ]
}
