import { Month, type Period } from '../../schema/ids.ts'
import type { Broadcast, Saying } from '../../schema/effect.ts'
import type { RankingTable } from '../../schema/report.ts'
import type { Handler, Timer } from '../contract.ts'
import { periodOf, sentAt } from '../periods.ts'
import { setBroadcast } from './calendar.ts'
import { rankingTable } from './table.ts'
import { rankingText } from './text.ts'

/** To the groups, from the figures as they were frozen. Harmless when it goes off again. */
export const broadcastDue: Handler<Timer> = {
  async run(read, { data }, turn) {
    const month = Month.parse(data['month'])
    if (sentAt(turn.office, month) > turn.now) return [setBroadcast(turn.office, month)]
    const table = await rankingTable(read, periodOf(month), turn)
    return table.frozen ? [broadcastOf(periodOf(month), table)] : []
  },
}

/** Text and picture: two sends, each once a channel. */
export const broadcastOf = (period: Period, table: RankingTable): Broadcast => ({
  type: 'broadcast',
  what: 'ranking',
  period,
  parts: [
    { part: 'text', text: rankingText(table) },
    { part: 'image', name: pictureName(table), recipe: { kind: 'ranking-picture', table } },
  ],
})

const pictureName = ({ period }: RankingTable): string => `排行-${period}.png`

export const sendPicture = (table: RankingTable): Extract<Saying, { type: 'send-made' }> => ({
  type: 'send-made',
  as: 'image',
  name: pictureName(table),
  recipe: { kind: 'ranking-picture', table },
})
