import { Month } from '../../schema/ids.ts'
import type { Effect, Handler, Timer, Turn } from '../contract.ts'
import { deskAndDirectors } from '../desk-people.ts'
import { openMonth, periodLabel, periodOf, sentAt } from '../periods.ts'
import { clockOf, dayInWords, dayOf } from '../time.ts'
import { sendPicture } from './broadcast.ts'
import { rankingTable } from './table.ts'
import { bytesIn } from '../text.ts'
import { rankingText } from './text.ts'

/** The desk sees what the groups will get before they get it. */
export const previewDue: Handler<Timer> = {
  async run(read, { data }, turn) {
    const month = Month.parse(data['month'])
    const table = await rankingTable(read, periodOf(month), turn)
    if (!table.frozen) return []
    const below = whatFollows(month, turn)
    const text = `${rankingText(table, { room: 1998 - bytesIn(below) })}\n\n${below}`
    return (await deskAndDirectors(read)).flatMap(({ id: to }): Effect[] => [
      { type: 'say', to, text },
      { ...sendPicture(table), to },
    ])
  },
}

function whatFollows(month: Month, turn: Turn): string {
  const counted = periodLabel(periodOf(openMonth(turn.office, turn.now)))
  return [
    `以上已定稿，${whereTo(month, turn)}`,
    `有误请更正：“用稿”补记或“撤销用稿”都计入${counted}，并注明更正。`,
    '单位有异议，请回复“异议 编号 理由”。',
  ].join('\n')
}

function whereTo(month: Month, { office, now }: Turn): string {
  const groups = office.reachableGroups
  if (groups === 0) return '还没有设置群，不会自动发送。'
  const at = sentAt(office, month)
  return at > now
    ? `将于 ${dayInWords(dayOf(at))} ${clockOf(at)} 发到 ${groups} 个群。`
    : `已到发送时间，正在发到 ${groups} 个群。`
}
