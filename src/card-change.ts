import type { Delivery, Receipt } from '../schema/delivery.ts'
import type { CardHandle } from '../schema/update.ts'
import type { Clock } from './clock.ts'
import { giveBackHandle, spendHandle } from './db/cards.ts'
import type { Db } from './db/open.ts'
import type { OutboxRow } from './db/outbox.ts'
import { PlatformRefusedError } from './errors.ts'
import type { DeliverOptions, PlatformAdapter } from './platforms/adapter.ts'

interface Place {
  db: Db
  clock: Clock
  adapter: PlatformAdapter
  options: DeliverOptions
}

type CardChange = OutboxRow & { delivery: Extract<Delivery, { type: 'card-update' }> }

/**
 * Changes a card that was sent. Tries one permission after the other, the newest first; where none
 * is left, says it in words if it must be said.
 */
export async function changeCard(place: Place, row: CardChange): Promise<Receipt> {
  const { db, clock, adapter, options } = place
  const { chat, delivery, id } = row
  if (!adapter.singleUseHandles) return adapter.deliver(chat, delivery, id, options)
  for (;;) {
    const handle = await spendHandle(db, delivery.card, clock.now())
    if (!handle) return sayInstead(place, row)
    const receipt = await useHandle(place, row, handle)
    if (receipt) return receipt
  }
}

/** `undefined`: this permission does not count any more. */
async function useHandle(
  { db, adapter, options }: Place,
  { chat, delivery, id }: CardChange,
  handle: CardHandle,
): Promise<Receipt | undefined> {
  try {
    return await adapter.deliver(chat, delivery, id, { ...options, handle })
  } catch (error) {
    if (error instanceof PlatformRefusedError) {
      if (error.decision.retry === 'never') return undefined
      // Busy or at its limit, it has not looked at the permission: the next try needs it again.
      await giveBackHandle(db, delivery.card, handle.code)
    }
    throw error
  }
}

async function sayInstead(
  { adapter, options }: Place,
  { chat, delivery: { otherwise }, id }: CardChange,
): Promise<Receipt> {
  if (otherwise === undefined) return {}
  return adapter.deliver(chat, { type: 'text', text: otherwise }, id, options)
}
