import type { Effect } from '../../schema/effect.ts'
import { StepId } from '../../schema/ids.ts'
import type { Actor, Handler, Timer, Turn } from '../contract.ts'
import { afterQuiet, isQuiet } from '../time.ts'
import { matterOf, type Matter } from './matter.ts'
import { namesOf, toBeAsked } from './reviewers.ts'
import { say } from './show.ts'
import { setReminder } from './timers.ts'
import { titled } from './words.ts'

const REMINDERS = 3

/** A step that nobody has decided yet; in quiet hours it waits for the morning. */
export const remindDue: Handler<Timer> = {
  async run(read, timer, turn) {
    const id = StepId.safeParse(timer.data['step'])
    const step = id.success ? await read.step(id.data) : undefined
    if (step?.outcome !== 'open') return []
    if (isQuiet(turn.office, turn.now)) {
      const { key, name, data } = timer
      const dueAt = afterQuiet(turn.office, turn.now)
      return [{ type: 'set-timer', key, name, person: null, dueAt, data }]
    }
    const matter = await matterOf(read, { step: step.id, number: step.number }, turn)
    if (!matter) return []
    const sent = Number(timer.data['sent'] ?? 0)
    return remind(matter, await read.withRole('editor'), sent, turn)
  },
}

/** Three times to its reviewers, then once to the publicity office, which then sees to it. */
function remind(matter: Matter, editors: readonly Actor[], sent: number, turn: Turn): Effect[] {
  const { item, step, reviewers } = matter
  const asked = toBeAsked(reviewers)
  if (sent >= REMINDERS || asked.length === 0) {
    const line = `${item.unit.name}${titled(item)}已提醒 ${sent} 次仍未审，现在由 ${namesOf(asked) || '（无人）'} 审，请协助联系。`
    return editors.map(({ id }) => say(line, id))
  }
  return [
    ...asked.map(({ person }) =>
      say(
        `提醒：${item.unit.name} ${item.author.name} 的${titled(item)}在等您审。点卡片，或回复“待审”。`,
        person.id,
      ),
    ),
    setReminder(turn, step.id, sent + 1),
  ]
}
