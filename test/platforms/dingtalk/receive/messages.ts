/** Bodies as section 1.2 and 6.4 of the platform document have them. */

export function message(values: Record<string, unknown> = {}) {
  return {
    conversationId: 'cidT3stSingle01==',
    conversationType: '1',
    chatbotCorpId: 'dingcorp0000000000000001',
    chatbotUserId: '$:LWCP_v1:$BotUser0001',
    senderId: '$:LWCP_v1:$Sender0001',
    senderNick: '林小雨',
    senderStaffId: 'staff0001',
    sessionWebhook: 'https://oapi.dingtalk.com/robot/sendBySession?session=s3ss10n0001',
    sessionWebhookExpiredTime: 1_760_005_400_000,
    createAt: 1_759_999_999_000,
    robotCode: 'dingrobot000000000001',
    msgId: 'msg0001==',
    msgtype: 'text',
    text: { content: '投稿' },
    ...values,
  }
}

export const IN_GROUP = {
  conversationType: '2',
  conversationId: 'cidT3stGroup01==',
  conversationTitle: '测试群',
  isInAtList: true,
}

export const CARD = 'Ab3_-9zQ0123xyZW'

export function tap(actionIds: unknown, params: unknown = {}, values: object = {}) {
  return {
    type: 'actionCallback',
    outTrackId: CARD,
    corpId: 'dingcorp0000000000000001',
    userId: 'staff0002',
    content: JSON.stringify({ cardPrivateData: { actionIds, params } }),
    ...values,
  }
}
