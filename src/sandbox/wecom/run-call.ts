import { ENDPOINTS } from './endpoints.ts'
import { isObject, type JsonObject } from '../common/json.ts'
import { Refusal, refusalAnswer, refuseIf } from './refusal.ts'
import { FileAnswer } from '../common/file-answer.ts'
import type { Call, Stage } from './stage.ts'
import { shownQuery, STRUCK } from '../common/wire.ts'

/** The work of one call: whatever is wrong with it becomes an errcode. */
export async function runCall(stage: Stage, call: Call): Promise<JsonObject | FileAnswer> {
  try {
    const endpoint = Object.hasOwn(ENDPOINTS, call.path) ? ENDPOINTS[call.path] : undefined
    if (!endpoint) throw new Refusal(40035, 'no such api')
    refuseIf(call.method !== endpoint.method, 40003, `wants ${endpoint.method}`)
    if (!endpoint.open) stage.tokens.check(call.query.get('access_token'))
    readBody(stage, call)
    const answer = await endpoint.handle(stage, call)
    return answer instanceof FileAnswer ? answer : { errcode: 0, errmsg: 'ok', ...answer }
  } catch (error) {
    if (error instanceof Refusal) return refusalAnswer(error.errcode, error.message)
    throw error
  }
}

/** The call as it may be shown. */
export function shownRequest(call: Call): { query: Record<string, string>; body: JsonObject } {
  const upload = call.raw.length > 0 && Object.keys(call.body).length === 0
  return { query: shownQuery(call.query), body: upload ? { bytes: call.raw.length } : call.body }
}

/** The answer as it may be shown: the token of gettoken is the only secret in one. */
export function shownAnswer(answer: JsonObject | FileAnswer): JsonObject {
  if (answer instanceof FileAnswer) return { errcode: 0, bytes: answer.bytes.length }
  return 'access_token' in answer ? { ...answer, access_token: STRUCK } : answer
}

function readBody(stage: Stage, call: Call): void {
  const multipart = String(call.headers['content-type']).startsWith('multipart/')
  if (call.method !== 'POST' || multipart) return
  const text = call.raw.toString()
  // Refused only in places, so only those who want to know are told.
  const escaped = stage.options.strict === true && /(?<!\\)(\\\\)*\\u[0-9a-f]{4}/i.test(text)
  refuseIf(escaped, 40033, 'illegal characters')
  call.body = parsed(text)
}

function parsed(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text)
    if (isObject(value)) return value
  } catch {
    // Told below, like JSON that is no object.
  }
  throw new Refusal(40035, 'invalid parameter. Warning: wrong json format')
}
