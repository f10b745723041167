import type { Receipt } from '../../../schema/delivery.ts'
import { ROBOT_CALL } from './errors.ts'
import { type Message, webhookMessage } from './message.ts'
import type { Sender, Try } from './sender.ts'
import { robotSignature } from './sign.ts'
import type { Target } from './target.ts'

/**
 * By a custom robot (platform document, section 5.2), whose token is a secret: whoever has it can
 * post. `piece` counts the messages of one delivery.
 */
export async function sendToRobot(
  { client, clock, robots }: Sender,
  { token, secret }: Extract<Target, { kind: 'robot' }>,
  message: Message,
  { key, signal, spent }: Try,
  piece: number,
): Promise<Receipt> {
  robots.take(ROBOT_CALL, token)
  const query = { access_token: token, ...(secret !== undefined && signed(secret, clock.now())) }
  // The same on every try: DingTalk knows a repeat by it.
  const json = { ...webhookMessage(ROBOT_CALL, message), msgUuid: `baosong-${key}-${piece}` }
  await client.webhook({ name: ROBOT_CALL, url: ROBOT_CALL, query, json, signal, spent })
  return {}
}

function signed(secret: string, now: number) {
  const timestamp = String(now)
  return { timestamp, sign: robotSignature(secret, timestamp) }
}
