import type { ListItem } from '../../schema/effect.ts'
import { Month, ObjectionId } from '../../schema/ids.ts'
import type { Command, Effect, Handler, ObjectionRecord, Read, Turn } from '../contract.ts'
import { monthOf, readPeriod } from '../periods.ts'
import { findItem, isDesk, notFound } from '../review/find.ts'
import { say } from '../review/show.ts'
import { lengthOf } from '../text.ts'
import { dayOf } from '../time.ts'
import { askEditors, askForAnswer } from './objection-card.ts'
import {
  aboutWords,
  answeredLine,
  howToObject,
  OBJECTION_LIMIT,
  objectionLine,
} from './objection-words.ts'
import { remindTomorrow } from './waiting.ts'

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
    if (!actor.unit) return [say('异议由单位的人提出。有疑问请直接联系宣传办。')]
    if (args === '') return [say(howToObject)]
    const month = monthSaid(args, turn)
    if (month) return 'answer' in month ? [say(month.answer)] : objectTo(read, month, turn)
    if (!/^\d/u.test(args)) return [say(howToObject)]
    const found = await findItem(read, command, turn)
    if ('answer' in found) return found.answer
    const { item, rest } = found
    const units = [item.unit.code, ...(await read.partners(item.number))]
    if (!units.includes(actor.unit.code)) return [say(notFound(item.number))]
    return objectTo(read, { about: item.number, reason: rest }, turn)
  },
}

interface Objection {
  about: ObjectionRecord['about']
  reason: string
}

const period =
  /^((?:(?:\d{4}|今|去)年|\d{4}-)?[\d０-９]{1,2}月份?|\d{4}-\d{1,2}(?!\d)|本月|上个?月|(?:(?:\d{4}|今|去)年)?第?[一二三四1-4]季度|本季度|上季度|今年|去年|\d{4}年)[\s,，:：、]*(.*)$/su

/** `10月 理由`, `2026-10 理由`; `undefined` where no period is named. */
function monthSaid(args: string, { now }: Turn): Objection | { answer: string } | undefined {
  const [, said, reason = ''] = period.exec(args) ?? []
  if (said === undefined) return undefined
  const month = Month.safeParse(readPeriod(said.replace(/份$/u, ''), dayOf(now)))
  if (!month.success) return { answer: '请写明是哪个月，例如：异议 10月 有一篇用稿没有算' }
  if (month.data > monthOf(now)) return { answer: `${said}还没有到，请再看一下月份。` }
  return { about: month.data, reason }
}

async function objectTo(read: Read, { about, reason }: Objection, turn: Turn): Promise<Effect[]> {
  const length = lengthOf(reason)
  if (length < 2) return [say(`请写上理由，例如：异议 ${about} 有一篇用稿没有算`)]
  if (length > OBJECTION_LIMIT)
    return [say(`理由请在 ${OBJECTION_LIMIT} 字以内，现在 ${length} 字，没有收下。`)]
  const { actor, now } = turn
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
    ...(await remindTomorrow(read, turn)),
    say(`已收到您对${aboutWords(about)}的异议，已转宣传办，答复会发给您。`),
  ]
}

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
