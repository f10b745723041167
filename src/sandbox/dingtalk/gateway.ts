import { isObject, type JsonObject, textAt } from '../common/json.ts'
import { FileAnswer } from '../common/file-answer.ts'
import { ApiRefusal, refuseIf } from './refusal.ts'
import type { Answer, Call, Stage } from './stage.ts'

const TYPES = ['SYSTEM', 'EVENT', 'CALLBACK']

/** `POST /v1.0/gateway/connections/open` (section 2.1). */
export function openConnection(stage: Stage, call: Call): Answer {
  const { clientId, clientSecret } = stage.options.credentials
  const known =
    textAt(call.body, 'clientId') === clientId && textAt(call.body, 'clientSecret') === clientSecret
  if (!known) throw new ApiRefusal('authFailed', '鉴权失败', 401)
  const ticket = stage.tickets.give(readTopics(call.body))
  const endpoint = `${stage.url.replace(/^http/, 'ws')}/connect`
  const accepts = String(call.headers['accept'] ?? '')
  if (accepts.includes('application/json')) return { endpoint, ticket }
  call.notes.push('no Accept: application/json, so the answer is XML')
  const xml = `<OpenConnectionResponse><endpoint>${endpoint}</endpoint><ticket>${ticket}</ticket></OpenConnectionResponse>`
  return new FileAnswer(200, { 'content-type': 'application/xml' }, Buffer.from(xml))
}

/** As `TYPE topic`; what is not listed is not delivered. */
function readTopics(body: JsonObject): ReadonlySet<string> {
  const listed: unknown = body['subscriptions']
  const entries = Array.isArray(listed) ? listed : []
  refuseIf(entries.length === 0, 'invalidParameter.subscriptions', 'subscriptions missing')
  return new Set(entries.map(readTopic))
}

function readTopic(entry: unknown): string {
  const { type, topic } = isObject(entry) ? entry : {}
  const wellFormed = typeof type === 'string' && TYPES.includes(type) && typeof topic === 'string'
  if (!wellFormed) throw new ApiRefusal('invalidParameter.subscriptions', 'type or topic')
  const unheardOf = type === 'EVENT' && topic !== '*'
  refuseIf(unheardOf, 'invalidParameter.subscriptions', 'the only topic of EVENT is *')
  return `${type} ${topic}`
}
