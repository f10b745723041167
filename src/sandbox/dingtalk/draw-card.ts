import type { DrawnCard } from '../stand-in.ts'
import { plainLine, plainLines, splitFacts } from './markdown.ts'
import type { Params } from './world-event.ts'

type Button = DrawnCard['buttons'][number]

export const ACTION_IDS = ['a1', 'a2', 'a3', 'a4', 'a5', 'a6'] as const

/** The template's variables (contract, section 6). */
export const VARIABLES: ReadonlySet<string> = new Set([
  'source',
  'title',
  'facts',
  'excerpt',
  'link',
  'status',
  'status_text',
  ...ACTION_IDS,
  'reasons',
  'note',
])

const PRIMARY = ['通过', '提交', '采用']
const DANGER = ['退回', '取消', '不采用']
const BLANK: DrawnCard = {
  source: null,
  title: null,
  subtitle: null,
  quote: null,
  text: null,
  facts: [],
  choice: null,
  buttons: [],
  replaced: null,
}

/** The one template of the project, as its bindings say. */
export function drawTemplate(params: Params): DrawnCard {
  const { facts, lines } = splitFacts(params['facts'] ?? '')
  const closed = params['status'] === 'closed'
  const link = params['link'] ?? ''
  const links = link ? [button('看全文', 'plain', null, link)] : []
  const card = {
    ...BLANK,
    source: params['source'] || null,
    title: params['title'] || null,
    subtitle: lines.join('\n') || null,
    text: params['excerpt'] || null,
    facts,
    choice: closed ? null : choiceOf(readReasons(params['reasons'] ?? '')),
    buttons: closed ? links : [...actionsOf(params), ...links],
    replaced: closed ? (params['status_text'] ?? '') : null,
  }
  const asksNote = !closed && params['note'] === 'true'
  return asksNote ? { ...card, note: { key: 'note', hint: '请填写说明' } } : card
}

/** Texts as a JSON array; anything else shows no list, as in the client. */
export function readReasons(reasons: string): string[] {
  try {
    const list: unknown = JSON.parse(reasons)
    return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : []
  } catch {
    return []
  }
}

/** A message with buttons; its title is for the list of chats alone. */
export function drawAction(text: string, buttons: { title: string; url: string }[]): DrawnCard {
  const [first = '', ...rest] = text.split('\n').filter((line) => line.trim() !== '')
  const headed = /^\s*#{1,6}\s/.test(first)
  const lines = headed ? rest : [first, ...rest]
  return {
    ...BLANK,
    title: headed ? plainLine(first) : null,
    text: plainLines(lines.join('\n')).join('\n') || null,
    buttons: buttons.map(({ title, url }) =>
      url.startsWith('dtmd://')
        ? button(title, lookOf(title), url, null)
        : button(title, 'plain', null, url),
    ),
  }
}

export function drawLink(title: string, text: string, url: string): DrawnCard {
  return { ...BLANK, title, text: text || null, buttons: [button('查看详情', 'plain', null, url)] }
}

function actionsOf(params: Params): Button[] {
  return ACTION_IDS.flatMap((id) => {
    const label = params[id] ?? ''
    return label ? [button(label, lookOf(label), id, null)] : []
  })
}

function choiceOf(reasons: readonly string[]): DrawnCard['choice'] {
  if (reasons.length === 0) return null
  const options = reasons.map((text) => ({ id: text, text }))
  return { key: 'reason', label: '原因', options, selected: null, disabled: false }
}

function lookOf(label: string): Button['look'] {
  if (DANGER.includes(label)) return 'danger'
  return PRIMARY.includes(label) ? 'primary' : 'plain'
}

function button(
  text: string,
  look: Button['look'],
  key: string | null,
  url: string | null,
): Button {
  return { text, look, key, url }
}
