import { Instant, Month } from '../../schema/ids.ts'
import type { Effect, Handler, Read, Timer, Turn } from '../contract.ts'
import { addMonths, monthOf, periodOf } from '../periods.ts'
import {
  broadcastKey,
  FREEZE_TIMER,
  NUDGE_TIMER,
  nudgedAt,
  setBroadcast,
  setFreeze,
  setNudge,
} from './calendar.ts'

/**
 * At every start and after every import: the times may have been set anew. Each freeze sets the
 * next one and its own broadcast in the same commit, so here only what waits is moved, and what
 * was never begun is begun.
 */
export const setOut: Handler<Timer> = {
  async run(read, _timer, turn) {
    const frozen = await read.lastFrozenMonth()
    return [
      await nextFreeze(read, frozen, turn),
      ...(frozen === undefined ? [] : await owedBroadcast(read, frozen, turn)),
      ...(await nextNudge(read, turn)),
    ]
  },
}

async function nextFreeze(
  read: Read,
  frozen: Month | undefined,
  { office, now }: Turn,
): Promise<Effect> {
  const waiting = await read.timer(FREEZE_TIMER)
  const awaited = waiting && Month.parse(waiting.data['month'])
  const month =
    frozen === undefined ? (awaited ?? (await firstMonth(read, now))) : addMonths(frozen, 1)
  // Another time may have been set then: what came in until that was counted in it.
  const openUntil =
    waiting && awaited === month
      ? Math.max(Number(waiting.data['openUntil'] ?? 0), Math.min(waiting.dueAt, now))
      : 0
  return setFreeze(office, month, Instant.parse(openUntil))
}

/** Nothing is told of the months before there was a bot. */
async function firstMonth(read: Read, now: Turn['now']): Promise<Month> {
  return monthOf((await read.ledgerBegan()) ?? now)
}

/** Nothing of it was sent yet; where it was, each channel has it or waits for its own. */
async function owedBroadcast(read: Read, month: Month, { office }: Turn): Promise<Effect[]> {
  const waits = (await read.timer(broadcastKey(month))) !== undefined
  const owed =
    waits ||
    (office.reachableGroups > 0 && (await read.broadcastParts('ranking', periodOf(month))) === 0)
  return owed ? [setBroadcast(office, month)] : []
}

async function nextNudge(read: Read, { office, now }: Turn): Promise<Effect[]> {
  const month = monthOf(now)
  if (nudgedAt(office, month) > now) return [setNudge(office, month)]
  const waiting = await read.timer(NUDGE_TIMER)
  // Overdue since the bot was down, and put off until the end of the quiet hours.
  if (waiting?.data['month'] === month) return []
  return [setNudge(office, addMonths(month, 1))]
}
