import type { Effect } from '../../schema/effect.ts'
import { StepId } from '../../schema/ids.ts'
import type { Handler, Read, Timer, Turn } from '../contract.ts'
import { editorsOf } from '../desk-people.ts'
import { roleLabel } from '../labels.ts'
import { matterOf, type Matter } from './matter.ts'
import { reviewersFor } from './plan.ts'
import { holderOf, toBeAsked, type Reviewer } from './reviewers.ts'
import { askReviewer, asksStill, say } from './show.ts'
import { setReminder } from './timers.ts'
import { titled } from './words.ts'

/**
 * The organisation has changed: whoever can no longer review leaves the step, and a step that
 * nobody is left to decide goes to whoever holds its role now.
 */
export const handOverDue: Handler<Timer> = {
  async run(read, { data }, turn) {
    const id = StepId.safeParse(data['step'])
    const step = id.success ? await read.step(id.data) : undefined
    if (step?.outcome !== 'open') return []
    const matter = await matterOf(read, { step: step.id, number: step.number }, turn)
    if (!matter) return []
    if (matter.reviewers.length > 0) return settle(matter, matter.reviewers, turn)
    const { item } = matter
    const subject = { tier: item.content.tier, unit: item.unit.code, author: item.author.id }
    const found = await reviewersFor(read, step.role, subject, turn)
    return found ? settle(matter, found.reviewers, turn) : orphaned(read, matter)
  },
}

function settle(matter: Matter, reviewers: readonly Reviewer[], turn: Turn): Effect[] {
  const { step, shown, cards } = matter
  const holding = new Set(step.holders.map(({ person }) => person))
  const staying = new Set(reviewers.map(({ person }) => person.id))
  const unasked = toBeAsked(reviewers).filter(
    ({ person }) =>
      !cards.some(
        (card) =>
          'step' in card.purpose &&
          card.purpose.step === step.id &&
          card.person === person.id &&
          asksStill(card),
      ),
  )
  return [
    ...step.holders
      .filter(({ person }) => !staying.has(person))
      .map(({ person }): Effect => ({ type: 'drop-holder', step: step.id, person })),
    ...reviewers
      .filter(({ person }) => !holding.has(person.id))
      .map((reviewer): Effect => ({
        type: 'add-holder',
        step: step.id,
        holder: holderOf(reviewer),
      })),
    ...unasked.map((reviewer) =>
      askReviewer(turn, shown, step.id, reviewer, {
        notice: '原审稿人有变动，现由您审',
        to: reviewer.person.id,
      }),
    ),
    ...(unasked.length === 0 ? [] : [setReminder(turn, step.id, 0)]),
  ]
}

/** The holders stay on the step, so that the next change of the organisation finds it again. */
async function orphaned(read: Read, { item, step }: Matter): Promise<Effect[]> {
  const line = `${titled(item)}没有审稿人了：${item.unit.name}缺${roleLabel[step.role]}，请补充人员信息。`
  return (await editorsOf(read)).map(({ id }) => say(line, id))
}
