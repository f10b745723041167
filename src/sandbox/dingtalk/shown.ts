import { isObject, type JsonObject } from '../common/json.ts'
import { FileAnswer } from '../common/file-answer.ts'
import { STRUCK } from '../common/wire.ts'
import type { Answer, Call } from './stage.ts'

const SECRET_KEYS = new Set([
  'accessToken',
  'access_token',
  'apiSecret',
  'appSecret',
  'appsecret',
  'clientSecret',
  'session',
  'sign',
  'Signature',
  'ticket',
])
const IN_ADDRESS = /([?&](?:access_token|session|sign|Signature|ticket)=)[^&"\s]+/g

/** Anything as it may be shown. */
export function struck(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll(IN_ADDRESS, `$1${STRUCK}`)
  if (Array.isArray(value)) return value.map(struck)
  return isObject(value) ? struckObject(value) : value
}

export function struckObject(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      SECRET_KEYS.has(key) && typeof inner === 'string' ? STRUCK : struck(inner),
    ]),
  )
}

export function shownRequest(call: Call): { query: Record<string, string>; body: JsonObject } {
  const query = [...call.query].map(([key, value]): [string, string] => [
    key,
    SECRET_KEYS.has(key) ? STRUCK : value,
  ])
  const upload = call.raw.length > 0 && Object.keys(call.body).length === 0
  const body = upload ? { bytes: call.raw.length } : struckObject(call.body)
  return { query: Object.fromEntries(query), body }
}

export function shownAnswer(answer: Answer): JsonObject {
  if (!(answer instanceof FileAnswer)) return struckObject(answer)
  return { status: answer.status, bytes: answer.bytes.length }
}
