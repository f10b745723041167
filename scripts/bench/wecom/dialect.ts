import type { Dialect } from '../dialect.ts'
import { WECOM } from '../secrets.ts'
import { read, send } from './bare.ts'
import { PATH, text } from './callbacks.ts'

const RECEIVER = /"touser":"([^"]*)"/

export const wecom: Dialect = {
  platform: 'wecom',
  path: PATH,
  text,
  environment: (apiBase) => ({
    WECOM_CORP_ID: WECOM.corpId,
    WECOM_AGENT_ID: String(WECOM.agentId),
    WECOM_SECRET: WECOM.secret,
    WECOM_TOKEN: WECOM.token,
    WECOM_ENCODING_AES_KEY: WECOM.encodingAesKey,
    WECOM_API_BASE: apiBase,
  }),
  api: {
    root: '/cgi-bin/',
    token: {
      call: 'gettoken',
      answer: JSON.stringify({ errcode: 0, errmsg: 'ok', access_token: 't', expires_in: 7200 }),
    },
    answer(call, body, nth) {
      const code = body.includes('"template_card"') ? `,"response_code":"rc${nth}"` : ''
      if (call === 'media/upload')
        return { body: `{"errcode":0,"errmsg":"ok","media_id":"m${nth}"}` }
      const answer = `{"errcode":0,"errmsg":"ok","msgid":"m${nth}"${code}}`
      if (call !== 'message/send') return { body: answer }
      return { body: answer, receiver: RECEIVER.exec(body)?.[1] ?? '' }
    },
  },
  bare: { read, send },
}
