import type { Command, EventRecord, Handler, Read, SubmissionRecord, Turn } from '../contract.ts'
import { eventLabel, statusLabel } from '../labels.ts'
import { stampOf } from '../time.ts'
import { findItem } from './find.ts'
import { currentMatter } from './matter.ts'
import { namesOf, toBeAsked } from './reviewers.ts'
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
  return [say([...lines, await nowLine(read, item, turn)].join('\n'))]
}

/** `11-20 10:32 赵乐山 通过（第1版）` */
export function historyLine({ at, actor, event, version, note }: EventRecord): string {
  const who = actor ? `${actor.name} ` : ''
  return `${stampOf(at)} ${who}${eventLabel[event]}（第${version}版）${note === null ? '' : `：${note}`}`
}

/** Where it stands, and what the person can do about it. */
async function nowLine(read: Read, item: SubmissionRecord, turn: Turn): Promise<string> {
  const { number, status, author } = item
  const line = `现在：${statusLabel[status]}`
  if (status === 'returned' || status === 'withdrawn') {
    return author.id === turn.actor.id ? `${line}，回复“修改 ${number}”接着改` : line
  }
  const matter = await currentMatter(read, item, turn)
  if (matter?.step.outcome !== 'open') return line
  const names = namesOf(toBeAsked(matter.reviewers))
  return names === '' ? `${line}，暂时没有审稿人` : `${line}，等 ${names} 审`
}
