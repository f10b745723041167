import { Month } from '../../schema/ids.ts'
import type { Effect, Handler, Read, Timer, Turn, UnitFigures } from '../contract.ts'
import { addMonths, daysLeft, monthOf } from '../periods.ts'
import { afterQuiet, dayOf, isQuiet, later } from '../time.ts'
import { setNudge } from './calendar.ts'

/** Once a month, to who writes for a unit that has not sent its items yet: no ranking, no blame. */
export const nudgeDue: Handler<Timer> = {
  async run(read, { data }, turn) {
    const { office, now } = turn
    const month = Month.parse(data['month'])
    const thisMonth = monthOf(now)
    // The bot was down, and the month is over.
    if (month < thisMonth) return [setNudge(office, addMonths(thisMonth, 1))]
    if (isQuiet(office, now)) return [setNudge(office, month, afterQuiet(office, now))]
    return [...(await nudges(read, month, turn)), setNudge(office, addMonths(month, 1))]
  },
}

async function nudges(read: Read, month: Month, turn: Turn): Promise<Effect[]> {
  const units = await read.figures({ from: month, to: month }, later(turn.now, 1))
  const effects: Effect[] = []
  for (const unit of units.filter(({ filed, monthlyQuota }) => filed < monthlyQuota)) {
    for (const { id: to } of await read.holders('correspondent', unit.code)) {
      effects.push({ type: 'say', to, text: nudge(unit, turn) })
    }
  }
  return effects
}

function nudge({ name, filed, monthlyQuota }: UnitFigures, { now }: Turn): string {
  const left = daysLeft(dayOf(now))
  return `${name}本月已报送 ${filed}/${monthlyQuota} 篇，${left === 0 ? '今天是月底' : `距月底还有 ${left} 天`}。审稿中的稿件通过后计入。回复“投稿”开始写。`
}
