import { isObject, type JsonObject, textAt } from '../common/json.ts'

/** Which card types take a field: text_notice, news_notice, button_, vote_, multiple_interaction. */
const TAKEN_BY: Record<string, string> = {
  card_type: 'tnbvm',
  source: 'tnbvm',
  task_id: 'tnbvm',
  main_title: 'tnbvm',
  action_menu: 'tnb',
  quote_area: 'tnb',
  horizontal_content_list: 'tnb',
  card_action: 'tnb',
  sub_title_text: 'tb',
  emphasis_content: 't',
  jump_list: 'tn',
  card_image: 'n',
  image_text_area: 'n',
  vertical_content_list: 'n',
  button_selection: 'b',
  button_list: 'b',
  checkbox: 'v',
  select_list: 'm',
  submit_button: 'vm',
}
const NUMBERS = ['type', 'style', 'desc_color', 'mode', 'aspect_ratio']
const BOOLEANS = ['is_checked', 'disable']

/** Characters that the client has room for, by the path in the card (document 90236, 建议). */
const ROOM: [RegExp, number][] = [
  [/^source\.desc$/, 20],
  [/^main_title\.title$/, 36],
  [/^main_title\.desc$/, 44],
  [/^emphasis_content\.title$/, 14],
  [/^emphasis_content\.desc$/, 22],
  [/^sub_title_text$/, 160],
  [/^horizontal_content_list\.\d+\.keyname$/, 5],
  [/^horizontal_content_list\.\d+\.value$/, 30],
  [/^jump_list\.\d+\.title$/, 18],
  [/^vertical_content_list\.\d+\.title$/, 38],
  [/^vertical_content_list\.\d+\.desc$/, 160],
  [/^button_list\.\d+\.text$/, 10],
  [/^(button_selection|select_list\.\d+)\.option_list\.\d+\.text$/, 16],
  [/^checkbox\.option_list\.\d+\.text$/, 17],
  [/^submit_button\.text$/, 10],
]

/** What the platform takes without a word and a member then sees cut off, or not at all. */
export function adviceOn(card: JsonObject, use: 'send' | 'update' | 'webhook'): string[] {
  const type = textAt(card, 'card_type')
  const misplaced = Object.keys(card)
    .filter((field) => !(use === 'update' && field === 'replace_text'))
    .filter((field) => !TAKEN_BY[field]?.includes(type.charAt(0)))
    .map((field) => `${field}: not on a ${type}`)
  return [...misplaced, ...leaves(card).flatMap(([path, value]) => adviceOnLeaf(card, path, value))]
}

function adviceOnLeaf(card: JsonObject, path: string, value: unknown): string[] {
  const field = path.slice(path.lastIndexOf('.') + 1)
  const wanted = NUMBERS.includes(field)
    ? 'number'
    : BOOLEANS.includes(field)
      ? 'boolean'
      : 'string'
  if (typeof value !== wanted) return [`${path}: wrong json format, wants a ${wanted}`]
  const room = roomFor(card, path)
  const length = typeof value === 'string' ? Array.from(value).length : 0
  return length > room ? [`${path}: ${length} characters, room for ${room}`] : []
}

function roomFor(card: JsonObject, path: string): number {
  const type = textAt(card, 'card_type')
  const long = type === 'vote_interaction' || type === 'multiple_interaction'
  if (path === 'main_title.title' && type === 'vote_interaction') return 16
  if (path === 'main_title.desc' && long) return 160
  return ROOM.find(([pattern]) => pattern.test(path))?.[1] ?? Infinity
}

function leaves(value: unknown, path = ''): [string, unknown][] {
  const inside = Array.isArray(value) || isObject(value) ? Object.entries(value) : null
  if (!inside) return [[path, value]]
  return inside.flatMap(([key, item]) => leaves(item, path ? `${path}.${key}` : key))
}
