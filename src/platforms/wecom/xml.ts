import { XMLParser } from 'fast-xml-parser'
import { LISTS, readFlat } from './xml-flat.ts'

/** The elements of a callback by name; every value is a string, a list or again such an object. */
export type Fields = Readonly<Record<string, unknown>>

const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  // Ids of 64 bits lose digits as numbers; the blanks of a message are the sender's.
  parseTagValue: false,
  trimValues: false,
  processEntities: false,
  maxNestedTags: 8,
  // Without the path, which nothing here needs, it parses in half the time.
  jPath: false,
  isArray: (name) => LISTS.has(name),
})

/** Reads `<xml>…</xml>`, or the JSON form of the same; `undefined` if it is neither. */
export function readFields(text: string): Fields | undefined {
  try {
    const fields = readFlat(text) ?? (/^\s*\{/.test(text) ? readJson(text) : readXml(text))
    return isFields(fields) ? fields : undefined
  } catch {
    return undefined
  }
}

/** Whatever the callback holds; slower than `readFlat`. */
export function readXml(text: string): unknown {
  if (declaresDoctype(text)) return undefined
  const root: unknown = parser.parse(text)
  return isFields(root) ? root['xml'] : undefined
}

/** A person may well send one as text, so what stands in CDATA does not count. */
function declaresDoctype(text: string): boolean {
  return /<!doctype/i.test(text) && /<!doctype/i.test(text.replace(/<!\[CDATA\[.*?\]\]>/gs, ''))
}

/** Numbers stay as they were written, for the ids' sake. */
function readJson(text: string): unknown {
  return JSON.parse(text, (_name, value: unknown, context?: { source: string }) =>
    typeof value === 'number' ? context?.source : value,
  )
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The text of an element; empty where it is absent. */
export function textOf(fields: Fields | undefined, name: string): string {
  const value = fields?.[name]
  return typeof value === 'string' ? value : ''
}

export function childOf(fields: Fields | undefined, name: string): Fields | undefined {
  const value = fields?.[name]
  return isFields(value) ? value : undefined
}

export function listOf(fields: Fields | undefined, name: string): readonly unknown[] {
  const value = fields?.[name]
  return Array.isArray(value) ? (value as readonly unknown[]) : []
}
