import type { Receipt } from '../../../schema/delivery.ts'
import { NO_SESSION, refusal, SESSION_CALL } from './errors.ts'
import { type Message, webhookMessage } from './message.ts'
import type { Sender, Try } from './sender.ts'

/** By the webhook that came with what somebody said; it lives for an hour and a half (platform document, section 5.1). */
export async function sendToSession(
  { client, settings }: Sender,
  webhook: string,
  message: Message,
  { signal, spent }: Try,
): Promise<Receipt> {
  // It came in from outside: posting wherever it says would let a forger reach what we can reach.
  if (!isOf(settings.oapiBase, webhook)) throw refusal(SESSION_CALL, NO_SESSION)
  const json = webhookMessage(SESSION_CALL, message)
  await client.webhook({ name: SESSION_CALL, url: webhook, json, signal, spent })
  return {}
}

function isOf(base: string, address: string): boolean {
  if (!URL.canParse(address)) return false
  const [own, given] = [new URL(base), new URL(address)]
  if (given.username !== '' || given.password !== '') return false
  return given.host === own.host && (given.protocol === 'https:' || given.protocol === own.protocol)
}
