import { z } from 'zod'
import type { Kysely, Transaction } from 'kysely'
import type { Broadcast, Write } from '../../schema/effect.ts'
import { FrozenFigures } from '../../schema/figures.ts'
import type { FrozenPeriod } from '../../schema/figures.ts'
import type { Instant, Month, Period, PersonId } from '../../schema/ids.ts'
import { BulletinContent } from '../../schema/report.ts'
import type { BulletinRecord } from '../../schema/records.ts'
import type { Database } from '../../schema/tables.ts'
import type { Chat } from '../../schema/update.ts'

type Reader = Kysely<Database>
type Tx = Transaction<Database>
type Of<Type extends Write['type']> = Extract<Write, { type: Type }>

export async function findFrozen(db: Reader, period: Period): Promise<FrozenPeriod | undefined> {
  const row = await db
    .selectFrom('frozen_period')
    .select(['as_of', 'figures'])
    .where('period', '=', period)
    .executeTakeFirst()
  return row && { ...FrozenFigures.parse(JSON.parse(row.figures)), asOf: row.as_of as Instant }
}

export const findFirstFrozenMonth = (db: Reader) => findFrozenMonth(db, 'asc')
export const findLastFrozenMonth = (db: Reader) => findFrozenMonth(db, 'desc')

async function findFrozenMonth(db: Reader, order: 'asc' | 'desc'): Promise<Month | undefined> {
  const row = await db
    .selectFrom('frozen_period')
    .select('period')
    .where('period', 'like', '____-__')
    .where('period', 'not like', '%Q%')
    .orderBy('period', order)
    .limit(1)
    .executeTakeFirst()
  return row && (row.period as Month)
}

/** When the first entry of the ledger was made. */
export async function findLedgerBeginning(db: Reader): Promise<Instant | undefined> {
  const row = await db
    .selectFrom('ledger_entry')
    .select('at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row && (row.at as Instant)
}

/** What is frozen stays as it was: a second time changes nothing. */
export async function writeFrozen(tx: Tx, write: Of<'freeze'>): Promise<void> {
  await tx
    .insertInto('frozen_period')
    .values({
      period: write.period,
      as_of: write.asOf,
      frozen_at: write.at,
      figures: JSON.stringify(write.figures),
    })
    .onConflict((oc) => oc.column('period').doNothing())
    .execute()
}

/** What one part of a broadcast is known by. */
type SentPart = Pick<Broadcast, 'what' | 'period'> & { chat: Chat; part: string }

export async function isQueued(
  db: Reader,
  { what, period, chat, part }: SentPart,
): Promise<boolean> {
  const row = await db
    .selectFrom('broadcast')
    .select('at')
    .where('what', '=', what)
    .where('period', '=', period)
    .where('platform', '=', chat.platform)
    .where('chat_id', '=', chat.id)
    .where('part', '=', part)
    .executeTakeFirst()
  return row !== undefined
}

/** In the transaction that queues it; the key refuses a second one. */
export async function writePart(
  tx: Tx,
  { what, period, chat, part }: SentPart,
  { group, outbox, at }: { group: string; outbox: number; at: Instant },
): Promise<void> {
  await tx
    .insertInto('broadcast')
    .values({
      what,
      period,
      platform: chat.platform,
      chat_id: chat.id,
      part,
      group_code: group,
      outbox_id: outbox,
      at,
    })
    .execute()
}

export async function countParts(
  db: Reader,
  what: Broadcast['what'],
  period: Period,
): Promise<number> {
  const row = await db
    .selectFrom('broadcast')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('what', '=', what)
    .where('period', '=', period)
    .executeTakeFirstOrThrow()
  return row.n
}

const Struck = z.array(z.string())
const State = z.enum(['draft', 'confirmed'])

export async function findBulletin(
  db: Reader,
  quarter: Period,
): Promise<BulletinRecord | undefined> {
  const row = await db
    .selectFrom('bulletin')
    .leftJoin('person', 'person.id', 'bulletin.confirmed_by')
    .selectAll('bulletin')
    .select('person.name')
    .where('quarter', '=', quarter)
    .executeTakeFirst()
  if (!row) return undefined
  const { confirmed_by: by, confirmed_at: at } = row
  return {
    quarter,
    version: row.version,
    state: State.parse(row.state),
    content: BulletinContent.parse(JSON.parse(row.content)),
    struck: Struck.parse(JSON.parse(row.struck)),
    confirmed:
      by === null || at === null
        ? null
        : { by: { id: by as PersonId, name: row.name ?? by }, at: at as Instant },
  }
}

/** It is another version by now, or confirmed already. */
class BulletinChangedError extends Error {
  override name = 'BulletinChangedError'
}

export async function writeBulletin(tx: Tx, write: Of<'draft-bulletin'>): Promise<void> {
  const values = {
    version: write.version,
    content: JSON.stringify(write.content),
    struck: JSON.stringify(write.struck),
  }
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('bulletin')
    .values({
      quarter: write.quarter,
      state: 'draft',
      drafted_at: write.at,
      confirmed_by: null,
      confirmed_at: null,
      ...values,
    })
    .onConflict((oc) =>
      oc.column('quarter').doUpdateSet(values).where('bulletin.state', '=', 'draft'),
    )
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows !== 1n) throw new BulletinChangedError('it is confirmed already')
}

export async function confirmBulletin(tx: Tx, write: Of<'confirm-bulletin'>): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('bulletin')
    .set({ state: 'confirmed', confirmed_by: write.by, confirmed_at: write.at })
    .where('quarter', '=', write.quarter)
    .where('version', '=', write.version)
    .where('state', '=', 'draft')
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new BulletinChangedError('another version, or confirmed')
}
