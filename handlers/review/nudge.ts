import type { Effect } from '../../schema/effect.ts'
import type { Command, Handler, Timer, Turn } from '../contract.ts'
import { HOUR_MS, afterQuiet, clockOf, isQuiet, later } from '../time.ts'
import { findItem } from './find.ts'
import { currentMatter, type Matter } from './matter.ts'
import { namesOf, toBeAsked } from './reviewers.ts'
import { say } from './show.ts'
import { nudgeKey } from './timers.ts'
import { statusLabel } from '../labels.ts'
import { titled } from './words.ts'
import { SubmissionNumber } from '../../schema/ids.ts'

const PAUSE_HOURS = 4

/** `催办 2026-0001`: the writer asks again, at most once in 4 hours. */
export const nudgeTyped: Handler<Command> = {
  async run(read, command, turn) {
    const found = await findItem(read, command, turn)
    if ('answer' in found) return found.answer
    const { number, author, status } = found.item
    if (author.id !== turn.actor.id) return [say(`只有作者 ${author.name} 可以催办 ${number}。`)]
    const matter = await currentMatter(read, found.item, turn)
    if (matter?.step.outcome !== 'open') {
      return [say(`${number} ${statusLabel[status]}，不用催办。`)]
    }
    const last = (await read.events(number)).findLast(({ event }) => event === 'nudged')
    const again = last && later(last.at, PAUSE_HOURS * HOUR_MS)
    if (again !== undefined && again > turn.now) {
      return [say(`${PAUSE_HOURS} 小时内只能催办一次，${clockOf(again)} 以后可再催。`)]
    }
    if (matter.reviewers.length === 0) {
      return [say(`${number} 暂时没有审稿人，请联系宣传办。`)]
    }
    return nudge(matter, turn)
  },
}

function nudge(matter: Matter, turn: Turn): Effect[] {
  const { item, step, reviewers } = matter
  const record: Effect = {
    type: 'record',
    number: item.number,
    event: 'nudged',
    actor: turn.actor.id,
    version: item.version,
    note: null,
    at: turn.now,
  }
  const names = namesOf(toBeAsked(reviewers))
  if (!isQuiet(turn.office, turn.now)) {
    return [record, say(`已提醒 ${names}。`), ...nudges(matter)]
  }
  const dueAt = afterQuiet(turn.office, turn.now)
  return [
    record,
    say(`已记下，${clockOf(dueAt)} 提醒 ${names}。`),
    {
      type: 'set-timer',
      key: nudgeKey(item.number),
      name: 'review-nudge',
      person: null,
      dueAt,
      data: { number: item.number, step: step.id },
    },
  ]
}

const nudges = ({ item, reviewers }: Matter): Effect[] =>
  toBeAsked(reviewers).map(({ person }) =>
    say(`${item.author.name} 请您尽快审${titled(item)}。点卡片，或回复“待审”。`, person.id),
  )

/** A 催办 of the night reaches its reviewers in the morning, if they have not decided by then. */
export const nudgeDue: Handler<Timer> = {
  async run(read, { data }, turn) {
    const number = SubmissionNumber.safeParse(data['number'])
    const item = number.success ? await read.submission(number.data) : undefined
    const matter = item && (await currentMatter(read, item, turn))
    return matter?.step.outcome === 'open' && matter.step.id === data['step'] ? nudges(matter) : []
  },
}
