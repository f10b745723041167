export type JsonObject = Record<string, unknown>

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function objectAt(value: JsonObject, key: string): JsonObject {
  const found = value[key]
  return isObject(found) ? found : {}
}

/** What is not a string counts as absent, as on the platform, which drops it. */
export function textAt(value: JsonObject, key: string): string {
  const found = value[key]
  return typeof found === 'string' ? found : ''
}

export function textsAt(value: JsonObject, key: string): string[] {
  const found = value[key]
  return Array.isArray(found) ? found.filter((item) => typeof item === 'string') : []
}

export function objectsAt(value: JsonObject, key: string): JsonObject[] {
  const found = value[key]
  return Array.isArray(found) ? found.filter(isObject) : []
}

export function numberAt(value: JsonObject, key: string): number | null {
  const found = value[key]
  return typeof found === 'number' ? found : null
}

export function bytesOf(text: string): number {
  return Buffer.byteLength(text)
}
