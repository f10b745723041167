import { createHash, randomBytes } from 'node:crypto'
import type { StandInChat } from '../stand-in.ts'
import type { JsonObject } from '../common/json.ts'
import type { DingtalkMember } from './options.ts'
import { groupOf, type Stage } from './stage.ts'

/** As long as in all the samples: 90 minutes. */
const SESSION_MS = 5_400_000

/** What a member said, as the robot hears it (section 1.2). */
export function robotBody(
  stage: Stage,
  { account, name, external }: DingtalkMember,
  chat: StandInChat,
  said: JsonObject,
): JsonObject {
  const { corpId, robotCode } = stage.options.credentials
  const now = stage.options.clock.now()
  const staff = external
    ? { senderStaffId: '', senderCorpId: null }
    : { senderStaffId: account, senderCorpId: corpId }
  return {
    msgId: `msg${randomBytes(18).toString('base64url')}==`,
    createAt: now,
    ...conversation(stage, account, chat),
    senderId: encryptedId(account),
    senderNick: name,
    ...staff,
    isAdmin: false,
    ...openSession(stage, chat, now),
    robotCode,
    chatbotCorpId: corpId,
    chatbotUserId: robotId(stage),
    senderPlatform: 'Mac',
    ...said,
  }
}

/** Instead of what was said, once the month's allowance is used up (section 1.2). */
export const USED_UP: JsonObject = {
  errorCode: '20001',
  errorMessage: '本月Webhook&Stream调用量已达上限',
}

function conversation(stage: Stage, account: string, chat: StandInChat): JsonObject {
  if (chat.kind === 'person') {
    const conversationId = `cid${digest(`single ${account}`)}==`
    return { conversationType: '1', conversationId }
  }
  return {
    conversationType: '2',
    conversationId: chat.id.replace(/^group:/, ''),
    conversationTitle: groupOf(stage, chat.id)?.name ?? '',
    isInAtList: true,
    atUsers: [{ dingtalkId: robotId(stage) }],
  }
}

function openSession(stage: Stage, chat: StandInChat, now: number): JsonObject {
  const session = randomBytes(16).toString('hex')
  const expiresAt = now + SESSION_MS
  stage.world.record({ type: 'session', session: { session, chat, expiresAt } })
  const sessionWebhook = `${stage.url}/robot/sendBySession?session=${session}`
  return { sessionWebhook, sessionWebhookExpiredTime: expiresAt }
}

function robotId(stage: Stage): string {
  return encryptedId(`robot ${stage.options.credentials.robotCode}`)
}

function encryptedId(of: string): string {
  return `$:LWCP_v1:$${digest(of)}`
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22)
}
