import type { Dialect } from '../dialect.ts'
import { DINGTALK } from '../secrets.ts'
import { read, send } from './bare.ts'
import { PATH, text } from './callbacks.ts'

const RECEIVER = /"userIds":\["([^"]*)"/
const CARD = /"outTrackId":"([^"]*)"/
/** The platform would let 20 messages a second go: it is the program that is measured. */
const UNLIMITED = '1000000000'

export const dingtalk: Dialect = {
  platform: 'dingtalk',
  path: PATH,
  text,
  environment: (apiBase) => ({
    DINGTALK_CLIENT_ID: DINGTALK.clientId,
    DINGTALK_CLIENT_SECRET: DINGTALK.clientSecret,
    DINGTALK_ROBOT_CODE: DINGTALK.robotCode,
    DINGTALK_MODE: 'http',
    DINGTALK_API_BASE: apiBase,
    DINGTALK_OAPI_BASE: apiBase,
    DINGTALK_MONTHLY_CALLS: UNLIMITED,
    DINGTALK_MONTHLY_PUSHES: UNLIMITED,
    DINGTALK_QPS: UNLIMITED,
  }),
  api: {
    root: '/v1.0/',
    token: {
      call: 'oauth2/accessToken',
      answer: JSON.stringify({ accessToken: 't', expireIn: 7200 }),
    },
    answer(call, body, nth) {
      if (call.startsWith('card/instances')) return { body: cardAnswer(body, nth) }
      const answer = `{"processQueryKey":"q${nth}","invalidStaffIdList":[],"flowControlledStaffIdList":[]}`
      if (call !== 'robot/oToMessages/batchSend') return { body: answer }
      return { body: answer, receiver: RECEIVER.exec(body)?.[1] ?? '' }
    },
  },
  bare: { read, send },
}

function cardAnswer(body: string, nth: number): string {
  const outTrackId = CARD.exec(body)?.[1] ?? ''
  const delivered = { spaceType: 'IM_ROBOT', success: true, carrierId: `q${nth}` }
  return JSON.stringify({ success: true, result: { outTrackId, deliverResults: [delivered] } })
}
