import { PlatformSilentError } from '../../errors.ts'
import type { HttpAnswer } from '../common/http.ts'
import { childOf, type Fields, readObject, textOf, textsOf } from './json-fields.ts'
import { type Code, failure, faultOf, refusal, UNAUTHENTICATED } from './errors.ts'

/** What a call answered that was not refused. */
export type Answer = Fields

const BLOCKED = 1111

/** New style (platform document, section 10.2): the HTTP status says whether, `code` says why not. */
export function apiAnswer(call: string, { status, bytes }: HttpAnswer): Answer {
  const body = readObject(bytes.toString())
  if (body && codeOf(body['status']) === BLOCKED) throw refusal(call, BLOCKED)
  if (status === 401) throw refusal(call, UNAUTHENTICATED)
  // A page of HTML is a proxy's, or the gateway's to an address that it has blocked.
  if (!body) throw new PlatformSilentError(call, `HTTP ${status}, not an answer`)
  if (status >= 200 && status < 300) return body
  const code = codeOf(body['code'])
  if (code === undefined) throw new PlatformSilentError(call, `HTTP ${status}`)
  // One API says no with 500 where the request is at fault (section 6.5).
  const ours = typeof code === 'string' && code.startsWith('param.')
  throw status >= 500 && !ours ? failure(call, code) : faultOf(call, code, scopesOf(body))
}

/** Old style (section 10.3): always HTTP 200, and `errcode` says the rest. */
export function oapiAnswer(call: string, { status, bytes }: HttpAnswer): Answer {
  const body = readObject(bytes.toString())
  if (body && codeOf(body['status']) === BLOCKED) throw refusal(call, BLOCKED)
  if (status !== 200) throw new PlatformSilentError(call, `HTTP ${status}`)
  const code = codeOf(body?.['errcode'])
  if (!body || code === undefined) throw new PlatformSilentError(call, 'not an answer')
  if (code === 0) return body
  throw faultOf(call, code === WRAPPER ? (wrapped(body) ?? WRAPPER) : code)
}

const WRAPPER = 88

function wrapped(body: Answer): Code | undefined {
  const told = codeOf(body['sub_code']) ?? codeOf(body['subcode'])
  if (told !== undefined) return told
  const [, digits] = /sub_?code=(-?\d+)/.exec(textOf(body, 'errmsg')) ?? []
  return codeOf(digits)
}

/** Numbers come as numbers and as text; words only of a kind that is fit for an error message. */
function codeOf(value: unknown): Code | undefined {
  if (typeof value === 'number') return value
  if (typeof value !== 'string' || value === '') return undefined
  if (/^-?\d{1,9}$/.test(value)) return Number(value)
  return /^[\w.-]{1,100}$/.test(value) ? value : 'unreadable'
}

/** The permissions that the app would need. */
function scopesOf(body: Answer): string {
  const scopes = textsOf(childOf(body, 'accessdenieddetail'), 'requiredScopes')
  return scopes.filter((scope) => /^[\w.-]{1,60}$/.test(scope)).join(', ')
}
