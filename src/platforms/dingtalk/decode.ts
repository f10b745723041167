import type { Instant } from '../../../schema/ids.ts'
import type { Chat, Content, KeyedUpdate } from '../../../schema/update.ts'
import { PUSHES_USED_UP } from '../../../schema/update.ts'
import { digestOf, instantOf, NOBODY, nthKey, person, SOURCE } from './chat-update.ts'
import { type Fields, childOf, textOf } from './json-fields.ts'
import { decodeRichText, photoOf } from './rich-text.ts'

export interface DecodedMessage {
  /** As the message names them, empty where it does not. */
  robotCode: string
  corpId: string
  /** At least one; several for a rich text, in the order of its parts. */
  updates: readonly KeyedUpdate[]
}

interface Sender {
  chat: Chat
  account: string
}

/**
 * A robot message, by HTTP or Stream (platform document, section 1.2). Total: what is not
 * understood becomes `unsupported` or `noticed`, never a throw or a drop.
 */
export function decodeRobotMessage(body: Fields, now: Instant): DecodedMessage {
  const sender = senderOf(body)
  const sentAt = instantOf(body['createAt'], now)
  const key = textOf(body, 'msgId') || digestOf(body)
  return {
    robotCode: textOf(body, 'robotCode'),
    corpId: textOf(body, 'chatbotCorpId'),
    updates: decodeContents(body, sender).map((content, place) => ({
      source: SOURCE,
      eventKey: nthKey(key, place),
      update: { from: 'chat', ...sender, sentAt, content },
      // One message is one push of the month's allowance, however many updates it makes.
      ...(place === 0 && { pushes: 1 }),
    })),
  }
}

function senderOf(body: Fields): Sender {
  const staffId = textOf(body, 'senderStaffId')
  const account = staffId || textOf(body, 'senderId') || NOBODY
  const conversation = textOf(body, 'conversationId')
  if (isGroup(body) && conversation !== '') {
    return { chat: { platform: SOURCE, kind: 'group', id: `group:${conversation}` }, account }
  }
  const webhook = textOf(body, 'sessionWebhook')
  // Somebody without a staffId can be answered by the webhook of this conversation alone.
  const isUnknown = staffId === '' && webhook !== '' && account !== NOBODY
  return { chat: person(isUnknown ? `session:${webhook}` : account), account }
}

function isGroup(body: Fields): boolean {
  return textOf(body, 'conversationType') === '2'
}

/** The month's allowance is used up: what was said does not follow. */
const EXHAUSTED = '20001'

function decodeContents(body: Fields, { account }: Sender): Content[] {
  const type = textOf(body, 'msgtype')
  const code = textOf(body, 'errorCode')
  if (code === EXHAUSTED) return [{ type: 'noticed', what: PUSHES_USED_UP }]
  if (type === '' && code !== '') return [{ type: 'noticed', what: `error ${code}` }]
  if (account === NOBODY) return [{ type: 'noticed', what: type || 'unknown' }]
  const content = childOf(body, 'content')
  switch (type) {
    case 'text':
      return [decodeText(body)]
    case 'picture':
      return [photoOf(content)]
    case 'richText':
      return decodeRichText(content)
    case 'file':
      return [fileOf(content)]
    default:
      // audio, video, unknownMsgType, interactiveCard, chatRecord and whatever comes next.
      return [{ type: 'unsupported', what: type || 'unknown' }]
  }
}

/** What a button of a card without a template makes its reader send: its label and the card's id. */
const TYPED_TAP = /^(.{1,20}?)\s*#([A-Za-z0-9_-]{16})$/u

/** In a group the mention is cut out, and leaves a blank. */
function decodeText(body: Fields): Content {
  // An old sample has the text itself as `content`.
  const text = (textOf(childOf(body, 'text'), 'content') || textOf(body, 'content')).trim()
  const [, label, card] = TYPED_TAP.exec(text) ?? []
  if (isGroup(body) || label === undefined || card === undefined) return { type: 'text', text }
  return { type: 'tap', card, action: label, by: 'label', choices: {} }
}

function fileOf(content: Fields | undefined): Content {
  const media = textOf(content, 'downloadCode')
  const name = textOf(content, 'fileName')
  return { type: 'file', ...(media !== '' && { media }), ...(name !== '' && { name }) }
}
