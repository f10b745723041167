import type { Broadcast, BroadcastPart } from '../schema/effect.ts'
import type { Delivery } from '../schema/delivery.ts'
import type { GroupChannel } from './channels.ts'
import { queueDelivery } from './db/outbox.ts'
import type { OutboxRow } from './db/outbox.ts'
import { isClaimed, writeClaim } from './db/periods.ts'
import type { Stage } from './effects.ts'
import { madeFile } from './made.ts'

type Sending = Pick<Stage, 'tx' | 'now' | 'platforms' | 'channels'>

/**
 * Queues each part for each channel that has not been given it yet, and claims it in the same
 * commit: whoever asks again, also another process, finds it claimed (product, section 4).
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
  const known = { ...chat, id: key }
  const claim = { what, period, chat: known, part: part.part }
  if (await isClaimed(tx, claim)) return undefined
  const row = await queueDelivery(tx, known, asDelivery(part), now)
  await writeClaim(tx, claim, { group, outbox: row.id, at: now })
  return { ...row, broadcast: true }
}

function asDelivery(part: BroadcastPart): Delivery {
  if (part.part === 'text') return { type: 'text', text: part.text }
  return madeFile({ as: part.part, name: part.name, recipe: part.recipe })
}
