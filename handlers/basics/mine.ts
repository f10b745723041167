import type { ListItem } from '../../schema/effect.ts'
import type { Actor, Command, Handler, Read, Turn } from '../contract.ts'
import { statusLabel } from '../labels.ts'
import { quotaLine } from '../points/coach.ts'
import { shorten } from '../text.ts'
import { lineOf } from '../submit/unfinished.ts'

const MOST = 12

/** 我的稿件: drafts first, then items newest first; the number goes on writing or opens 过程. */
export const mineTyped: Handler<Command> = {
  async run(read, _command, { actor, now }) {
    const drafts = await read.drafts(actor.id)
    const items = await read.submissionsBy(actor.id, MOST)
    const lines: { item: ListItem; text: string }[] = [
      ...drafts.map((record) => ({
        item: { type: 'draft' as const, draft: record.id },
        text: `草稿 ${lineOf(record)}`,
      })),
      ...items.map(({ number, content, status }) => ({
        item: { type: 'submission' as const, number },
        text: `${number}《${shorten(content.title, 18)}》${statusLabel[status]}`,
      })),
    ].slice(0, MOST)
    const quota = await quotaOf(read, actor.unit, now)
    if (lines.length === 0) {
      const text = ['您还没有稿件。回复“投稿”开始写。', ...quota].join('\n')
      return [{ type: 'say', text }]
    }
    const text = [
      '回复序号，草稿接着写，稿件看过程：',
      ...lines.map(({ text }, at) => `${at + 1}. ${text}`),
      ...quota,
    ]
    return [
      { type: 'say', text: text.join('\n') },
      { type: 'list', person: actor.id, items: lines.map(({ item }) => item) },
    ]
  },
}

async function quotaOf(read: Read, unit: Actor['unit'], now: Turn['now']): Promise<string[]> {
  const line = unit && (await quotaLine(read, unit.code, now))
  return unit && line ? [`${unit.name}${line}`] : []
}
