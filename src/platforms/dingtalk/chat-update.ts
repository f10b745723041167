import { createHash } from 'node:crypto'
import { Instant } from '../../../schema/ids.ts'
import type { Chat, ChatUpdate, Content } from '../../../schema/update.ts'

export const SOURCE = 'dingtalk'

/** Whose event it is where it is nobody's: an account may not be empty. */
export const NOBODY = 'sys'

export function person(id: string): Chat {
  return { platform: SOURCE, kind: 'person', id }
}

/** What somebody did in their own chat, or what happened to them. */
export function personUpdate(account: string, sentAt: Instant, content: Content): ChatUpdate {
  return { from: 'chat', chat: person(account), account, sentAt, content }
}

/** Milliseconds as a number or as a numeric string: DingTalk sends both. */
export function instantOf(value: unknown, otherwise: Instant): Instant {
  const text = typeof value === 'number' ? String(value) : value
  if (typeof text !== 'string' || !/^\d{12,14}$/.test(text)) return otherwise
  return Instant.parse(Number(text))
}

/** One callback that becomes several updates: each has a key of its own, the first the callback's. */
export function nthKey(key: string, place: number): string {
  return place === 0 ? key : `${key}#${place}`
}

/** By what something without an id is known again. */
export function digestOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex')
}
