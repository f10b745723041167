import type { ShownCard } from '../../../schema/delivery.ts'
import { clip } from '../common/split.ts'

export type TemplateCard = Readonly<Record<string, unknown>>

type Button = ShownCard['buttons'][number]

const MAX_FACTS = 6
const MAX_BUTTONS = 6
/** Blue, red on grey, black on grey; the vendor shows them in a picture only (platform document, section 9). */
const STYLES: Record<Button['look'], number> = { primary: 1, danger: 3, plain: 4 }

/**
 * A `button_interaction` within the limits of section 9. `null` where it cannot be one: that type
 * needs buttons, which only an update may take away, and the others need an address to lead to.
 */
export function drawCard(card: ShownCard, taskId: string): TemplateCard | null {
  if (card.buttons.length === 0 || card.closed !== undefined) return null
  return { ...frame(card, taskId), button_list: drawButtons(card.buttons) }
}

/** The same card again (section 9.1); `replace_text` takes the place of its buttons. */
export function drawUpdate(card: ShownCard, taskId: string): TemplateCard {
  const open = card.buttons.length > 0 && card.closed === undefined
  if (open) return { ...frame(card, taskId), button_list: drawButtons(card.buttons) }
  const replaced = card.closed ?? '已更新'
  // The list stays required even though it is not shown.
  const unseen = [{ text: clip(replaced, 10), key: 'closed' }]
  const buttons = card.buttons.length > 0 ? drawButtons(card.buttons) : unseen
  return { ...frame(card, taskId), button_list: buttons, replace_text: replaced }
}

function frame(card: ShownCard, taskId: string) {
  const { source, subtitle, text, choice, facts } = card
  return {
    card_type: 'button_interaction',
    task_id: taskId,
    ...(source && { source: { desc: clip(source, 20) } }),
    main_title: { title: clip(card.title, 36), ...(subtitle && { desc: clip(subtitle, 44) }) },
    ...(text && { sub_title_text: clip(text, 160) }),
    ...(facts.length > 0 && { horizontal_content_list: facts.slice(0, MAX_FACTS).map(drawFact) }),
    card_action: drawAction(card.buttons),
    ...(choice && { button_selection: drawChoice(choice, card.closed !== undefined) }),
  }
}

function drawFact({ label, value }: ShownCard['facts'][number]) {
  return { keyname: clip(label, 5), value: clip(value, 30) }
}

/** The address stays within reach when the buttons are gone. */
function drawAction(buttons: readonly Button[]) {
  const url = buttons.find((button) => button.url !== undefined)?.url
  return url === undefined ? { type: 0 } : { type: 1, url }
}

function drawChoice({ key, label, options }: NonNullable<ShownCard['choice']>, closed: boolean) {
  return {
    question_key: key,
    title: label,
    option_list: options
      .slice(0, 10)
      .map((option) => ({ id: option.id, text: clip(option.label, 16) })),
    ...(closed && { disable: true }),
  }
}

function drawButtons(buttons: readonly Button[]) {
  return buttons.slice(0, MAX_BUTTONS).map(({ label, look, action, url }) => ({
    text: clip(label, 10),
    style: STYLES[look],
    ...(url === undefined ? { type: 0, key: action } : { type: 1, url }),
  }))
}

/** Where there can be no card: the same in words. Buttons cannot be tapped there, addresses can. */
export function cardAsText(card: ShownCard): string {
  const links = card.buttons.flatMap(({ label, url }) => (url ? [`${label}：${url}`] : []))
  const facts = card.facts.map(({ label, value }) => `${label}：${value}`)
  const lines = [`【${card.title}】`, card.subtitle, ...facts, card.text, card.closed, ...links]
  return lines.filter((line) => line !== undefined && line !== '').join('\n')
}
