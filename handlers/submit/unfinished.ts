import type { Effect, ListItem } from '../../schema/effect.ts'
import type { Command, DraftRecord, Handler, Read, Turn } from '../contract.ts'
import { numberIn } from '../text.ts'
import { askChoice, type ChoiceOption } from './choice-card.ts'
import { draftName, draftPlace } from './describe.ts'
import { draftOf, mayNotWrite, mayWrite } from './draft.ts'
import { begin, resume } from './start.ts'

type Choice = Extract<ListItem, { type: 'choice' }>

const say = (text: string): Effect => ({ type: 'say', text })

export const unfinishedOptions: readonly ChoiceOption[] = [
  { value: 'continue', label: '继续', look: 'primary' },
  { value: 'new', label: '另写一份', look: 'plain' },
]

/** 投稿; with an unfinished draft it asks first which is meant. */
export const submitTyped: Handler<Command> = {
  async run(read, { word }, turn) {
    const { actor } = turn
    if (!mayWrite(actor)) return [say(mayNotWrite)]
    const drafts = await read.drafts(actor.id)
    const [newest] = drafts
    if (!newest || word === '另写一份') return begin(read, { ...turn, actor })
    const name = lineOf(turn.place.focus ?? newest)
    const text =
      drafts.length === 1 ? `有一份没写完：${name}` : `有 ${drafts.length} 份没写完，最近是${name}`
    return askChoice(
      { topic: 'unfinished', title: '继续还是另写？', text, options: unfinishedOptions, data: {} },
      turn,
    )
  },
}

export const lineOf = (record: DraftRecord): string => {
  const { state, submission } = draftOf(record)
  return `${submission === null ? '' : `${submission} `}${draftName(state)}（${draftPlace(state)}）`
}

export const chooseUnfinished: Handler<Choice> = {
  async run(read, { value }, turn) {
    const { actor } = turn
    if (!mayWrite(actor)) return [say(mayNotWrite)]
    return value === 'new' ? begin(read, { ...turn, actor }) : takeUp(read, '', turn)
  },
}

/** 继续: the newest draft, or a list of them. */
export const continueTyped: Handler<Command> = {
  run: (read, { args }, turn) => takeUp(read, args, turn),
}

async function takeUp(read: Read, args: string, turn: Turn): Promise<Effect[]> {
  const drafts = await read.drafts(turn.actor.id)
  const { focus } = turn.place
  const number = numberIn(args)
  const picked = number === undefined ? undefined : drafts[number - 1]
  const one = picked ?? focus ?? (drafts.length === 1 ? drafts[0] : undefined)
  if (one) return resume(read, draftOf(one), turn)
  if (drafts.length === 0) return [say('没有没写完的稿件。回复“投稿”开始写。')]
  return [
    say(['接着写哪一份？回复序号：', ...numbered(drafts)].join('\n')),
    {
      type: 'list',
      person: turn.actor.id,
      items: drafts.slice(0, MOST).map(({ id }) => ({ type: 'draft', draft: id })),
    },
  ]
}

const MOST = 9

export const numbered = (drafts: readonly DraftRecord[]): string[] =>
  drafts.slice(0, MOST).map((record, index) => `${index + 1}. ${lineOf(record)}`)
