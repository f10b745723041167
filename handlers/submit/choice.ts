import type { Effect, ListItem } from '../../schema/effect.ts'
import type { Handler, Read, Tap, Turn } from '../contract.ts'
import { chooseObjection, OBJECTION } from '../marks/object-typed.ts'
import { REVERSE_TOPIC, reversalChosen } from '../desk/reverse.ts'
import { WHICH_BULLETIN } from '../reports/bulletin-meant.ts'
import { BULLETIN, bulletinChosen, toggleProposal } from '../reports/bulletin-typed.ts'
import { closedCard } from '../review/cards.ts'
import { plain } from '../text.ts'
import type { ChoiceOption } from './choice-card.ts'
import { chooseDiscard, chooseWhich, discardOptions } from './discard.ts'
import { chooseUnfinished, unfinishedOptions } from './unfinished.ts'

type Choice = Extract<ListItem, { type: 'choice' }>

interface Topic {
  options: readonly ChoiceOption[]
  chosen: Handler<Choice>
}

const topics: ReadonlyMap<string, Topic> = new Map([
  ['unfinished', { options: unfinishedOptions, chosen: chooseUnfinished }],
  ['discard', { options: discardOptions, chosen: chooseDiscard }],
  ['which', { options: [], chosen: chooseWhich }],
  [REVERSE_TOPIC, { options: [], chosen: reversalChosen }],
  [BULLETIN, { options: [], chosen: toggleProposal }],
  [WHICH_BULLETIN, { options: [], chosen: bulletinChosen }],
  [OBJECTION, { options: [], chosen: chooseObjection }],
])

const tooOld: Effect = { type: 'say', text: '这个问题已经过去了。回复“帮助”看能做什么。' }

/** A choice, by its number in the list, by its word or by its button. */
export const choose: Handler<Choice> = {
  run: async (read, choice, turn) =>
    (await topics.get(choice.topic)?.chosen.run(read, choice, turn)) ?? [tooOld],
}

/** The word of a choice that was just listed. */
export function chosenByWord(list: Turn['place']['list'], text: string) {
  const said = plain(text)
  const choice = (list ?? []).find(
    (item): item is Choice =>
      item.type === 'choice' &&
      topics.get(item.topic)?.options.find(({ value }) => value === item.value)?.label === said,
  )
  return choice && { run: (read: Read, turn: Turn) => choose.run(read, choice, turn) }
}

export const choiceCardTapped: Handler<Tap> = {
  async run(read, { card, action }, turn) {
    const { purpose, shown, open } = card
    if (purpose.kind !== 'choice') return []
    if (!open) return [{ type: 'say', text: `这张卡片已经用过（${shown.closed ?? '已选'}）。` }]
    const { topic, data } = purpose
    const label = shown.buttons.find((button) => button.action === action)?.label ?? '已回答'
    const effects = await choose.run(read, { type: 'choice', topic, value: action, data }, turn)
    return [
      { type: 'list', person: turn.actor.id, items: null },
      ...effects,
      { type: 'redraw-card', card: card.id, content: closedCard(shown, `已选：${label}`) },
    ]
  },
}
