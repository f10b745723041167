import type { ListItem } from '../../schema/effect.ts'
import { ObjectionId } from '../../schema/ids.ts'
import type { Command, Effect, Handler, ObjectionRecord, Read, Turn } from '../contract.ts'
import { isDesk } from '../review/find.ts'
import { say } from '../review/show.ts'
import { lengthOf, plain } from '../text.ts'
import { aboutMeant, type Said } from './objection-about.ts'
import { askEditors, askForAnswer } from './objection-card.ts'
import {
  aboutWords,
  answeredLine,
  ALL_OBJECTIONS,
  NO_UNIT,
  OBJECTION_LIMIT,
  objectionLine,
} from './objection-words.ts'
import { remindNextMorning } from './waiting.ts'

type Choice = Extract<ListItem, { type: 'choice' }>

const MOST_LINES = 12
/** The topic of a list of open objections. */
export const OBJECTION = 'objection'

/** 异议: whoever belongs to a unit may object to its points; the desk sees what waits. */
export const objectTyped: Handler<Command> = {
  async run(read, command, turn) {
    const { actor } = turn
    const { args } = command
    if (isDesk(actor) && (args === '' || !actor.unit)) return openOnes(read, turn)
    if (!actor.unit) return [say(NO_UNIT)]
    const meant = await aboutMeant(read, args, actor.unit.code, turn)
    return 'answer' in meant ? [say(meant.answer)] : objectTo(read, meant, turn)
  },
}

async function objectTo(read: Read, { about, reason }: Said, turn: Turn): Promise<Effect[]> {
  const length = lengthOf(reason)
  if (length < 2) return [say(`请写上理由，例如：异议 ${about} 有一篇用稿没有算`)]
  if (length > OBJECTION_LIMIT)
    return [say(`理由请在 ${OBJECTION_LIMIT} 字以内，现在 ${length} 字，没有收下。`)]
  const { actor, now } = turn
  const open = await read.openObjections(ALL_OBJECTIONS)
  if (open.some((one) => isSame(one, { about, reason }, turn)))
    return [say('这条异议已收到，正在等宣传办答复。')]
  const objection: ObjectionRecord = {
    id: ObjectionId.parse(turn.newId()),
    about,
    person: { id: actor.id, name: actor.name },
    reason,
    at: now,
    answered: null,
  }
  return [
    { type: 'object', objection: objection.id, about, person: actor.id, reason, at: now },
    ...(await askEditors(read, objection, turn)),
    ...(await remindNextMorning(read, turn)),
    say(`您对${aboutWords(about)}的异议已转宣传办，答复会发给您。`),
  ]
}

const isSame = (open: ObjectionRecord, { about, reason }: Said, { actor }: Turn): boolean =>
  open.person.id === actor.id && open.about === about && plain(open.reason) === plain(reason)

/** `异议` typed by the desk: a numbered list; its number opens a fresh card. */
async function openOnes(read: Read, turn: Turn): Promise<Effect[]> {
  const open = await read.openObjections(MOST_LINES + 1)
  if (open.length === 0) return [say('没有待答复的异议。有新的会发卡片给您。')]
  const shown = open.slice(0, MOST_LINES)
  const lines = shown.map((one, index) => `${index + 1}. ${objectionLine(one)}`)
  const more = open.length > MOST_LINES ? ['后面还有，答复后再看。'] : []
  return [
    say(['待答复的异议，回复序号打开：', ...lines, ...more].join('\n')),
    {
      type: 'list',
      person: turn.actor.id,
      items: shown.map(({ id }) => ({ type: 'choice', topic: OBJECTION, value: id, data: {} })),
    },
  ]
}

export const chooseObjection: Handler<Choice> = {
  async run(read, { value }, turn) {
    const objection = await read.objection(ObjectionId.parse(value))
    if (!objection || !isDesk(turn.actor)) return [say('这条异议现在不由您答复。')]
    const over = answeredLine(objection)
    if (over !== undefined) return [say(`这条异议${over}：${objection.answered?.answer ?? ''}`)]
    return [await askForAnswer(read, objection, null, turn)]
  },
}
