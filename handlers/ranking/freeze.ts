import { Instant, Month, Period } from '../../schema/ids.ts'
import type { Effect, Handler, Office, Read, Timer, Turn, OwingUnit } from '../contract.ts'
import {
  addMonths,
  frozenAt,
  isQuartersEnd,
  isYearsEnd,
  periodOf,
  quarterOf,
  sentAt,
  spanOf,
} from '../periods.ts'
import { quarterPostings } from '../points/quarter.ts'
import { afterQuiet, dayOf, nextWorkingDay, startOfWork } from '../time.ts'
import { setBroadcast, setFreeze, setPreview } from './calendar.ts'
import { correctionsOf } from './corrections.ts'
import { withQuota } from './owed.ts'

/**
 * A month's figures as they were at its freeze, also where the bot was down then; with a quarter's
 * or year's last month those of the quarter and the year. Sets the next freeze and what follows
 * from this one.
 */
export const freezeDue: Handler<Timer> = {
  async run(read, { dueAt, data }, turn) {
    const { office, now } = turn
    const month = Month.parse(data['month'])
    const due = frozenAt(office, month)
    // Another time may have been set while the bot was down: until then the old one held.
    const openUntil = Instant.parse(Math.max(Number(data['openUntil'] ?? 0), dueAt))
    if (due > now) return [setFreeze(office, month, openUntil)]
    const next = setFreeze(office, addMonths(month, 1))
    if (await read.frozen(periodOf(month))) return [next]
    const asOf = Instant.parse(Math.min(Math.max(due, openUntil), now))
    return [
      ...(await frozenPeriods(read, month, asOf, turn)),
      setPreview(month, previewAt(office, month, now)),
      setBroadcast(office, month),
      ...(isQuartersEnd(month) ? [setBulletin(month, asOf, turn)] : []),
      next,
    ]
  },
}

async function frozenPeriods(
  read: Read,
  month: Month,
  asOf: Instant,
  turn: Turn,
): Promise<Effect[]> {
  const posted = isQuartersEnd(month) ? await postQuarter(read, month, asOf, turn) : []
  const effects = [...posted]
  for (const period of endingWith(month)) {
    const span = spanOf(period)
    const owing = await withQuota(read, span, await read.figures(span, asOf), month)
    const units = withPosted(owing, posted)
    const corrections = await correctionsOf(read, span, units)
    effects.push({ type: 'freeze', period, asOf, figures: { units, corrections }, at: turn.now })
  }
  return effects
}

function endingWith(month: Month): Period[] {
  return [
    periodOf(month),
    ...(isQuartersEnd(month) ? [quarterOf(month)] : []),
    ...(isYearsEnd(month) ? [Period.parse(month.slice(0, 4))] : []),
  ]
}

/** In the morning, unless the groups would have it before the desk does. */
function previewAt(office: Office, month: Month, now: Instant): Instant {
  const morning = afterQuiet(office, now)
  const sent = sentAt(office, month)
  return morning < sent || sent <= now ? morning : now
}

/** What the quarter costs; a unit that was closed owes nothing any more. */
async function postQuarter(read: Read, last: Month, asOf: Instant, turn: Turn): Promise<Effect[]> {
  const span = spanOf(quarterOf(last))
  const open = new Set((await read.units()).map(({ code }) => code))
  const units = await withQuota(read, span, await read.figures(span, asOf), last)
  return quarterPostings(
    units.filter(({ code }) => open.has(code)),
    quarterOf(last),
    turn,
  )
}

/** They are written by this very turn, so what was read does not have them yet. */
function withPosted(units: readonly OwingUnit[], posted: readonly Effect[]): OwingUnit[] {
  return units.map((unit) => {
    const own = posted.flatMap((effect) =>
      effect.type === 'post' && effect.posting.unit === unit.code ? [effect.posting] : [],
    )
    const sum = own.reduce((all, { hundredths }) => all + hundredths, 0)
    return { ...unit, hundredths: unit.hundredths + sum }
  })
}

/** 通报: drafted when people are at work again. */
function setBulletin(month: Month, asOf: Instant, { office }: Turn): Effect {
  const quarter = quarterOf(month)
  return {
    type: 'set-timer',
    key: `bulletin-draft:${quarter}`,
    name: 'bulletin-draft',
    person: null,
    dueAt: startOfWork(office, nextWorkingDay(office, dayOf(asOf))),
    data: { quarter },
  }
}
