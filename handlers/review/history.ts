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

async function nowLine(read: Read, item: SubmissionRecord, turn: Turn): Promise<string> {
  const matter = await currentMatter(read, item, turn)
  const names =
    matter?.step.outcome === 'open' ? `，等 ${namesOf(toBeAsked(matter.reviewers))} 审` : ''
  return `现在：${statusLabel[item.status]}${names}`
}
