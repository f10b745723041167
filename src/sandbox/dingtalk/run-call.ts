import { isObject, type JsonObject } from '../common/json.ts'
import { FileAnswer } from '../common/file-answer.ts'
import { endpointOf } from './endpoints.ts'
import type { Dialect } from './faults.ts'
import { FILE_ROOT } from './files.ts'
import {
  ApiRefusal,
  apiRefusalAnswer,
  OapiRefusal,
  oapiRefusalAnswer,
  requestId,
} from './refusal.ts'
import type { Answer, Call, Endpoint, Stage } from './stage.ts'

export interface Result {
  status: number
  ok: boolean
  answer: Answer
}

export function dialectOf({ path }: { path: string }): Dialect {
  return path.startsWith('/v1.0/') || path.startsWith(FILE_ROOT) ? 'api' : 'oapi'
}

/** The work of one call: whatever is wrong with it becomes a refusal in the dialect of its host. */
export async function runCall(stage: Stage, call: Call): Promise<Result> {
  try {
    const endpoint = endpointOf(call.method, call.path)
    if (!endpoint) throw unknown(call)
    admit(stage, call, endpoint)
    const answer = await endpoint.handle(stage, call)
    if (answer instanceof FileAnswer) {
      return { status: answer.status, ok: answer.status < 400, answer }
    }
    const head = endpoint.dialect === 'oapi' ? { errcode: 0, errmsg: 'ok' } : {}
    const tail = call.path.startsWith('/topapi/') ? { request_id: requestId() } : {}
    return { status: 200, ok: true, answer: { ...head, ...answer, ...tail } }
  } catch (error) {
    if (error instanceof ApiRefusal) {
      return { status: error.status, ok: false, answer: apiRefusalAnswer(error) }
    }
    if (error instanceof OapiRefusal) {
      return { status: 200, ok: false, answer: oapiRefusalAnswer(error) }
    }
    throw error
  }
}

/** What comes before the work: the token, the pace, the body, the month's allowance. */
function admit(stage: Stage, call: Call, endpoint: Endpoint): void {
  const api = endpoint.dialect === 'api'
  if (!endpoint.open) {
    if (api) stage.tokens.checkHeader(call.headers['x-acs-dingtalk-access-token'])
    else stage.tokens.checkQuery(call.query.get('access_token'), call.path)
  }
  // A throttled call is not counted (section 10.1).
  if (!endpoint.unpaced && !stage.limits.lets(`${call.method} ${call.path}`, call.now)) {
    throw api
      ? new ApiRefusal('Forbidden.AccessDenied.QpsLimitForAppkeyAndApi', '请求太快', 403)
      : new OapiRefusal(88, '请求太快', 90018)
  }
  readBody(call, endpoint)
  if (endpoint.free || stage.allowance.take('calls')) return
  throw api
    ? new ApiRefusal('Forbidden.AccessDenied.ApiCountLimitForOrg', '本月调用量已用完', 403)
    : new OapiRefusal(90020, '本月调用量已用完')
}

/** JSON alone; a form is no body at all to the new API (section 3). */
function readBody(call: Call, endpoint: Endpoint): void {
  const type = String(call.headers['content-type'])
  if (call.method === 'GET' || type.startsWith('multipart/')) return
  const body = parsed(call.raw.toString())
  if (endpoint.dialect === 'oapi') {
    if (!body) throw new OapiRefusal(40035, '不合法的参数')
  } else if (!body || !/^application\/json\b/i.test(type)) {
    throw new ApiRefusal('Missingbody', 'the body is no JSON object, or does not say so')
  }
  call.body = body
}

function unknown({ path, method }: Call): ApiRefusal | OapiRefusal {
  if (dialectOf({ path }) === 'oapi') return new OapiRefusal(404, '请求的URI地址不存在')
  const what = `${method} is no operation here`
  return new ApiRefusal('InvalidAction.NotFound', what, 404)
}

function parsed(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}
