import type { Handlers } from '../handlers/contract.ts'
import type { PersonId } from '../schema/ids.ts'
import type { Platform } from '../schema/update.ts'
import type { Clock } from './clock.ts'
import type { Db } from './db/open.ts'
import type { OutboxRow } from './db/outbox.ts'
import { queueDelivery } from './db/outbox.ts'
import { findChatOf, findWithRole } from './db/people.ts'
import { findSpending, markTold } from './db/spending.ts'
import { monthOf } from './month.ts'
import type { PlatformAdapter } from './platforms/adapter.ts'

/** In percent of the month's allowance: the desk is warned once at each. */
const WARN_AT = [95, 80] as const

export interface AllowanceOptions {
  db: Db
  clock: Clock
  adapters: readonly PlatformAdapter[]
  handlers: Pick<Handlers, 'allowanceWarning'>
}

/** Warns the desk of what is about to be used up; returns what is to be sent, after the commit. */
export async function warnOfAllowances(options: AllowanceOptions): Promise<OutboxRow[]> {
  const rows: OutboxRow[] = []
  for (const adapter of options.adapters) {
    if (adapter.allowance) rows.push(...(await warnOf(options, adapter, adapter.allowance)))
  }
  return rows
}

async function warnOf(
  { db, clock, adapters, handlers }: AllowanceOptions,
  { platform, label }: PlatformAdapter,
  allowance: NonNullable<PlatformAdapter['allowance']>,
): Promise<OutboxRow[]> {
  const now = clock.now()
  const month = monthOf(now)
  const { calls, pushes, toldCalls, toldPushes } = await findSpending(db, platform, month)
  const due = {
    calls: newlyReached(calls, allowance.calls, toldCalls),
    pushes: newlyReached(pushes, allowance.pushes, toldPushes),
  }
  if (due.calls === undefined && due.pushes === undefined) return []
  const spent = { label, calls, pushes, allowed: allowance }
  const text = handlers.allowanceWarning(spent)
  return db.transaction().execute(async (tx) => {
    await markTold(tx, platform, month, {
      ...(due.calls !== undefined && { toldCalls: due.calls }),
      ...(due.pushes !== undefined && { toldPushes: due.pushes }),
    })
    const queued = []
    for (const editor of await deskOf(tx)) {
      const chat = await findChatOf(tx, editor, platformsOf(adapters))
      if (chat) queued.push(await queueDelivery(tx, chat, { type: 'text', text }, now))
    }
    return queued
  })
}

async function deskOf(tx: Parameters<typeof findWithRole>[0]): Promise<PersonId[]> {
  const desk = await Promise.all(
    (['publicityDirector', 'editor'] as const).map((role) => findWithRole(tx, role)),
  )
  return [...new Set(desk.flat().map(({ id }) => id))]
}

const platformsOf = (adapters: readonly PlatformAdapter[]): Platform[] =>
  adapters.map(({ platform }) => platform)

function newlyReached(used: number, allowed: number, told: number): number | undefined {
  return WARN_AT.find((percent) => used * 100 >= allowed * percent && told < percent)
}
