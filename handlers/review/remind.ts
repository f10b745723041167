import type { Effect } from '../../schema/effect.ts'
import { StepId } from '../../schema/ids.ts'
import type { Handler, Timer } from '../contract.ts'
import { editorsOf } from '../desk-people.ts'
import { afterQuiet, dayOf, isQuiet } from '../time.ts'
import { REMINDERS, tellSoon } from './digest.ts'
import { reviewersOf, toBeAsked } from './reviewers.ts'
import { setReminder } from './timers.ts'

/**
 * A step that nobody has decided yet: three times to its reviewers, then once to the publicity
 * office, which then sees to it. In quiet hours it waits for the morning.
 */
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
    const sent = Number(timer.data['sent'] ?? 0)
    const asked = toBeAsked(await reviewersOf(read, step, dayOf(turn.now)))
    const stuck = sent >= REMINDERS || asked.length === 0
    const about = stuck ? 'stuck' : 'waiting'
    const told = stuck ? await editorsOf(read) : asked.map(({ person }) => person)
    const effects: Effect[] = stuck ? [] : [setReminder(turn, step.id, sent + 1)]
    for (const { id: person } of told) {
      effects.push(await tellSoon(read, { about, person, steps: [step.id] }, turn))
    }
    return effects
  },
}
