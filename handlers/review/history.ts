import type {
  Actor,
  Command,
  EventRecord,
  Handler,
  Read,
  SubmissionRecord,
  Turn,
} from '../contract.ts'
import { eventLabel, statusLabel } from '../labels.ts'
import { stampOf } from '../time.ts'
import { findItem } from './find.ts'
import { currentMatter } from './matter.ts'
import { namesOf, toBeAsked, type Reviewer } from './reviewers.ts'
import { say } from './show.ts'

/** `过程 2026-0001`: one line an event, oldest first (contract, section 5). */
export const historyTyped: Handler<Command> = {
  async run(read, command, turn) {
    const found = await findItem(read, command, turn)
    return 'answer' in found ? found.answer : history(read, found.item, turn)
  },
}

export async function history(read: Read, item: SubmissionRecord, turn: Turn) {
  const lines = (await read.events(item.number)).map(historyLine)
  const matter = await currentMatter(read, item, turn)
  const reviewers = matter?.step.outcome === 'open' ? matter.reviewers : null
  return [say([...lines, nowLine(item, reviewers, turn.actor)].join('\n'))]
}

/** `11-20 10:32 赵乐山 通过（第1版）` */
export function historyLine({ at, actor, event, version, note }: EventRecord): string {
  const who = actor ? `${actor.name} ` : ''
  return `${stampOf(at)} ${who}${eventLabel[event]}（第${version}版）${note === null ? '' : `：${note}`}`
}

/** Where it stands, and what the reader can do about it; `reviewers` while a step is open. */
export function nowLine(
  { number, status, author }: SubmissionRecord,
  reviewers: readonly Reviewer[] | null,
  reader: Actor,
): string {
  const line = `现在：${statusLabel[status]}`
  if (status === 'returned' || status === 'withdrawn') {
    return author.id === reader.id ? `${line}，回复“修改 ${number}”接着改` : line
  }
  if (!reviewers) return line
  const names = namesOf(toBeAsked(reviewers))
  return names === '' ? `${line}，暂时没有审稿人` : `${line}，等 ${names} 审`
}
