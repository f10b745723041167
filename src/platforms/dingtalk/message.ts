import { MESSAGE_TYPE, refusal } from './errors.ts'
import { PARAM_BYTES } from './limits.ts'
import { MESSAGE_BREAK, linkTo } from './markdown.ts'
import { splitText } from '../common/split.ts'

export interface LinkButton {
  title: string
  url: string
}

/** A message as it is meant, whichever way it goes. Titles are seen in the list of chats. */
export type Message =
  | { type: 'text'; text: string }
  | { type: 'markdown'; title: string; text: string }
  /** One to five buttons, one below the other. */
  | { type: 'actions'; title: string; text: string; buttons: readonly LinkButton[] }
  | { type: 'image'; media: string }
  | { type: 'file'; media: string; name: string; extension: string }

export interface RobotMessage {
  msgKey: string
  /** JSON in which every value is text. */
  msgParam: string
}

/** For a person or group of the app's robot (platform document, section 4.3). */
export function robotMessage(message: Message): RobotMessage {
  switch (message.type) {
    case 'text':
      return sample('sampleText', { content: message.text })
    case 'markdown':
      return sample('sampleMarkdown', { title: message.title, text: message.text })
    case 'actions':
      return actionCard(message)
    case 'image':
      return sample('sampleImageMsg', { photoURL: message.media })
    case 'file': {
      const { media, name, extension } = message
      return sample('sampleFile', { mediaId: media, fileName: name, fileType: extension })
    }
  }
}

/** For the webhook `call`: no buttons, no picture but in markdown, and no file (section 5). */
export function webhookMessage(call: string, message: Message): Record<string, unknown> {
  switch (message.type) {
    case 'text':
      return { msgtype: 'text', text: { content: message.text } }
    case 'markdown':
      return markdown(message.title, message.text)
    case 'actions': {
      const links = message.buttons.map(({ title, url }) => linkTo(title, url))
      return markdown(message.title, [message.text, ...links].join(MESSAGE_BREAK))
    }
    case 'image':
      return markdown('[图片]', `![](${message.media})`)
    case 'file':
      throw refusal(call, MESSAGE_TYPE)
  }
}

const PLAIN_BYTES = PARAM_BYTES - Buffer.byteLength('{"content":""}')

/**
 * Pieces of a text that each fit into a message, together with the bytes that JSON adds to quotes
 * and line breaks. No more of them than need be: each is a call of the month's allowance.
 */
export function textPieces(text: string, bytes = PLAIN_BYTES): string[] {
  const pieces = splitText(text, bytes)
  const fit = pieces.every((piece) => Buffer.byteLength(paramOf(piece)) <= PARAM_BYTES)
  return fit ? pieces : textPieces(text, Math.floor(bytes * 0.9))
}

const paramOf = (text: string) => robotMessage({ type: 'text', text }).msgParam

const sample = (msgKey: string, param: Record<string, string>): RobotMessage => ({
  msgKey,
  msgParam: JSON.stringify(param),
})

const markdown = (title: string, text: string) => ({
  msgtype: 'markdown',
  markdown: { title, text },
})

function actionCard({ title, text, buttons }: Extract<Message, { type: 'actions' }>): RobotMessage {
  const [first, ...more] = buttons
  if (first && more.length === 0) {
    const button = { singleTitle: first.title, singleURL: first.url }
    return sample('sampleActionCard', { title, text, ...button })
  }
  const named: Record<string, string> = {}
  for (const [place, button] of buttons.entries()) {
    named[`actionTitle${place + 1}`] = button.title
    named[`actionURL${place + 1}`] = button.url
  }
  return sample(`sampleActionCard${buttons.length}`, { title, text, ...named })
}
