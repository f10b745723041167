import type { Effect } from '../../schema/effect.ts'
import { PersonId } from '../../schema/ids.ts'
import type { Handler, Read, StepRecord, Timer, Turn } from '../contract.ts'
import { roleLabel } from '../labels.ts'
import { loadMatter } from './matter.ts'
import { reviewersFor } from './plan.ts'
import { holderOf, toBeAsked } from './reviewers.ts'
import { askReviewer, say } from './show.ts'
import { setReminder } from './timers.ts'
import { titled } from './words.ts'

/** Somebody has left: steps that nobody else can decide go to whoever holds the role now. */
export const leftDue: Handler<Timer> = {
  async run(read, { data }, turn) {
    const person = PersonId.safeParse(data['person'])
    if (!person.success || (await read.person(person.data))) return []
    const effects: Effect[] = []
    for (const step of await read.pending(person.data)) {
      effects.push(...(await handOver(read, step, person.data, turn)))
    }
    return effects
  },
}

async function handOver(
  read: Read,
  step: StepRecord,
  person: PersonId,
  turn: Turn,
): Promise<Effect[]> {
  const item = await read.submission(step.number)
  if (!item) return []
  const { reviewers, shown } = await loadMatter(read, item, step, turn)
  const drop: Effect = { type: 'drop-holder', step: step.id, person }
  if (reviewers.length > 0) return [drop]
  const subject = { tier: item.content.tier, unit: item.unit.code, author: item.author.id }
  const found = await reviewersFor(read, step.role, subject, turn)
  if (!found) {
    // The last holder stays on the step, so that the next hand-over finds it again.
    const line = `${titled(item)}没有审稿人了：${item.unit.name}缺${roleLabel[step.role]}，请补充人员信息。`
    return (await read.withRole('editor')).map(({ id }) => say(line, id))
  }
  return [
    drop,
    ...found.reviewers.map((reviewer): Effect => ({
      type: 'add-holder',
      step: step.id,
      holder: holderOf(reviewer),
    })),
    ...toBeAsked(found.reviewers).map((reviewer) =>
      askReviewer(turn, shown, step.id, reviewer, {
        notice: '原审稿人已离开，转由您审',
        to: reviewer.person.id,
      }),
    ),
    setReminder(turn, step.id, 0),
  ]
}
