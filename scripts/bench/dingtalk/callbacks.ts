import type { Callback } from '../dialect.ts'
import { post } from '../request.ts'
import { DINGTALK } from '../secrets.ts'
import { signature } from './signature.ts'

export const PATH = '/callbacks/dingtalk/robot'
const SESSION_MS = 90 * 60_000

let messages = 0

/** A text in a single chat (platform document, section 1.2). */
export function text(account: string, content: string): Callback {
  messages += 1
  const now = Date.now()
  const timestamp = String(now)
  const body = JSON.stringify({
    msgtype: 'text',
    msgId: `msg${now}x${messages}==`,
    createAt: now,
    conversationType: '1',
    conversationId: `cid${account}==`,
    senderId: `$:LWCP_v1:$${account}`,
    senderNick: account,
    senderStaffId: account,
    senderCorpId: DINGTALK.corpId,
    isAdmin: false,
    sessionWebhook: `https://oapi.dingtalk.com/robot/sendBySession?session=${account}`,
    sessionWebhookExpiredTime: now + SESSION_MS,
    robotCode: DINGTALK.robotCode,
    chatbotCorpId: DINGTALK.corpId,
    chatbotUserId: '$:LWCP_v1:$Bot0001',
    senderPlatform: 'iOS',
    text: { content },
  })
  const headers = {
    'Content-Type': 'application/json; charset=utf-8',
    timestamp,
    sign: signature(timestamp),
  }
  return { account, request: post(PATH, headers, body) }
}
