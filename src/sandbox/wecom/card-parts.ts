import { bytesOf, type JsonObject, numberAt, objectAt, objectsAt, textAt } from '../common/json.ts'
import { refuseIf } from './refusal.ts'

// The parts of a template card, each with the code of WeCom document 90313 that its fault gets.
// Where no code is listed for a fault it is 40058, bad parameter.

const KEY_BYTES = 1024
const ID_BYTES = 128

export function checkActionMenu(card: JsonObject): void {
  if (!('action_menu' in card)) return
  const entries = objectsAt(objectAt(card, 'action_menu'), 'action_list')
  refuseIf(entries.length < 1 || entries.length > 3, 40058, 'action_list takes 1 to 3')
  for (const entry of entries) {
    refuseIf(textAt(entry, 'text') === '', 40058, 'action_list text missing')
    checkKey(entry, 'key', 42039)
  }
  refuseIf(!distinct(entries, 'key'), 42051, 'repeated menu key')
}

export function checkFacts(card: JsonObject): void {
  const rows = objectsAt(card, 'horizontal_content_list')
  refuseIf(rows.length > 6, 42035, 'horizontal_content_list takes 6')
  for (const row of rows) {
    refuseIf(textAt(row, 'keyname') === '', 42027, 'keyname missing')
    const type = numberAt(row, 'type') ?? 0
    refuseIf(![0, 1, 2, 3].includes(type), 40058, 'horizontal_content_list type')
    refuseIf(type === 1 && textAt(row, 'url') === '', 42028, 'url missing')
    refuseIf(type === 2 && textAt(row, 'media_id') === '', 42029, 'media_id missing')
    refuseIf(type === 3 && textAt(row, 'userid') === '', 42050, 'userid missing')
  }
  const paragraphs = objectsAt(card, 'vertical_content_list')
  refuseIf(paragraphs.length > 4, 42036, 'vertical_content_list takes 4')
  for (const row of paragraphs) refuseIf(textAt(row, 'title') === '', 42033, 'title missing')
}

export function checkJumps(card: JsonObject): void {
  const jumps = objectsAt(card, 'jump_list')
  refuseIf(jumps.length > 3, 42042, 'jump_list takes 3')
  for (const jump of jumps) {
    refuseIf(textAt(jump, 'title') === '', 42033, 'jump_list title missing')
    checkTarget(jump, [0, 1, 2], 40058)
  }
  for (const part of ['quote_area', 'image_text_area']) {
    if (part in card) checkTarget(objectAt(card, part), [0, 1, 2], 40058)
  }
}

/** `type` and what it asks for: an address, or a mini program. */
export function checkTarget(part: JsonObject, types: readonly number[], code: number): void {
  const type = numberAt(part, 'type') ?? 0
  refuseIf(!types.includes(type), code, 'type not allowed')
  refuseIf(type === 1 && textAt(part, 'url') === '', 42028, 'url missing')
  refuseIf(type === 2 && textAt(part, 'appid') === '', 42030, 'appid missing')
}

export function checkNewsPictures(card: JsonObject): void {
  refuseIf(!('card_image' in card) && !('image_text_area' in card), 42044, 'card_image missing')
  if ('card_image' in card) {
    const image = objectAt(card, 'card_image')
    refuseIf(textAt(image, 'url') === '', 42044, 'card_image.url missing')
    const ratio = numberAt(image, 'aspect_ratio') ?? 1.3
    refuseIf(ratio < 1.3 || ratio >= 2.25, 40058, 'aspect_ratio')
  }
  if ('image_text_area' in card) {
    refuseIf(
      textAt(objectAt(card, 'image_text_area'), 'image_url') === '',
      42044,
      'image_url missing',
    )
  }
}

export function checkButtons(card: JsonObject): void {
  const buttons = objectsAt(card, 'button_list')
  refuseIf(buttons.length < 1 || buttons.length > 6, 40058, 'button_list takes 1 to 6')
  for (const button of buttons) {
    refuseIf(textAt(button, 'text') === '', 42038, 'button text missing')
    const type = numberAt(button, 'type') ?? 0
    refuseIf(![0, 1].includes(type), 40058, 'button type')
    refuseIf(![1, 2, 3, 4].includes(numberAt(button, 'style') ?? 1), 40058, 'button style')
    refuseIf(type === 1 && textAt(button, 'url') === '', 42028, 'url missing')
    if (type === 0) checkKey(button, 'key', 42039)
  }
  const callingBack = buttons.filter((button) => numberAt(button, 'type') !== 1)
  refuseIf(!distinct(callingBack, 'key'), 42039, 'repeated button key')
}

export function checkSelection(list: JsonObject, most: number): void {
  checkKey(list, 'question_key', 42043)
  const options = objectsAt(list, 'option_list')
  refuseIf(options.length < 1 || options.length > most, 42037, `option_list takes 1 to ${most}`)
  for (const option of options) {
    checkKey(option, 'id', 42040, ID_BYTES)
    refuseIf(textAt(option, 'text') === '', 42041, 'option text missing')
  }
  refuseIf(!distinct(options, 'id'), 42040, 'repeated option id')
  const selected = textAt(list, 'selected_id')
  const known = options.some((option) => textAt(option, 'id') === selected)
  refuseIf(selected !== '' && !known, 42040, 'selected_id is no option')
}

export function checkCheckbox(card: JsonObject): void {
  const box = objectAt(card, 'checkbox')
  checkSelection(box, 20)
  refuseIf(![0, 1].includes(numberAt(box, 'mode') ?? 0), 40058, 'checkbox mode')
  const unset = objectsAt(box, 'option_list').some((o) => typeof o['is_checked'] !== 'boolean')
  refuseIf(unset, 40058, 'is_checked missing')
}

export function checkSelects(card: JsonObject): void {
  const lists = objectsAt(card, 'select_list')
  refuseIf(lists.length < 1 || lists.length > 3, 42047, 'select_list takes 1 to 3')
  for (const list of lists) checkSelection(list, 10)
  refuseIf(!distinct(lists, 'question_key'), 42043, 'repeated question_key')
}

export function checkSubmit(card: JsonObject): void {
  const submit = objectAt(card, 'submit_button')
  checkKey(submit, 'key', 42046)
  refuseIf('text' in submit && textAt(submit, 'text') === '', 42049, 'submit text')
}

function checkKey(part: JsonObject, field: string, code: number, most = KEY_BYTES): void {
  const key = textAt(part, field)
  refuseIf(key === '' || bytesOf(key) > most, code, `${field} missing or too long`)
}

function distinct(items: readonly JsonObject[], field: string): boolean {
  return new Set(items.map((item) => textAt(item, field))).size === items.length
}
