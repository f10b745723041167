import type { Effect } from '../../schema/effect.ts'
import type { Command, Handler, Read, SubmissionRecord, Tap, Turn } from '../contract.ts'
import { statusLabel } from '../labels.ts'
import { endDraft } from '../submit/draft.ts'
import { editReturned } from '../submit/edit-returned.ts'
import { findItem, notFound } from './find.ts'
import { closeCard, closeTapped, say } from './show.ts'
import { titled } from './words.ts'

/** 修改 · 放弃, for the writer. */
export const returnedCardTapped: Handler<Tap> = {
  async run(read, tap, turn) {
    const { purpose } = tap.card
    if (purpose.kind !== 'returned') return []
    const item = await read.submission(purpose.number)
    if (item?.author.id !== turn.actor.id) return [say(notFound(purpose.number))]
    if (!mayEdit(item) || item.version !== purpose.version) {
      return [closeTapped(tap, `现在是第${item.version}版，${statusLabel[item.status]}`)]
    }
    if (!tap.card.open) return answeredAlready(tap)
    switch (tap.action) {
      case 'edit':
        return [{ ...closeTapped(tap, '已开始修改') }, ...(await editReturned(read, item, turn))]
      case 'abandon':
        return [closeTapped(tap, '已放弃'), ...(await abandon(read, item, turn, tap))]
      default:
        return [say(`请点“修改”或“放弃”，也可回复“修改 ${item.number}”。`)]
    }
  },
}

const mayEdit = ({ status }: SubmissionRecord) => status === 'returned' || status === 'withdrawn'

function answeredAlready({ card }: Tap): Effect[] {
  const otherwise = '这张卡片已经用过。回复“继续”接着改，回复“我的稿件”看全部。'
  return [{ type: 'redraw-card', card: card.id, content: card.shown, otherwise }]
}

/** `放弃 2026-0001` */
export const abandonTyped: Handler<Command> = {
  async run(read, command, turn) {
    const found = await findItem(read, command, turn)
    if ('answer' in found) return found.answer
    const { item } = found
    const { number, author, status } = item
    if (author.id !== turn.actor.id) return [say(`只有作者 ${author.name} 可以放弃 ${number}。`)]
    if (status === 'in_review')
      return [say(`${number} 还在审稿中，请先撤回：回复“撤回 ${number}”。`)]
    if (status === 'abandoned') return [say(`${number} 已放弃，不用再放弃。`)]
    if (!mayEdit(item)) return [say(`${number} ${statusLabel[status]}，不能放弃。`)]
    return [
      ...(await abandon(read, item, turn)),
      say(`已放弃${titled(item)}。要再写请回复“投稿”。`),
    ]
  },
}

/** It ends here: drafts and cards of it end with it. */
async function abandon(
  read: Read,
  item: SubmissionRecord,
  turn: Turn,
  tap?: Tap,
): Promise<Effect[]> {
  const { number, version } = item
  const cards = await read.cardsAbout(number)
  const drafts = (await read.drafts(turn.actor.id)).filter((draft) => draft.submission === number)
  return [
    { type: 'set-status', number, status: 'abandoned', at: turn.now },
    {
      type: 'record',
      number,
      event: 'abandoned',
      actor: turn.actor.id,
      version,
      note: null,
      at: turn.now,
    },
    ...drafts.flatMap(({ id }) => endDraft(id, turn)),
    ...cards
      .filter((card) => card.purpose.kind === 'returned' && card.open && card.id !== tap?.card.id)
      .map((card) => closeCard(card, '已放弃')),
  ]
}
