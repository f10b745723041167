import { isObject, type JsonObject, objectAt, textAt } from '../common/json.ts'

export const ROBOT_TOPIC = '/v1.0/im/bot/messages/get'
export const CARD_TOPIC = '/v1.0/card/instances/callback'

/** What the gateway sends (section 2.2); the connection adds its own headers. */
export interface Frame {
  type: 'SYSTEM' | 'EVENT' | 'CALLBACK'
  topic: string
  /** The same on every repeat. */
  messageId: string
  headers?: Record<string, string>
  /** JSON, as text. */
  data: string
}

export interface Ack {
  messageId: string
  code: number
  /** What `data` holds, read. */
  data: JsonObject
  /** `data` as it came. */
  text: string
}

/** An ack as section 2.3 has it, or what is wrong with it. */
export function readAck(text: string): Ack | { messageId: string; wrong: string } {
  const ack = parsed(text) ?? {}
  const messageId = textAt(objectAt(ack, 'headers'), 'messageId')
  const { code, data } = ack
  if (messageId === '') return { messageId, wrong: 'no headers.messageId' }
  if (typeof code !== 'number') return { messageId, wrong: 'code is no number' }
  if (typeof data !== 'string') return { messageId, wrong: 'data is no string' }
  const inner = parsed(data)
  return inner
    ? { messageId, code, data: inner, text: data }
    : { messageId, wrong: 'data is no JSON object' }
}

function parsed(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}
