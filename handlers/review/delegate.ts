import type { Effect } from '../../schema/effect.ts'
import type { Day } from '../../schema/ids.ts'
import type { Actor, Command, Delegation, Handler, Read, Turn } from '../contract.ts'
import { plain } from '../text.ts'
import { dayInWords, dayOf, daysBetween } from '../time.ts'
import { dayMeant } from './days.ts'
import { holdsReviewRole } from './reviewers.ts'
import { handStepsBack, handStepsOver } from './delegated-steps.ts'
import { say } from './show.ts'
import { clearDelegationTimer, setDelegationTimer } from './timers.ts'

const MOST_DAYS = 180

/** `代审 姓名 2026-11-20 2026-11-25` · `代审 取消` · `代审` alone says how things stand. */
export const delegateTyped: Handler<Command> = {
  async run(read, command, turn) {
    const current = await read.delegation(turn.actor.id)
    const args = plain(command.args)
    if (args === '取消' || args === '结束') return end(read, current, turn)
    if (args === '') return [say(asItStands(current, turn))]
    const asked = await understand(read, args, turn)
    return typeof asked === 'string' ? [say(asked)] : begin(read, current, asked, turn)
  },
}

const usage = (turn: Turn): string => {
  const today = dayOf(turn.now)
  return `请回复“代审 姓名 开始日期 结束日期”，例如：代审 王老师 ${today} ${today}；结束请回复“代审 取消”。`
}

const span = ({ from, to }: Pick<Delegation, 'from' | 'to'>): string =>
  from === to ? dayInWords(from) : `${dayInWords(from)}至${dayInWords(to)}`

function asItStands(current: Delegation | undefined, turn: Turn): string {
  return current && current.to >= dayOf(turn.now)
    ? `${span(current)}由 ${current.standIn.name} 代审。结束请回复“代审 取消”。`
    : `现在没有人代您审稿。${usage(turn)}`
}

async function understand(read: Read, args: string, turn: Turn): Promise<Delegation | string> {
  const { actor } = turn
  if (!holdsReviewRole(actor)) {
    return '您现在没有审稿的职责，不需要代审。'
  }
  const [name = '', first = '', last = first] = args.split(/[ ,，、~至到]+/u)
  const today = dayOf(turn.now)
  const from = dayMeant(first, today)
  const to = dayMeant(last, today)
  if (!from || !to) return usage(turn)
  const wrong = wrongDays(from, to, today)
  if (wrong !== undefined) return wrong
  const [standIn, ...namesakes] = await read.peopleNamed(name)
  if (!standIn) return `没有找到“${name}”，请核对姓名后再试。${usage(turn)}`
  if (namesakes.length > 0)
    return `有 ${namesakes.length + 1} 位“${name}”，请换一位，或请管理员区分姓名。`
  return standIn.id === actor.id ? '不能请自己代审，请换一位。' : { standIn, from, to }
}

function wrongDays(from: Day, to: Day, today: Day): string | undefined {
  if (to < today) return `${dayInWords(to)}已经过去，请写今天或以后的日期。`
  if (to < from) return '结束日期早于开始日期，请核对后再试。'
  return daysBetween(from, to) > MOST_DAYS ? `代审最长 ${MOST_DAYS} 天，请核对日期。` : undefined
}

async function begin(
  read: Read,
  before: Delegation | undefined,
  asked: Delegation,
  turn: Turn,
): Promise<Effect[]> {
  const { actor } = turn
  const { standIn, from, to } = asked
  const ended = before ? await handStepsBack(read, actor, before.standIn, turn, { ask: false }) : []
  const now = from <= dayOf(turn.now)
  return [
    ...ended,
    { type: 'stand-in', person: actor.id, standIn: standIn.id, from, to },
    setDelegationTimer(turn, actor.id, now ? { phase: 'end', to } : { phase: 'start', from }),
    say(`已设好：${span(asked)}由 ${standIn.name} 代您审稿，期间您也可以回复“待审”自己审。`),
    // Before the cards: nobody should wonder why they are asked.
    say(`${actor.name} 请您在${span(asked)}代为审稿，届时稿件会发卡片给您。`, standIn.id),
    ...(now ? await handStepsOver(read, actor, standIn, turn) : []),
  ]
}

async function end(read: Read, current: Delegation | undefined, turn: Turn): Promise<Effect[]> {
  const { actor } = turn
  if (!current) return [say(`现在没有人代您审稿。${usage(turn)}`)]
  return [
    { type: 'end-stand-in', person: actor.id },
    clearDelegationTimer(actor.id),
    say(`已取消，${current.standIn.name} 不再代您审稿。`),
    ...tellEnd(current, actor, turn),
    ...(await handStepsBack(read, actor, current.standIn, turn, { ask: true })),
  ]
}

const tellEnd = ({ standIn, to }: Delegation, actor: Actor, turn: Turn): Effect[] =>
  to < dayOf(turn.now) ? [] : [say(`${actor.name} 已取消代审，之后的稿件由其本人审。`, standIn.id)]
