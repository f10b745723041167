import { z } from 'zod'
import type { Receipt } from '../../../schema/delivery.ts'
import { GROUP_CALL } from './errors.ts'
import { type Message, robotMessage } from './message.ts'
import { receiptOf } from './person.ts'
import type { Sender, Try } from './sender.ts'

const Sent = z.object({ processQueryKey: z.string().min(1).optional().catch(undefined) })

/** To a group that the robot is a member of (platform document, section 4.2). */
export async function sendToGroup(
  { client, settings: { robotCode } }: Sender,
  conversation: string,
  message: Message,
  { signal, spent }: Try,
): Promise<Receipt> {
  const json = { robotCode, openConversationId: conversation, ...robotMessage(message) }
  const answer = await client.api({ name: GROUP_CALL, json, signal, spent })
  return receiptOf(Sent.parse(answer).processQueryKey)
}
