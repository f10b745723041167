import type { Effect } from '../../schema/effect.ts'
import type {
  CardRecord,
  Command,
  Handler,
  StepRecord,
  SubmissionRecord,
  Turn,
} from '../contract.ts'
import { statusLabel } from '../labels.ts'
import { clockOf } from '../time.ts'
import { editReturned } from '../submit/edit-returned.ts'
import { findItem } from './find.ts'
import { closeStepCards, say } from './show.ts'
import { clearTimers } from './timers.ts'

/** `撤回 2026-0001`: by the writer until filed, back to a draft with the same number. */
export const withdrawTyped: Handler<Command> = {
  async run(read, command, turn) {
    const found = await findItem(read, command, turn)
    if ('answer' in found) return found.answer
    const { item, steps } = found
    const refused = refusal(item, turn)
    if (refused !== undefined) return [say(refused)]
    return [
      ...withdraw(item, steps, await read.cardsAbout(item.number), turn),
      ...(await editReturned(read, item, turn)),
    ]
  },
}

function refusal({ number, author, status }: SubmissionRecord, { actor }: Turn) {
  if (author.id !== actor.id) return `只有作者 ${author.name} 可以撤回 ${number}。`
  switch (status) {
    case 'in_review':
      return undefined
    case 'returned':
    case 'withdrawn':
      return `${number} ${statusLabel[status]}，回复“修改 ${number}”接着改。`
    case 'abandoned':
      return `${number} 已放弃，不用再撤回。`
    case 'filed':
    case 'held':
    case 'declined':
    case 'adopted':
      return `${number} 已报送宣传办，不能撤回；需要更正请联系宣传办。`
  }
}

function withdraw(
  { number, version }: SubmissionRecord,
  steps: readonly StepRecord[],
  cards: readonly CardRecord[],
  turn: Turn,
): Effect[] {
  const open = steps.filter(({ outcome }) => outcome === 'open')
  return [
    ...open.flatMap((step): Effect[] => [
      { type: 'void-step', step: step.id, at: turn.now },
      ...clearTimers(step.id, number),
      ...closeStepCards(cards, step.id, `作者已于 ${clockOf(turn.now)} 撤回`),
    ]),
    { type: 'set-status', number, status: 'withdrawn', at: turn.now },
    {
      type: 'record',
      number,
      event: 'withdrawn',
      actor: turn.actor.id,
      version,
      note: null,
      at: turn.now,
    },
  ]
}
