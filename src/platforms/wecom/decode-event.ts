import type { Instant } from '../../../schema/ids.ts'
import { Instant as toInstant } from '../../../schema/ids.ts'
import type { Content } from '../../../schema/update.ts'
import { childOf, type Fields, listOf, textOf } from './xml.ts'

/** For so long a `response_code` may be used, once (platform document, section 9.1). */
export const HANDLE_LIFE_MS = 72 * 60 * 60 * 1000

export function decodeEvent(fields: Fields, sentAt: Instant): Content {
  const event = textOf(fields, 'Event')
  switch (event) {
    case 'click':
      return { type: 'menu', key: textOf(fields, 'EventKey') }
    case 'template_card_event':
    case 'template_card_menu_event':
      return decodeTap(fields, sentAt)
    case 'enter_agent':
      return { type: 'opened' }
    case 'subscribe':
      return { type: 'joined' }
    case 'unsubscribe':
      return { type: 'left' }
    default:
      // view, LOCATION, scancode_…, pic_…, change_contact, batch_job_result and whatever comes next.
      return { type: 'noticed', what: event === '' ? 'unknown' : event }
  }
}

function decodeTap(fields: Fields, sentAt: Instant): Content {
  const code = textOf(fields, 'ResponseCode')
  const expiresAt = toInstant.parse(sentAt + HANDLE_LIFE_MS)
  return {
    type: 'tap',
    card: textOf(fields, 'TaskId'),
    action: textOf(fields, 'EventKey'),
    choices: choicesOf(fields),
    ...(code !== '' && { handle: { code, expiresAt } }),
  }
}

function choicesOf(fields: Fields): Record<string, string[]> {
  const items = listOf(childOf(fields, 'SelectedItems'), 'SelectedItem')
  return Object.fromEntries(
    items.map((item) => {
      const selected = item as Fields
      const ids = listOf(childOf(selected, 'OptionIds'), 'OptionId')
      return [textOf(selected, 'QuestionKey'), ids.filter((id) => typeof id === 'string')]
    }),
  )
}

const GENERAL = ['AgentID', 'FromUserName', 'CreateTime', 'Event', 'EventKey']
const WIDER = new Map<string, readonly string[]>([
  ['template_card_event', ['TaskId', 'ResponseCode']],
  ['template_card_menu_event', ['TaskId', 'ResponseCode']],
  ['change_contact', ['ChangeType', 'UserID', 'Id', 'TagId']],
  ['upload_media_job_finish', ['JobId']],
])

/** By what an event is known again; events carry no id of their own (section 2.6). */
export function eventKeyParts(fields: Fields): string[] {
  const event = textOf(fields, 'Event')
  const names = [...GENERAL, ...(WIDER.get(event) ?? [])]
  const parts = names.map((name) => textOf(fields, name))
  return event === 'batch_job_result'
    ? [...parts, textOf(childOf(fields, 'BatchJob'), 'JobId')]
    : parts
}
