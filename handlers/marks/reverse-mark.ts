import type { Command, Effect, Handler, MarkRecord, Read, Turn } from '../contract.ts'
import { reverseMark } from '../points/mark.ts'
import { isDesk } from '../review/find.ts'
import { say } from '../review/show.ts'
import { when } from '../review/words.ts'
import { lengthOf } from '../text.ts'
import { dropped, endedLine, toThoseIn } from './decide.ts'
import { settled, toldToPartners, toldToUnit } from './stand.ts'
import { weighed } from './weigh.ts'
import { isGrave, noLongerCounts, REASON_LIMIT } from './words.ts'

export const REVERSE_EXAMPLE = '请写号数和原因，例如：撤销记分 3 记错了单位'

/** 撤销记分 3 原因: what it gave or took is taken back, and nothing is edited. */
export const reverseMarkTyped: Handler<Command> = {
  async run(read, { args }, turn) {
    if (!isDesk(turn.actor)) return [say('记分由宣传办撤销。有异议请回复“异议”看怎么提。')]
    const [, typed, reason = ''] = /^第?(\d{1,4})号?(?!\d)[\s,，:：;；、]*(.*)$/su.exec(args) ?? []
    if (typed === undefined) return [say(REVERSE_EXAMPLE)]
    const mark = await read.markNumbered(Number(typed))
    if (!mark) return [say(`没有第${typed}号记分。回复“记分”看最近的。`)]
    if (lengthOf(reason) > REASON_LIMIT) return [say(`原因请在 ${REASON_LIMIT} 字以内。`)]
    return undo(read, mark, reason.trim(), turn)
  },
}

async function undo(read: Read, mark: MarkRecord, reason: string, turn: Turn): Promise<Effect[]> {
  const isDirector = turn.actor.roles.includes('publicityDirector')
  if (mark.state === 'proposed') {
    if (isDirector || mark.proposedBy.id === turn.actor.id) return withdraw(read, mark, turn)
    return [say(`第${mark.ordinal}号还在等确认，只有提出的 ${mark.proposedBy.name} 可以不记。`)]
  }
  if (mark.state !== 'standing')
    return [say(`第${mark.ordinal}号记分${endedLine(mark) ?? ''}，不用再撤销。`)]
  if (isGrave(mark.kind) && !isDirector) return [say('失实和瞒报的记分只能由宣传办主任撤销。')]
  return reverse(read, mark, reason, turn)
}

/** Whoever proposed it thinks better of it. */
async function withdraw(read: Read, mark: MarkRecord, turn: Turn): Promise<Effect[]> {
  const closed = `${turn.actor.name} 于 ${when(turn.now, turn.now)} 撤销，没有记分`
  return [
    ...(await dropped(read, mark, closed)),
    say(`已撤销，第${mark.ordinal}号不记分。`),
    ...toThoseIn(mark, `第${mark.ordinal}号记分没有生效：${turn.actor.name} 撤销。`, turn),
  ]
}

async function reverse(
  read: Read,
  mark: MarkRecord,
  reason: string,
  turn: Turn,
): Promise<Effect[]> {
  const { id, ordinal, unit, number } = mark
  const item = number === null ? undefined : await read.submission(number)
  const why = reason === '' ? '' : `\n原因：${reason}`
  const restored = item ? '该稿积分重新计算。' : ''
  const line = `第${ordinal}号记分已撤销：${noLongerCounts(await weighed(read, mark, turn))}。${restored}${why}`
  return [
    { type: 'set-mark', mark: id, state: 'reversed' },
    ...reverseMark(await read.entriesOfMark(id), turn, { reversedBy: turn.actor.id, reason }),
    ...(item ? await settled(read, item, false, turn) : []),
    say(line),
    ...(await toldToUnit(read, unit.code, line, turn)),
    ...(item ? await toldToPartners(read, item, line, turn) : []),
  ]
}
