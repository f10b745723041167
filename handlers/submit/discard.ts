import type { Effect, ListItem } from '../../schema/effect.ts'
import { DraftId } from '../../schema/ids.ts'
import type { Command, DraftRecord, Handler, Turn } from '../contract.ts'
import { numberIn } from '../text.ts'
import { askChoice, type ChoiceOption } from './choice-card.ts'
import { draftOf, endDraft } from './draft.ts'
import { isEmpty } from './state.ts'
import { lineOf, numbered } from './unfinished.ts'

type Choice = Extract<ListItem, { type: 'choice' }>

const say = (text: string): Effect => ({ type: 'say', text })

export const discardOptions: readonly ChoiceOption[] = [
  { value: 'discard', label: '删除', look: 'danger' },
  { value: 'keep', label: '保留', look: 'plain' },
]

/** 删除草稿: which one, where there are several; a second question, where something would be lost. */
export const discardTyped: Handler<Command> = {
  async run(read, { args }, turn) {
    const drafts = await read.drafts(turn.actor.id)
    const number = numberIn(args)
    const one = number === undefined ? undefined : drafts[number - 1]
    const only = one ?? (drafts.length === 1 ? drafts[0] : undefined)
    if (only) return confirm(only, turn)
    if (drafts.length === 0) return [say('没有草稿可以删除。')]
    const items = drafts.map(({ id }): ListItem => ({
      type: 'choice',
      topic: 'which',
      value: id,
      data: {},
    }))
    return [
      say(['删除哪一份？回复序号：', ...numbered(drafts)].join('\n')),
      { type: 'list', person: turn.actor.id, items: items.slice(0, numbered(drafts).length) },
    ]
  },
}

function confirm(record: DraftRecord, turn: Turn): Effect[] {
  if (isEmpty(draftOf(record).state)) return discard(record, turn)
  return askChoice(
    {
      topic: 'discard',
      title: '删除这份草稿？',
      text: `${lineOf(record)}，删除后不能恢复。`,
      options: discardOptions,
      data: { draft: record.id },
    },
    turn,
  )
}

function discard(record: DraftRecord, turn: Turn): Effect[] {
  const { submission } = record
  const item =
    submission === null ? '' : `稿件 ${submission} 还在，回复“修改 ${submission}”可重新改。`
  return [...endDraft(record.id, turn), say(`草稿已删除。${item}`)]
}

/** Which draft was meant, out of several. */
export const chooseWhich: Handler<Choice> = {
  async run(read, { value }, turn) {
    const record = await read.draft(DraftId.parse(value))
    return record?.person === turn.actor.id ? confirm(record, turn) : [say(alreadyGone)]
  },
}

export const chooseDiscard: Handler<Choice> = {
  async run(read, { value, data }, turn) {
    const record = await read.draft(DraftId.parse(data['draft']))
    if (record?.person !== turn.actor.id) return [say(alreadyGone)]
    if (value === 'discard') return discard(record, turn)
    const next = turn.place.focus ? '请接着写。' : '回复“继续”接着写。'
    return [say(`好，草稿还在。${next}`)]
  },
}

const alreadyGone = '这份草稿已经不在了。'
