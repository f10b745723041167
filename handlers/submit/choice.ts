import type { Effect, ListItem } from '../../schema/effect.ts'
import type { Handler, Read, Tap, Turn } from '../contract.ts'
import { notInList } from '../basics/lines.ts'
import { chooseObjection, OBJECTION } from '../marks/object-typed.ts'
import { REVERSE_TOPIC, reversalChosen } from '../desk/reverse.ts'
import { WHICH_BULLETIN } from '../reports/bulletin-meant.ts'
import { BULLETIN, changeSaid, toggleProposal } from '../reports/bulletin-edit.ts'
import { bulletinChosen } from '../reports/bulletin-typed.ts'
import { closedCard } from '../review/cards.ts'
import { plain } from '../text.ts'
import type { ChoiceOption } from './choice-card.ts'
import { chooseDiscard, chooseWhich, discardOptions } from './discard.ts'
import { chooseUnfinished, unfinishedOptions } from './unfinished.ts'

type Choice = Extract<ListItem, { type: 'choice' }>

interface Topic {
  options: readonly ChoiceOption[]
  chosen: Handler<Choice>
  /** A number of the list with a word beside it, and what that adds to the choice. */
  said?(text: string): { number: number; data: Choice['data'] } | undefined
}

const topics: ReadonlyMap<string, Topic> = new Map([
  ['unfinished', { options: unfinishedOptions, chosen: chooseUnfinished }],
  ['discard', { options: discardOptions, chosen: chooseDiscard }],
  ['which', { options: [], chosen: chooseWhich }],
  [REVERSE_TOPIC, { options: [], chosen: reversalChosen }],
  [BULLETIN, { options: [], chosen: toggleProposal, said: changeSaid }],
  [WHICH_BULLETIN, { options: [], chosen: bulletinChosen }],
  [OBJECTION, { options: [], chosen: chooseObjection }],
])

const tooOld: Effect = { type: 'say', text: '这个问题已经过去了。回复“帮助”看能做什么。' }

/** A choice, by its number in the list, by its word or by its button. */
export const choose: Handler<Choice> = {
  run: async (read, choice, turn) =>
    (await topics.get(choice.topic)?.chosen.run(read, choice, turn)) ?? [tooOld],
}

/** The word of a choice that was just listed, or its number with a word. */
export function chosenByWord(list: Turn['place']['list'], text: string) {
  const choice = byLabel(list ?? [], plain(text))
  return choice ? { run: chooses(choice) } : byNumber(list ?? [], text)
}

const chooses = (choice: Choice) => (read: Read, turn: Turn) => choose.run(read, choice, turn)

const byLabel = (list: readonly ListItem[], said: string): Choice | undefined =>
  list.find(
    (item): item is Choice =>
      item.type === 'choice' &&
      topics.get(item.topic)?.options.find(({ value }) => value === item.value)?.label === said,
  )

function byNumber(list: readonly ListItem[], text: string) {
  const [first] = list
  const said = first?.type === 'choice' ? topics.get(first.topic)?.said?.(text) : undefined
  if (!said) return undefined
  const choice = list[said.number - 1]
  if (choice?.type !== 'choice') return { run: beyond(list) }
  return { run: chooses({ ...choice, data: { ...choice.data, ...said.data } }) }
}

/** The list can still be answered. */
const beyond =
  (list: readonly ListItem[]) =>
  (_read: Read, { actor }: Turn): Promise<Effect[]> =>
    Promise.resolve([
      { type: 'say', text: notInList(list.length) },
      { type: 'list', person: actor.id, items: [...list] },
    ])

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
