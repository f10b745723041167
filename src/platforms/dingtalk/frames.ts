import { z } from 'zod'
import { readObject } from './json-fields.ts'

export const ROBOT_TOPIC = '/v1.0/im/bot/messages/get'
export const CARD_TOPIC = '/v1.0/card/instances/callback'

/** What the gateway sends (platform document, section 2.2); headers that nobody reads may be anything. */
const Frame = z.object({
  type: z.string(),
  headers: z.looseObject({ topic: z.string(), messageId: z.string().min(1) }),
  /** JSON in a string. */
  data: z.string().default(''),
})
export type Frame = z.infer<typeof Frame>

/** `undefined` for what is no frame. */
export function readFrame(text: string): Frame | undefined {
  return Frame.safeParse(readObject(text)).data
}

/** What a frame is answered with (section 2.3). */
export interface Ack {
  code: number
  message: string
  data: string
}

export function ok(data: string): Ack {
  return { code: 200, message: 'OK', data }
}

export const UNKNOWN_TOPIC: Ack = { code: 404, message: 'not implemented', data: '{}' }

/** The message id is all that tells which frame it belongs to. */
export function ackText({ headers: { messageId } }: Frame, { code, message, data }: Ack): string {
  const headers = { messageId, contentType: 'application/json' }
  return JSON.stringify({ code, headers, message, data })
}

/** The server is about to close the connection, and sends no more on it. */
export function isDisconnect({ type, headers: { topic } }: Frame): boolean {
  return type === 'SYSTEM' && topic === 'disconnect'
}
