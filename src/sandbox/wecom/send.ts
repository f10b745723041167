import { createHash, randomBytes } from 'node:crypto'
import type { StandInBody } from '../stand-in.ts'
import { callsBack } from './card-rules.ts'
import { isObject, type JsonObject, numberAt, objectAt, textAt } from '../common/json.ts'
import { APP_ROOM, readMessage } from './message-rules.ts'
import { Refusal, refuseIf } from './refusal.ts'
import { type Call, memberOf, newResponseCode, say, type Stage } from './stage.ts'
import type { SentRecord } from './world-event.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** message/send (WeCom document 90236). */
export function sendMessage(stage: Stage, call: Call): JsonObject {
  checkAgent(stage, call)
  const { good, invalid } = readRecipients(stage, call)
  call.about = good.length === 1 ? (good[0] ?? null) : null
  if (swallowed(stage, call)) return answer(invalid, { msgid: newMsgid() })
  const bodies = readMessage(stage, call, APP_ROOM)
  const card = isCard(call) ? objectAt(call.body, 'template_card') : null
  if (card) checkCardOf(stage, card)
  refuseIf(good.length === 0, 81013, 'user & party & tag all invalid')
  rememberDuplicate(stage, call)
  const sent = deliver(stage, call, good, bodies, card)
  if (!card || !callsBack(card)) return answer(invalid, { msgid: sent.msgid })
  return answer(invalid, { msgid: sent.msgid, response_code: newResponseCode(stage, sent.msgid) })
}

/** message/recall (WeCom document 94867). */
export function recallMessage(stage: Stage, call: Call): JsonObject {
  const sent = stage.world.sent.get(textAt(call.body, 'msgid'))
  if (!sent) throw new Refusal(40058, 'invalid msgid')
  refuseIf(call.now > sent.at + DAY_MS, 42052, 'too old to recall')
  for (const { account, messageId } of sent.copies) {
    stage.world.record({ type: 'recalled', chat: { kind: 'person', id: account }, messageId })
  }
  return {}
}

/** The access token is that of one app, and `agentid` must say so, as a number. */
export function checkAgent(stage: Stage, call: Call): void {
  const agentid = call.body['agentid']
  refuseIf(typeof agentid !== 'number', 41011, 'agentid missing. Warning: wrong json format')
  refuseIf(agentid !== stage.options.credentials.agentId, 301002, 'not the agent of this token')
}

function isCard(call: Call): boolean {
  return call.body['msgtype'] === 'template_card'
}

function checkCardOf(stage: Stage, card: JsonObject): void {
  refuseIf(stage.world.taskIds.has(textAt(card, 'task_id')), 42014, 'task_id used before')
  const unheard = callsBack(card) && stage.options.callbackUrl() === null
  refuseIf(unheard, 43012, 'the app has no callback url')
}

function readRecipients(stage: Stage, call: Call): { good: string[]; invalid: JsonObject } {
  const [users, parties, tags] = ['touser', 'toparty', 'totag'].map((field) =>
    textAt(call.body, field).split('|').filter(Boolean),
  ) as [string[], string[], string[]]
  if (users.includes('@all')) {
    return { good: stage.options.members.map(({ account }) => account), invalid: {} }
  }
  refuseIf(users.length + parties.length + tags.length === 0, 82001, 'no recipient')
  refuseIf(users.length > 1000, 40032, 'too many users')
  refuseIf(parties.length > 100, 82002, 'too many departments')
  refuseIf(tags.length > 100, 82003, 'too many tags')
  const good = users.flatMap((user) => memberOf(stage, user)?.account ?? [])
  const unknown = users.filter((user) => !memberOf(stage, user))
  // The sandbox has neither departments nor tags: none can be reached.
  return {
    good: [...new Set(good)],
    invalid: {
      invaliduser: unknown.join('|').toLowerCase(),
      invalidparty: parties.join('|'),
      invalidtag: tags.join('|'),
    },
  }
}

function requestKey(call: Call): string {
  return createHash('sha256').update(call.raw).digest('hex')
}

/**
 * What the platform answers when its duplicate check swallows a request is not documented. Here:
 * ok with a msgid that stands for nothing, and no response_code even for a card, so that a bot
 * which counts on one is found out.
 */
function swallowed(stage: Stage, call: Call): boolean {
  if (call.body['enable_duplicate_check'] !== 1) return false
  const until = stage.duplicates.get(requestKey(call)) ?? 0
  if (until <= call.now) return false
  call.notes.push('swallowed by the duplicate check')
  return true
}

function rememberDuplicate(stage: Stage, call: Call): void {
  if (call.body['enable_duplicate_check'] !== 1) return
  const seconds = numberAt(call.body, 'duplicate_check_interval') ?? 1800
  refuseIf(seconds <= 0 || seconds > 14_400, 40058, 'duplicate_check_interval')
  for (const [key, until] of stage.duplicates) if (until <= call.now) stage.duplicates.delete(key)
  stage.duplicates.set(requestKey(call), call.now + seconds * 1000)
}

function deliver(
  stage: Stage,
  call: Call,
  accounts: readonly string[],
  bodies: readonly StandInBody[],
  card: JsonObject | null,
): SentRecord {
  const sent: SentRecord = {
    msgid: newMsgid(),
    at: call.now,
    taskId: card ? textAt(card, 'task_id') || null : null,
    copies: [],
  }
  for (const account of accounts) {
    if (!stage.limits.reaches(account, call.now)) {
      call.notes.push(`dropped: too many messages to ${account}`)
      continue
    }
    for (const body of bodies) {
      const messageId = say(stage, { kind: 'person', id: account }, 'bot', body)
      sent.copies.push({ account, messageId })
      if (isObject(card)) {
        const copy = { msgid: sent.msgid, account, messageId, card, replaced: null }
        stage.world.record({ type: 'card', copy })
      }
    }
  }
  stage.world.record({ type: 'sent', sent })
  return sent
}

function newMsgid(): string {
  return randomBytes(48).toString('base64url')
}

function answer(invalid: JsonObject, rest: JsonObject): JsonObject {
  const filled = Object.entries(invalid).filter(([, value]) => value !== '')
  return { ...Object.fromEntries(filled), ...rest }
}
