import { Period } from '../../schema/ids.ts'
import type { Command, Effect, Handler, Read, Turn } from '../contract.ts'
import { openQuestion } from '../basics/help.ts'
import { monthOf, periodLabel, readPeriod, spanOf } from '../periods.ts'
import { say } from '../review/show.ts'
import { dayOf } from '../time.ts'
import { askedIn, calledBy, typedAs, type Asked } from './asked.ts'
import { details } from './details.ts'
import { pointsOfItem } from './of-item.ts'
import { overview, overviewOf } from './overview.ts'
import { unitsSeen, whose } from './whose.ts'

/** `积分 [明细] [单位] [期间]`, `积分 明细 [单位] [期间] 2`, `积分 2026-0001` */
export const pointsTyped: Handler<Command> = {
  async run(read, command, turn) {
    const question = openQuestion(turn)
    const tail = question === undefined ? '' : `\n\n${question}`
    const asked = askedIn(command.args, dayOf(turn.now))
    const effects =
      asked.about === 'item'
        ? await pointsOfItem(read, command, asked, turn, tail)
        : [say(await ofUnit(read, asked, turn, tail))]
    return effects.map((effect) => withTail(effect, tail))
  },
}

const withTail = (effect: Effect, tail: string): Effect =>
  effect.type === 'say' ? { ...effect, text: effect.text + tail } : effect

async function ofUnit(
  read: Read,
  { unit: said, period: typed, each, page }: Extract<Asked, { about: 'unit' }>,
  turn: Turn,
  besides: string,
): Promise<string> {
  const found = await whose(read, said, turn)
  if ('answer' in found) return found.answer
  const { unit } = found
  const wanted = periodIn(typed, `积分${calledBy(unit, turn.actor)}`, turn)
  if ('refused' in wanted) return wanted.refused
  const { period } = wanted
  const month = Period.parse(monthOf(turn.now))
  if (each) return details(read, unit, { period: period ?? month, page, besides }, turn)
  if (period !== undefined) return overviewOf(read, unit, period, turn)
  return [
    await overview(read, unit, turn),
    ...(said === undefined ? await others(read, turn) : []),
  ].join('\n')
}

/** To whoever may look into more than their own unit. */
async function others(read: Read, { actor }: Turn): Promise<string[]> {
  const other = (await unitsSeen(read, actor)).find(({ code }) => code !== actor.unit?.code)
  return other ? [`看其他单位请写名称，例如“积分 明细 ${typedAs(other)}”。`] : []
}

function periodIn(
  said: string,
  asking: string,
  { now }: Turn,
): { period: Period | undefined } | { refused: string } {
  if (said === '') return { period: undefined }
  const period = readPeriod(said, dayOf(now))
  if (period === undefined) {
    const examples = ['2026-10', '第三季度', '2026'].map((each) => `${asking} ${each}`)
    return { refused: `没有“${said}”这个期间。例如：${examples.join('、')}。` }
  }
  if (spanOf(period).from > monthOf(now))
    return { refused: `还没有到${periodLabel(period)}。回复“${asking}”看本月。` }
  return { period }
}
