/** Elements that are lists even where there is one: not what is flat. */
export const LISTS: ReadonlySet<string> = new Set(['SelectedItem', 'OptionId'])

const NAME = /^[A-Z]\w*$/
const OPEN_CDATA = '<![CDATA['
const CLOSE_CDATA = ']]>'

/**
 * Reads what nearly every callback is: one level of elements under `<xml>`, each once, each either
 * CDATA or plain. Anything else is `undefined`, and left to the parser, with which this agrees on
 * all that it takes; it is there because it is many times faster.
 */
export function readFlat(text: string): Record<string, string> | undefined {
  if (!text.startsWith('<xml>') || text.includes('\r')) return undefined
  const fields: Record<string, string> = {}
  let at = '<xml>'.length
  while (!text.startsWith('</xml>', at)) {
    const from = text.indexOf('>', at) + 1
    const name = text.slice(at + 1, from - 1)
    if (text[at] !== '<' || !NAME.test(name)) return undefined
    if (name in fields || LISTS.has(name)) return undefined
    const value = readValue(text, from)
    const close = `</${name}>`
    if (!value || !text.startsWith(close, value.next)) return undefined
    fields[name] = value.text
    at = value.next + close.length
  }
  return at + '</xml>'.length === text.length ? fields : undefined
}

function readValue(text: string, from: number): { text: string; next: number } | undefined {
  if (!text.startsWith(OPEN_CDATA, from)) {
    const end = text.indexOf('<', from)
    const value = text.slice(from, end)
    return end < 0 || value.includes(CLOSE_CDATA) ? undefined : { text: value, next: end }
  }
  const start = from + OPEN_CDATA.length
  const end = text.indexOf(CLOSE_CDATA, start)
  return end < 0 ? undefined : { text: text.slice(start, end), next: end + CLOSE_CDATA.length }
}
