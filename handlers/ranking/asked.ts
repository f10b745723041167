import type { Period } from '../../schema/ids.ts'
import type { RankingTable } from '../../schema/report.ts'
import type { Command, Effect, Handler, Turn } from '../contract.ts'
import { openQuestion } from '../basics/help.ts'
import { monthOf, periodLabel, periodOf, readPeriod, spanOf } from '../periods.ts'
import { say } from '../review/show.ts'
import { dayOf } from '../time.ts'
import { sendPicture } from './broadcast.ts'
import { firstMonthKept } from './owed.ts'
import { rankingTable } from './table.ts'
import { bytesIn } from '../text.ts'
import { rankingText } from './text.ts'

const UNREAD = '没有看懂是哪一期。例如：排行 2026-10、排行 第三季度、排行 2026。'

/** `排行 [期间] [表格]`: for anybody; a draft that is being written stays where it is. */
export const rankingTyped: Handler<Command> = {
  async run(read, { args }, turn) {
    const question = openQuestion(turn)
    const below = question === undefined ? '' : `\n\n${question}`
    const { period, workbook } = readArgs(args, turn)
    if (period === undefined) return [say(UNREAD + below)]
    if (spanOf(period).from > monthOf(turn.now)) {
      return [say(`${periodLabel(period)}还没有开始。回复“排行”看本月。${below}`)]
    }
    const began = await firstMonthKept(read)
    if (began !== undefined && spanOf(period).to < began) {
      const since = `从${periodLabel(periodOf(began))}开始统计`
      return [say(`${periodLabel(period)}没有记录，${since}。回复“排行”看本月。${below}`)]
    }
    const table = await rankingTable(read, period, turn)
    const room = 2000 - bytesIn(below)
    const text = rankingText(table, { room, whole: workbook ? '表格' : '图' })
    return [say(text + below), workbook ? sendWorkbook(table) : sendPicture(table)]
  },
}

function readArgs(args: string, { now }: Turn): { period: Period | undefined; workbook: boolean } {
  const typed = args.replace(/(?:表格|excel)$/iu, '').trim()
  const workbook = typed !== args.trim()
  if (typed === '') return { period: periodOf(monthOf(now)), workbook }
  return { period: readPeriod(typed, dayOf(now)), workbook }
}

const sendWorkbook = (table: RankingTable): Effect => ({
  type: 'send-made',
  as: 'file',
  name: `排行-${table.period}.xlsx`,
  recipe: { kind: 'ranking-workbook', table },
})
