import type { DrawnCard } from '../stand-in.ts'
import { type JsonObject, numberAt, objectAt, objectsAt, textAt } from '../common/json.ts'

type Button = DrawnCard['buttons'][number]
type Choice = NonNullable<DrawnCard['choice']>

const LOOKS: Record<number, Button['look']> = { 1: 'primary', 3: 'danger' }

/** A template card (WeCom document 90236) as the client draws it. */
export function drawCard(card: JsonObject, replaced: string | null): DrawnCard {
  const title = objectAt(card, 'main_title')
  return {
    source: textAt(objectAt(card, 'source'), 'desc') || null,
    title: textAt(title, 'title') || null,
    subtitle: textAt(title, 'desc') || null,
    quote: joined(objectAt(card, 'quote_area'), ['title', 'quote_text']),
    text: textOf(card),
    facts: factsOf(card),
    choice: choicesOf(card)[0] ?? null,
    buttons: replaced === null ? buttonsOf(card) : linksOf(card),
    replaced,
  }
}

/** A textcard, or one article of news. */
export function drawArticle(article: JsonObject, button: string): DrawnCard {
  const url = textAt(article, 'url')
  return {
    source: null,
    title: textAt(article, 'title'),
    subtitle: null,
    quote: null,
    text:
      textAt(article, 'description')
        .replaceAll(/<br\/?>/g, '\n')
        .replaceAll(/<[^>]+>/g, '') || null,
    facts: [],
    choice: null,
    buttons: url ? [link(button, url)] : [],
    replaced: null,
  }
}

/** Every list one can choose from; the client shows a choice already made where none is asked for. */
export function choicesOf(card: JsonObject): Choice[] {
  const selects = [objectAt(card, 'button_selection'), ...objectsAt(card, 'select_list')]
  const checkbox = objectAt(card, 'checkbox')
  const lists = [...selects, checkbox].filter((list) => textAt(list, 'question_key') !== '')
  return lists.map((list) => {
    const options = objectsAt(list, 'option_list')
    const checked = options.find((option) => option['is_checked'] === true)
    const first = list === checkbox ? checked : options[0]
    return {
      key: textAt(list, 'question_key'),
      label: textAt(list, 'title'),
      options: options.map((option) => ({
        id: textAt(option, 'id'),
        text: textAt(option, 'text'),
      })),
      selected: textAt(list, 'selected_id') || (first ? textAt(first, 'id') : null),
      disabled: list['disable'] === true,
    }
  })
}

function textOf(card: JsonObject): string | null {
  const image = objectAt(card, 'image_text_area')
  const parts = [
    joined(objectAt(card, 'emphasis_content'), ['title', 'desc']),
    textAt(card, 'sub_title_text') || null,
    joined(image, ['title', 'desc']),
  ]
  return parts.filter((part) => part !== null).join('\n') || null
}

function factsOf(card: JsonObject): DrawnCard['facts'] {
  const rows = objectsAt(card, 'horizontal_content_list').map((row) => ({
    label: textAt(row, 'keyname'),
    value: textAt(row, 'value') || textAt(row, 'userid'),
  }))
  const paragraphs = objectsAt(card, 'vertical_content_list').map((row) => ({
    label: textAt(row, 'title'),
    value: textAt(row, 'desc'),
  }))
  // The drawing has room for one list to choose from: the others are shown with what they stand at.
  const others = choicesOf(card)
    .slice(1)
    .map((choice) => ({
      label: choice.label,
      value: choice.options.find(({ id }) => id === choice.selected)?.text ?? '',
    }))
  return [...rows, ...paragraphs, ...others]
}

function buttonsOf(card: JsonObject): Button[] {
  const buttons = objectsAt(card, 'button_list').map((button): Button => ({
    text: textAt(button, 'text'),
    look: LOOKS[numberAt(button, 'style') ?? 1] ?? 'plain',
    key: numberAt(button, 'type') === 1 ? null : textAt(button, 'key'),
    url: numberAt(button, 'type') === 1 ? textAt(button, 'url') : null,
  }))
  const submit = objectAt(card, 'submit_button')
  if (textAt(submit, 'key')) {
    const text = textAt(submit, 'text') || '提交'
    buttons.push({ text, look: 'primary', key: textAt(submit, 'key'), url: null })
  }
  const addresses = new Set(buttons.flatMap(({ url }) => url ?? []))
  return [...buttons, ...linksOf(card).filter(({ url }) => url === null || !addresses.has(url))]
}

/** What can be pressed on a settled card as well. */
function linksOf(card: JsonObject): Button[] {
  const menu = objectsAt(objectAt(card, 'action_menu'), 'action_list').map((entry): Button => ({
    text: textAt(entry, 'text'),
    look: 'plain',
    key: textAt(entry, 'key'),
    url: null,
  }))
  const jumps = objectsAt(card, 'jump_list')
    .filter((jump) => textAt(jump, 'url') !== '')
    .map((jump) => link(textAt(jump, 'title'), textAt(jump, 'url')))
  const whole = textAt(objectAt(card, 'card_action'), 'url')
  return [...menu, ...jumps, ...(whole && jumps.length === 0 ? [link('查看详情', whole)] : [])]
}

function link(text: string, url: string): Button {
  return { text, look: 'plain', key: null, url }
}

function joined(part: JsonObject, keys: readonly string[]): string | null {
  return (
    keys
      .map((key) => textAt(part, key))
      .filter(Boolean)
      .join('\n') || null
  )
}
