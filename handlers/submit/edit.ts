import type { Command, Handler, SubmissionRecord, Turn } from '../contract.ts'
import { statusLabel } from '../labels.ts'
import { findItem } from '../review/find.ts'
import { editReturned } from './edit-returned.ts'

const say = (text: string) => [{ type: 'say' as const, text }]

/** `修改 2026-0001`, and 修改 where no draft is being written. */
export const editTyped: Handler<Command> = {
  async run(read, command, turn) {
    if (!/\d/u.test(command.args)) {
      const mine = await read.submissionsBy(turn.actor.id, 20)
      const open = mine.filter(({ status }) => status === 'returned' || status === 'withdrawn')
      const [only] = open
      if (only && open.length === 1) return editReturned(read, only, turn)
      const drafts = await read.drafts(turn.actor.id)
      if (drafts.length > 0) return say('现在没有在写的稿件。回复“继续”接着写草稿，再改。')
      const reviewing = mine.filter(({ status }) => status === 'in_review')
      const [waiting] = reviewing
      const first = waiting && reviewing.length === 1 && !only ? refusal(waiting, turn) : undefined
      if (first !== undefined) return say(first)
      const which = only ? `，例如：修改 ${only.number}` : ''
      return say(`现在没有在写的稿件。改退回的稿件请写上编号${which}；写新的请回复“投稿”。`)
    }
    const found = await findItem(read, command, turn)
    if ('answer' in found) return found.answer
    const refused = refusal(found.item, turn)
    return refused === undefined ? editReturned(read, found.item, turn) : say(refused)
  },
}

function refusal({ number, author, status }: SubmissionRecord, { actor }: Turn) {
  if (author.id !== actor.id) return `只有作者 ${author.name} 可以修改 ${number}。`
  switch (status) {
    case 'returned':
    case 'withdrawn':
      return undefined
    case 'in_review':
      return `${number} 还在审稿中，请先撤回：回复“撤回 ${number}”。`
    case 'abandoned':
      return `${number} 已放弃，不能再修改。要写新的请回复“投稿”。`
    case 'filed':
    case 'held':
    case 'declined':
    case 'adopted':
      return `${number} ${statusLabel[status]}，不能再修改；需要更正请联系宣传办。`
  }
}
