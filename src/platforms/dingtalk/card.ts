import type { ShownCard } from '../../../schema/delivery.ts'
import { clip } from '../common/split.ts'
import { clipBytes } from './bytes.ts'
import { escapeLine } from './markdown.ts'

/** Each value of a card (platform document, section 6.2). */
const VALUE_BYTES = 1_000
export const TITLE_CHARACTERS = 36
const BUTTONS = 6

/** The variables of the template (contract, section 6), all of them strings and all of them always there. */
export function cardParams(shown: ShownCard): Record<string, string> {
  const { source = '', title, text = '', closed, choice, note } = shown
  const link = shown.buttons.find(({ url }) => url !== undefined)?.url ?? ''
  return {
    source: clipBytes(source, VALUE_BYTES),
    title: clipBytes(clip(title, TITLE_CHARACTERS), VALUE_BYTES),
    facts: whole(factLines(shown), '  \n'),
    excerpt: clipBytes(text, VALUE_BYTES),
    // Half an address leads nowhere.
    link: fits(link) ? link : '',
    status: closed === undefined ? 'open' : 'closed',
    status_text: clipBytes(closed ?? '', VALUE_BYTES),
    ...labels(shown.buttons),
    reasons: choice ? reasons(choice.options) : '',
    note: note === undefined ? 'false' : 'true',
  }
}

/** What stands between the title and the text, as lines of markdown. */
export function factLines({ subtitle, facts }: Pick<ShownCard, 'subtitle' | 'facts'>): string[] {
  const rows = facts.map(({ label, value }) => {
    const said = escapeLine(clip(value, 30))
    return `**${escapeLine(clip(label, 5))}**：${said}`
  })
  const head = escapeLine(clip(subtitle ?? '', 44))
  return head === '' ? rows : [head, ...rows]
}

/** A button that opens a page has no label: the template has a place of its own for `link`. */
function labels(buttons: ShownCard['buttons']): Record<string, string> {
  const places = Array.from({ length: BUTTONS }, (_, place) => {
    const button = buttons[place]
    const label = button && button.url === undefined ? button.label : ''
    return [`a${place + 1}`, clipBytes(label, VALUE_BYTES)] as const
  })
  return Object.fromEntries(places)
}

/** Half an option is none, and half of the brackets no JSON. */
function reasons(options: readonly { label: string }[]): string {
  const kept: string[] = []
  for (const { label } of options) {
    if (!fits(JSON.stringify([...kept, label]))) break
    kept.push(label)
  }
  return JSON.stringify(kept)
}

/** As many lines as fit, none of them cut: a cut might fall into the markup. */
function whole(lines: readonly string[], separator: string): string {
  let text = ''
  for (const line of lines) {
    const longer = text === '' ? line : `${text}${separator}${line}`
    if (!fits(longer)) break
    text = longer
  }
  return text
}

const fits = (text: string) => Buffer.byteLength(text) <= VALUE_BYTES
