import { z } from 'zod'
import type { Receipt } from '../../../schema/delivery.ts'
import { PERSON_CALL, refusal } from './errors.ts'
import { type Message, robotMessage } from './message.ts'
import type { Sender, Try } from './sender.ts'

const Names = z.array(z.string()).nullish()
const Sent = z.object({
  processQueryKey: z.string().min(1).optional().catch(undefined),
  invalidStaffIdList: Names.catch(undefined),
  flowControlledStaffIdList: Names.catch(undefined),
})

/** To the chat of one person with the robot (platform document, section 4.1). */
export async function sendToPerson(
  { client, settings: { robotCode } }: Sender,
  userId: string,
  message: Message,
  { signal, spent }: Try,
): Promise<Receipt> {
  const json = { robotCode, userIds: [userId], ...robotMessage(message) }
  const answer = await client.api({ name: PERSON_CALL, json, signal, spent })
  // 200 as long as the request was right: whom it did not reach stands beside it.
  const sent = Sent.parse(answer)
  for (const list of ['flowControlledStaffIdList', 'invalidStaffIdList'] as const) {
    if (sent[list]?.includes(userId)) throw refusal(PERSON_CALL, list)
  }
  return receiptOf(sent.processQueryKey)
}

export const receiptOf = (messageId: string | undefined): Receipt =>
  messageId === undefined ? {} : { messageId }
