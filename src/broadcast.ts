import type { Transaction } from 'kysely'
import type { Delivery } from '../schema/delivery.ts'
import type { Broadcast, BroadcastPart } from '../schema/effect.ts'
import type { Instant } from '../schema/ids.ts'
import type { Database } from '../schema/tables.ts'
import type { Platform } from '../schema/update.ts'
import type { GroupChannel } from './channels.ts'
import { queueDelivery } from './db/outbox.ts'
import type { OutboxRow } from './db/outbox.ts'
import { isQueued, writePart } from './db/periods.ts'
import { madeFile } from './made.ts'

export interface Sending {
  tx: Transaction<Database>
  now: Instant
  platforms: readonly Platform[]
  /** Of the groups that rankings and bulletins go to. */
  channels: readonly GroupChannel[]
}

/**
 * Queues each part for each channel that has not been given it yet, and writes that down in
 * the same commit: whoever asks again, also another process, finds it there (product, section 4).
 */
export async function queueBroadcast(stage: Sending, broadcast: Broadcast): Promise<OutboxRow[]> {
  const queued: OutboxRow[] = []
  for (const channel of stage.channels) {
    if (!stage.platforms.includes(channel.chat.platform)) continue
    for (const part of broadcast.parts) {
      const row = await queuePart(stage, broadcast, channel, part)
      if (row) queued.push(row)
    }
  }
  return queued
}

async function queuePart(
  { tx, now }: Sending,
  { what, period }: Broadcast,
  { group, chat, key, takesFiles }: GroupChannel,
  part: BroadcastPart,
): Promise<OutboxRow | undefined> {
  if (part.part === 'file' && !takesFiles) return undefined
  const to = { ...chat, id: key }
  const sent = { what, period, chat: to, part: part.part }
  if (await isQueued(tx, sent)) return undefined
  const row = await queueDelivery(tx, to, asDelivery(part), now)
  await writePart(tx, sent, { group, outbox: row.id, at: now })
  return { ...row, broadcast: true }
}

function asDelivery(part: BroadcastPart): Delivery {
  if (part.part === 'text') return { type: 'text', text: part.text }
  return madeFile({ as: part.part, name: part.name, recipe: part.recipe })
}
