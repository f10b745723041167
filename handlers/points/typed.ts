import { Period } from '../../schema/ids.ts'
import type { Command, Handler, Read, Turn } from '../contract.ts'
import { openQuestion } from '../basics/help.ts'
import { monthOf, periodLabel, readPeriod, spanOf } from '../periods.ts'
import { dayOf } from '../time.ts'
import { details } from './details.ts'
import { overview, overviewOf } from './overview.ts'

/** `积分 [明细] [期间]`, `积分 明细 [期间] 2` */
export const pointsTyped: Handler<Command> = {
  async run(read, command, turn) {
    const question = openQuestion(turn)
    const tail = question === undefined ? '' : `\n\n${question}`
    const text = await answer(read, command.args, turn, tail)
    return [{ type: 'say', text: `${text}${tail}` }]
  },
}

async function answer(read: Read, args: string, turn: Turn, tail: string): Promise<string> {
  const { unit } = turn.actor
  if (!unit) return '积分记在信息员和单位名下，您没有所属单位。回复“排行”看各单位的积分。'
  const wanted = wantedIn(args, turn)
  if ('refused' in wanted) return wanted.refused
  const { period, each, page } = wanted
  const month = Period.parse(monthOf(turn.now))
  if (each) return details(read, unit, { period: period ?? month, page, besides: tail }, turn)
  return period === undefined ? overview(read, unit, turn) : overviewOf(read, unit, period, turn)
}

type Wanted = { each: boolean; period: Period | undefined; page: number } | { refused: string }

function wantedIn(args: string, { now }: Turn): Wanted {
  const each = args.startsWith('明细')
  const { said, page } = paged(args.replace(/^明细/u, ''))
  if (said === '') return { each, period: undefined, page }
  const period = readPeriod(said, dayOf(now))
  if (period === undefined)
    return { refused: `没有“${said}”这个期间。例如：积分 2026-10、积分 第三季度、积分 2026。` }
  if (spanOf(period).from > monthOf(now))
    return { refused: `还没有到${periodLabel(period)}。回复“积分”看本月。` }
  return { each, period, page }
}

/** `2026-11 2`, `2`, `11月第2页`: what was said before the page, and that. */
function paged(text: string): { said: string; page: number } {
  const [, said = text, blank, framed] =
    /^(.*?)(?: (\d{1,2})| ?第 ?(\d{1,2}) ?页)$/u.exec(text) ?? []
  return { said: said.trim(), page: Math.max(Number(blank ?? framed ?? 1), 1) }
}
