import type { StandInBody, StandInChat } from '../stand-in.ts'
import { type JsonObject, textAt, textsAt } from '../common/json.ts'
import { readSample } from './msg-params.ts'
import { ApiRefusal, refuseIf } from './refusal.ts'
import { type Call, groupOf, keepSent, memberOf, say, type Stage } from './stage.ts'
import type { Copy } from './world-event.ts'

const MOST_USERS = 20
const MOST_KEYS = 20
const DAY_MS = 24 * 60 * 60 * 1000

/** `POST /v1.0/robot/oToMessages/batchSend` (section 4.1). */
export function sendToPeople(stage: Stage, call: Call): JsonObject {
  checkRobot(stage, call)
  const userIds = textsAt(call.body, 'userIds')
  refuseIf(userIds.length === 0, 'invalidParameter.userIds.empty', 'userIds missing')
  const many = userIds.length > MOST_USERS
  refuseIf(many, 'invalidParameter.userIds.overMax', 'userIds takes at most 100')
  call.about = userIds.length === 1 ? (userIds[0] ?? null) : null
  const body = readSample(stage, call.body)
  const known = [...new Set(userIds)].filter((id) => memberOf(stage, id))
  const slowed = known.filter((id) => stage.flowControlled.has(id))
  const reached = known.filter((id) => !slowed.includes(id))
  const copies = reached.map((id) => deliver(stage, { kind: 'person', id }, body))
  return {
    processQueryKey: keepSent(stage, copies),
    invalidStaffIdList: userIds.filter((id) => !known.includes(id)),
    flowControlledStaffIdList: slowed,
  }
}

/** `POST /v1.0/robot/groupMessages/send` (section 4.2). */
export function sendToGroup(stage: Stage, call: Call): JsonObject {
  checkRobot(stage, call)
  const id = checkConversation(stage, call)
  const body = readSample(stage, call.body)
  return { processQueryKey: keepSent(stage, [deliver(stage, { kind: 'group', id }, body)]) }
}

/** `POST /v1.0/robot/otoMessages/batchRecall` (section 4.4). */
export function recallFromPeople(stage: Stage, call: Call): JsonObject {
  checkRobot(stage, call)
  return recall(stage, call, ({ kind }) => kind === 'person')
}

/** `POST /v1.0/robot/groupMessages/recall` (section 4.4). */
export function recallFromGroup(stage: Stage, call: Call): JsonObject {
  checkRobot(stage, call)
  const id = checkConversation(stage, call)
  return recall(stage, call, (chat) => chat.kind === 'group' && chat.id === id)
}

function checkRobot(stage: Stage, call: Call): void {
  const robotCode = textAt(call.body, 'robotCode')
  refuseIf(robotCode === '', 'invalidParameter.robotCode.empty', 'robotCode missing')
  const foreign = robotCode !== stage.options.credentials.robotCode
  refuseIf(foreign, 'invalidParameter.robotCode.notExsit', 'no such robot')
}

function checkConversation(stage: Stage, call: Call): string {
  const conversation = textAt(call.body, 'openConversationId')
  refuseIf(conversation === '', 'miss.openConversationId', 'openConversationId missing')
  const id = `group:${conversation}`
  refuseIf(!groupOf(stage, id), 'invalid.openConversationId', 'no such group, or not a member')
  call.about = id
  return id
}

function deliver(stage: Stage, chat: StandInChat, body: StandInBody): Copy {
  return { chat, messageId: say(stage, chat, 'bot', body) }
}

function recall(stage: Stage, call: Call, from: (chat: StandInChat) => boolean): JsonObject {
  const keys = textsAt(call.body, 'processQueryKeys')
  const countable = keys.length > 0 && keys.length <= MOST_KEYS
  if (!countable) throw new ApiRefusal('invalid.processQueryKey', 'processQueryKeys takes 1 to 20')
  const successResult: string[] = []
  const failedResult: Record<string, string> = {}
  for (const key of keys) {
    const reason = recallOne(stage, call, key, from)
    if (reason === null) successResult.push(key)
    else failedResult[key] = reason
  }
  return { successResult, failedResult }
}

function recallOne(
  stage: Stage,
  call: Call,
  key: string,
  from: (chat: StandInChat) => boolean,
): string | null {
  const sent = stage.world.sent.get(key)
  if (!sent?.copies.every(({ chat }) => from(chat))) return 'processQueryKey.notExist'
  if (call.now > sent.at + DAY_MS) return 'processQueryKey.expireTime'
  for (const copy of sent.copies) stage.world.record({ type: 'recalled', ...copy })
  return null
}
