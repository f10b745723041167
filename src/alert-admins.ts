import { z } from 'zod'
import type { Handlers } from '../handlers/contract.ts'
import type { Platform } from '../schema/update.ts'
import type { Clock } from './clock.ts'
import { readMeta, writeMeta } from './db/meta.ts'
import type { Db } from './db/open.ts'
import { queueDelivery } from './db/outbox.ts'
import type { OutboxRow } from './db/outbox.ts'
import { parkedNow } from './db/parked.ts'
import { findChatOf, findWithRole } from './db/people.ts'

/** Which rows the admins have been told of; a row that is put back and parked again is news. */
const TOLD = 'parked-told'
const Told = z.array(z.string())

/** Queues a line for every admin about all that is parked, and remembers what they were told of. */
export function alertAdmins(
  { db, handlers, clock }: { db: Db; handlers: Handlers; clock: Clock },
  platforms: readonly Platform[],
): Promise<OutboxRow[]> {
  return db.transaction().execute(async (tx) => {
    const { ids, maybeSent } = await parkedNow(tx)
    const text = handlers.alert(ids.length, maybeSent)
    const queued: OutboxRow[] = []
    for (const admin of await findWithRole(tx, 'admin')) {
      const chat = await findChatOf(tx, admin.id, platforms)
      if (chat) queued.push(await queueDelivery(tx, chat, { type: 'text', text }, clock.now()))
    }
    // An alert that is parked itself is no news either: it would be told at every start.
    const own = queued.map(({ id }) => `out-${id}`)
    await writeMeta(tx, TOLD, JSON.stringify([...ids, ...own]))
    return queued
  })
}

/** An earlier process may have stopped between parking a row and telling of it. */
export async function isUntold(db: Db): Promise<boolean> {
  const told = new Set(Told.parse(JSON.parse((await readMeta(db, TOLD)) ?? '[]')))
  return (await parkedNow(db)).ids.some((id) => !told.has(id))
}
