import { createHash } from 'node:crypto'
import type { Instant } from '../../../schema/ids.ts'
import type { ChatUpdate, Content, KeyedUpdate } from '../../../schema/update.ts'
import { decodeEvent, eventKeyParts } from './decode-event.ts'
import { type Fields, readFields, textOf } from './xml.ts'

export interface DecodedCallback {
  /** As the callback names them, empty where it does not; the decrypted ones, so they can be believed. */
  corpId: string
  agentId: string
  update: KeyedUpdate
}

/**
 * Total: what is not understood becomes `unsupported` or `noticed`, never a throw or a drop
 * (platform document, sections 4 and 5). The account keeps the case in which WeCom stored it.
 */
export function decodeCallback(plain: string, now: Instant): DecodedCallback {
  const fields = readFields(plain)
  const account = textOf(fields, 'FromUserName')
  const sentAt = sentAtOf(fields, now)
  return {
    corpId: textOf(fields, 'ToUserName'),
    agentId: textOf(fields, 'AgentID'),
    update: {
      source: 'wecom',
      eventKey: eventKeyOf(fields, plain),
      update: chatUpdate(account, sentAt, decodeContent(fields, account, sentAt)),
    },
  }
}

function chatUpdate(account: string, sentAt: Instant, content: Content): ChatUpdate {
  // WeCom's own name for itself, where an event is nobody's.
  const who = account === '' ? 'sys' : account
  return {
    from: 'chat',
    chat: { platform: 'wecom', kind: 'person', id: who },
    account: who,
    sentAt,
    content,
  }
}

function sentAtOf(fields: Fields | undefined, now: Instant): Instant {
  const seconds = textOf(fields, 'CreateTime')
  // Up to 11 digits are an instant: nothing is left to check, and it is done for every callback.
  return /^\d{1,11}$/.test(seconds) ? ((Number(seconds) * 1000) as Instant) : now
}

function decodeContent(fields: Fields | undefined, account: string, sentAt: Instant): Content {
  if (!fields) return { type: 'noticed', what: 'unreadable' }
  const type = textOf(fields, 'MsgType')
  if (type === 'event') return decodeEvent(fields, sentAt)
  if (account === '') return { type: 'noticed', what: type }
  return decodeMessage(fields, type)
}

function decodeMessage(fields: Fields, type: string): Content {
  const media = textOf(fields, 'MediaId')
  switch (type) {
    case 'text':
      return { type: 'text', text: textOf(fields, 'Content') }
    case 'image':
      return media === '' ? { type: 'unsupported', what: type } : { type: 'photo', media }
    case 'file': {
      // Not documented for apps, but seen by some (section 4.8).
      const name = textOf(fields, 'FileName')
      return { type: 'file', ...(media !== '' && { media }), ...(name !== '' && { name }) }
    }
    default:
      return { type: 'unsupported', what: type === '' ? 'unknown' : type }
  }
}

/** Section 2.6: narrower keys lose two events of one second. */
function eventKeyOf(fields: Fields | undefined, plain: string): string {
  const agent = textOf(fields, 'AgentID')
  const messageId = textOf(fields, 'MsgId')
  if (messageId !== '') return `${agent}:${messageId}`
  if (fields && textOf(fields, 'Event') !== '') return JSON.stringify(eventKeyParts(fields))
  return createHash('sha256').update(plain).digest('hex')
}
