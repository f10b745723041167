import type { Transaction } from 'kysely'
import type { Instant, PersonId, PhotoId } from '../schema/ids.ts'
import type { Database } from '../schema/tables.ts'
import type { PhotoUpdate, Platform } from '../schema/update.ts'
import type { Clock } from './clock.ts'
import { keepHandle } from './db/cards.ts'
import { keepUpdates } from './db/inbox.ts'
import type { Db } from './db/open.ts'
import { markDelivery } from './db/outbox.ts'
import { addSpending, markUsedUp } from './db/spending.ts'
import { writePhotoFailed, writePhotoReady } from './db/photos.ts'
import { monthOf } from './month.ts'
import type { Ending } from './endings.ts'
import type { PhotoOutcome } from './photos.ts'
import type { Allowance } from './platforms/adapter.ts'

/**
 * Writes how deliveries ended, all in one commit: the mark, the card's first permission, the
 * photo and the news of it. Files were written before the commit that tells of them.
 */
export async function settleEndings(
  db: Db,
  clock: Clock,
  endings: readonly Ending[],
  allowanceOf: (platform: Platform) => Allowance | null,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    for (const ending of endings) {
      const { row, mark, receipt } = ending
      await markDelivery(tx, mark)
      if (row.delivery.type === 'card' && receipt?.handle) {
        await keepHandle(tx, row.delivery.card, receipt.handle)
      }
      if (row.delivery.type === 'fetch-photo' && mark.outcome !== 'again') {
        await settlePhoto(tx, clock.now(), row.delivery, ending.photo)
      }
    }
    for (const platform of new Set(endings.map(({ row }) => row.chat.platform))) {
      const allowed = allowanceOf(platform)
      const own = endings.filter(({ row }) => row.chat.platform === platform)
      if (allowed) await settleSpending(tx, platform, monthOf(clock.now()), { own, allowed })
    }
  })
}

/** One row holds the whole month: it is written once for all that ended together. */
async function settleSpending(
  tx: Transaction<Database>,
  platform: Platform,
  month: string,
  { own, allowed }: { own: readonly Ending[]; allowed: Allowance },
) {
  const sum = (what: keyof Allowance) =>
    own.reduce((all, { spent }) => all + (spent?.[what] ?? 0), 0)
  await addSpending(tx, platform, month, { calls: sum('calls'), pushes: sum('pushes') })
  for (const usedUp of new Set(own.map((ending) => ending.usedUp))) {
    if (usedUp) await markUsedUp(tx, platform, month, { [usedUp]: allowed[usedUp] })
  }
}

async function settlePhoto(
  tx: Transaction<Database>,
  now: Instant,
  { photo, person }: { photo: PhotoId; person: PersonId },
  found: PhotoOutcome | undefined,
) {
  if (found?.outcome === 'ready') await writePhotoReady(tx, found.photo)
  else await writePhotoFailed(tx, photo, found?.outcome ?? 'lost')
  const update: PhotoUpdate = { from: 'photo', photo, person, outcome: found?.outcome ?? 'lost' }
  const eventKey = `photo ${photo}`
  await keepUpdates(tx, [{ keyed: { source: 'bot', eventKey, update }, receivedAt: now }])
}
