/** A JSON object of which nothing is known yet. */
export type Fields = Readonly<Record<string, unknown>>

/** `undefined` if it is not JSON, or not an object. */
export function readObject(text: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isFields(value) ? value : undefined
  } catch {
    return undefined
  }
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The text of a field, also where DingTalk sends a number; empty where it is absent or something else. */
export function textOf(fields: Fields | undefined, name: string): string {
  return asText(fields?.[name])
}

export function childOf(fields: Fields | undefined, name: string): Fields | undefined {
  const value = fields?.[name]
  return isFields(value) ? value : undefined
}

/** A single value where there should be a list is a list of one. */
export function listOf(fields: Fields | undefined, name: string): readonly unknown[] {
  const value = fields?.[name]
  if (Array.isArray(value)) return value
  return value === undefined || value === null ? [] : [value]
}

/** The texts of a list; what is none is left out. */
export function textsOf(fields: Fields | undefined, name: string): string[] {
  return listOf(fields, name)
    .map(asText)
    .filter((text) => text !== '')
}

function asText(value: unknown): string {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' ? value : ''
}
