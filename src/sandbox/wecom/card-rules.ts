import * as parts from './card-parts.ts'
import { type JsonObject, numberAt, objectAt, textAt } from '../common/json.ts'
import { refuseIf } from './refusal.ts'

export const INTERACTIVE = ['button_interaction', 'vote_interaction', 'multiple_interaction']
const CARD_TYPES = ['text_notice', 'news_notice', ...INTERACTIVE]
const TASK_ID = /^[0-9A-Za-z_\-@]{1,128}$/

/** Whether taps on it come back to the app: then it has response codes too (document 94888). */
export function callsBack(card: JsonObject): boolean {
  return INTERACTIVE.includes(textAt(card, 'card_type')) || 'action_menu' in card
}

/** Throws the `Refusal` that message/send or update_template_card would give to this card. */
export function checkCard(card: JsonObject, use: 'send' | 'update' | 'webhook'): void {
  const type = textAt(card, 'card_type')
  refuseIf(!CARD_TYPES.includes(type), 42031, 'invalid card_type')
  if (use === 'webhook') {
    refuseIf(
      INTERACTIVE.includes(type) || 'action_menu' in card,
      42031,
      'no callbacks in a webhook',
    )
  }
  if (use === 'send' || 'task_id' in card) checkTaskId(card)
  checkTitle(card, type)
  const colour = numberAt(objectAt(card, 'source'), 'desc_color') ?? 0
  refuseIf(![0, 1, 2, 3].includes(colour), 40058, 'desc_color')
  parts.checkActionMenu(card)
  parts.checkFacts(card)
  parts.checkJumps(card)
  checkPartsOf(type, card)
}

function checkTaskId(card: JsonObject): void {
  const needed = callsBack(card)
  if (!needed && !('task_id' in card)) return
  refuseIf(!TASK_ID.test(textAt(card, 'task_id')), 42014, 'invalid task_id')
}

function checkTitle(card: JsonObject, type: string): void {
  const title = textAt(objectAt(card, 'main_title'), 'title')
  const subtitle = textAt(card, 'sub_title_text')
  if (type === 'text_notice') refuseIf(!title && !subtitle, 42033, 'title missing')
  else if (type !== 'button_interaction') refuseIf(!title, 42033, 'title missing')
}

function checkPartsOf(type: string, card: JsonObject): void {
  if (type === 'text_notice' || type === 'news_notice') {
    parts.checkTarget(objectAt(card, 'card_action'), [1, 2], 42045)
  }
  if (type === 'news_notice') parts.checkNewsPictures(card)
  if (type === 'button_interaction') {
    if ('card_action' in card) parts.checkTarget(objectAt(card, 'card_action'), [0, 1, 2], 42045)
    if ('button_selection' in card) parts.checkSelection(objectAt(card, 'button_selection'), 10)
    parts.checkButtons(card)
  }
  if (type === 'vote_interaction') parts.checkCheckbox(card)
  if (type === 'multiple_interaction') parts.checkSelects(card)
  if (type === 'vote_interaction' || type === 'multiple_interaction') parts.checkSubmit(card)
}
