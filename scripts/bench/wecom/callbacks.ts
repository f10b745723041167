import { randomBytes } from 'node:crypto'
import { encrypt, getSignature } from '@wecom/crypto'
import type { Callback } from '../dialect.ts'
import { post } from '../request.ts'
import { WECOM } from '../secrets.ts'

export const PATH = '/callbacks/wecom'

let messageId = BigInt(Date.now()) * 1_000_000n

/** A text that a member sends, in the envelope of production. */
export function text(account: string, content: string): Callback {
  messageId += 1n
  const seconds = String(Math.floor(Date.now() / 1000))
  const fields = `<Content><![CDATA[${content}]]></Content><MsgId>${messageId}</MsgId>`
  const plain = `<xml><ToUserName><![CDATA[${WECOM.corpId}]]></ToUserName><FromUserName><![CDATA[${account}]]></FromUserName><CreateTime>${seconds}</CreateTime><MsgType><![CDATA[text]]></MsgType>${fields}<AgentID>${WECOM.agentId}</AgentID></xml>`
  const encrypted = encrypt(WECOM.encodingAesKey, plain, WECOM.corpId)
  const nonce = randomBytes(4).readUInt32BE().toString()
  const query = new URLSearchParams({
    msg_signature: getSignature(WECOM.token, seconds, nonce, encrypted),
    timestamp: seconds,
    nonce,
  })
  const body = `<xml><ToUserName><![CDATA[${WECOM.corpId}]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt><AgentID><![CDATA[${WECOM.agentId}]]></AgentID></xml>`
  const headers = { 'Content-Type': 'text/xml; charset=UTF-8' }
  return { account, request: post(`${PATH}?${query.toString()}`, headers, body) }
}
