import type { Kysely, Transaction } from 'kysely'
import type { Database } from '../../schema/tables.ts'
import type { Platform } from '../../schema/update.ts'
import { prepared } from './prepared.ts'

/** What the bot has cost on a platform in a month (`2026-11`, Asia/Shanghai). */
export interface Spending {
  calls: number
  pushes: number
  /** The highest share, in percent, that the desk was warned of. */
  toldCalls: number
  toldPushes: number
}

const add = prepared((db, platform: string, month: string, calls: number, pushes: number) =>
  db
    .insertInto('spending')
    .values({ platform, month, calls, pushes })
    .onConflict((oc) =>
      oc.columns(['platform', 'month']).doUpdateSet((eb) => ({
        calls: eb('spending.calls', '+', eb.ref('excluded.calls')),
        pushes: eb('spending.pushes', '+', eb.ref('excluded.pushes')),
      })),
    ),
)

/** Wants a transaction: what was spent is written together with what it was spent on. */
export async function addSpending(
  tx: Transaction<Database>,
  platform: string,
  month: string,
  { calls, pushes }: { calls: number; pushes: number },
): Promise<void> {
  if (calls > 0 || pushes > 0) await add(tx, platform, month, calls, pushes)
}

/** The platform says that there is no more, whoever has used it: the whole office shares one allowance. */
export async function markUsedUp(
  tx: Transaction<Database>,
  platform: string,
  month: string,
  allowed: { calls?: number; pushes?: number },
): Promise<void> {
  const least = { calls: 0, pushes: 0, ...allowed }
  await tx
    .insertInto('spending')
    .values({ platform, month, ...least })
    .onConflict((oc) =>
      oc.columns(['platform', 'month']).doUpdateSet((eb) => ({
        calls: eb.fn<number>('max', ['spending.calls', 'excluded.calls']),
        pushes: eb.fn<number>('max', ['spending.pushes', 'excluded.pushes']),
      })),
    )
    .execute()
}

export async function findSpending(
  db: Kysely<Database>,
  platform: Platform,
  month: string,
): Promise<Spending> {
  const row = await db
    .selectFrom('spending')
    .selectAll()
    .where('platform', '=', platform)
    .where('month', '=', month)
    .executeTakeFirst()
  return {
    calls: row?.calls ?? 0,
    pushes: row?.pushes ?? 0,
    toldCalls: row?.told_calls ?? 0,
    toldPushes: row?.told_pushes ?? 0,
  }
}

export async function markTold(
  tx: Transaction<Database>,
  platform: Platform,
  month: string,
  told: Partial<Pick<Spending, 'toldCalls' | 'toldPushes'>>,
): Promise<void> {
  await tx
    .updateTable('spending')
    .set({
      ...(told.toldCalls !== undefined && { told_calls: told.toldCalls }),
      ...(told.toldPushes !== undefined && { told_pushes: told.toldPushes }),
    })
    .where('platform', '=', platform)
    .where('month', '=', month)
    .execute()
}
