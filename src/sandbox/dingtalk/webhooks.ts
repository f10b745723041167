import type { StandInBody, StandInChat } from '../stand-in.ts'
import { type JsonObject, textAt } from '../common/json.ts'
import { sameSign, signRobot } from './crypto.ts'
import type { DingtalkGroup } from './options.ts'
import { OapiRefusal, oapiRefuseIf } from './refusal.ts'
import { type Call, groupOf, say, type Stage } from './stage.ts'
import { readWebhookMessage } from './webhook-message.ts'

const HOUR_MS = 60 * 60 * 1000

/** `/robot/sendBySession` (section 5.1): into the chat that the callback came from. */
export function sendBySession(stage: Stage, call: Call): JsonObject {
  const session = stage.world.sessions.get(call.query.get('session') ?? '')
  if (!session || session.expiresAt <= call.now) throw new OapiRefusal(300001, 'session 不存在')
  call.about = session.chat.id
  const bodies = readWebhookMessage(stage, call)
  push(stage, session.chat, bodies)
  return {}
}

/** `/robot/send` (section 5.2). */
export function sendByRobot(stage: Stage, call: Call): JsonObject {
  const token = call.query.get('access_token') ?? ''
  const group = groupOf(stage, `robot:${token}`)
  if (!group) throw new OapiRefusal(300005, 'token is not exist')
  call.about = group.id
  checkSign(call, group)
  const uuid = textAt(call.body, 'msgUuid')
  if (uuid !== '' && stage.world.uuids.has(`${token} ${uuid}`)) {
    call.notes.push('msgUuid known: not sent again')
    return {}
  }
  const mayspeak = stage.limits.robotMaySpeak(group.id, call.now)
  oapiRefuseIf(!mayspeak, 130101, 'send too fast, exceed 20 times per minute')
  const bodies = readWebhookMessage(stage, call)
  checkKeywords(call, group)
  push(stage, { kind: 'group', id: group.id }, bodies)
  if (uuid !== '') stage.world.record({ type: 'uuid', uuid: `${token} ${uuid}` })
  return {}
}

/** Webhook sends use up the allowance of pushes, like what comes in (section 10.1). */
function push(stage: Stage, chat: StandInChat, bodies: readonly StandInBody[]): void {
  oapiRefuseIf(!stage.allowance.take('pushes'), 90030, '本月Webhook调用量已用完')
  for (const body of bodies) say(stage, chat, 'bot', body)
}

function checkSign(call: Call, { secret }: DingtalkGroup): void {
  if (!secret) return
  const timestamp = call.query.get('timestamp') ?? ''
  const late = Math.abs(call.now - Number(timestamp)) > HOUR_MS
  oapiRefuseIf(!/^\d+$/.test(timestamp) || late, 310000, 'invalid timestamp')
  const right = sameSign(call.query.get('sign') ?? '', signRobot(timestamp, secret))
  oapiRefuseIf(!right, 310000, 'sign not match')
}

function checkKeywords(call: Call, { keywords = [] }: DingtalkGroup): void {
  if (keywords.length === 0) return
  const said = JSON.stringify(call.body)
  const found = keywords.some((keyword) => said.includes(keyword))
  oapiRefuseIf(!found, 310000, 'keywords not in content')
}
