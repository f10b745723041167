import { randomBytes } from 'node:crypto'
import { encrypt, getSignature } from '@wecom/crypto'
import { APP, PATH } from './secrets.ts'

/** A whole HTTP request, sealed and signed before anything is measured. */
export interface Callback {
  account: string
  request: Buffer
}

let messageId = BigInt(Date.now()) * 1_000_000n

/** Something that a member sends; `fields` are the inner XML behind who and when. */
export function sealed(account: string, type: string, fields: string): Callback {
  const seconds = String(Math.floor(Date.now() / 1000))
  const plain = `<xml><ToUserName><![CDATA[${APP.corpId}]]></ToUserName><FromUserName><![CDATA[${account}]]></FromUserName><CreateTime>${seconds}</CreateTime><MsgType><![CDATA[${type}]]></MsgType>${fields}<AgentID>${APP.agentId}</AgentID></xml>`
  const encrypted = encrypt(APP.encodingAesKey, plain, APP.corpId)
  const nonce = randomBytes(4).readUInt32BE().toString()
  const query = new URLSearchParams({
    msg_signature: getSignature(APP.token, seconds, nonce, encrypted),
    timestamp: seconds,
    nonce,
  })
  const body = `<xml><ToUserName><![CDATA[${APP.corpId}]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt><AgentID><![CDATA[${APP.agentId}]]></AgentID></xml>`
  const head = [
    `POST ${PATH}?${query.toString()} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Connection: keep-alive',
    'Content-Type: text/xml; charset=UTF-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ]
  return { account, request: Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`) }
}

export function text(account: string, content: string): Callback {
  messageId += 1n
  const fields = `<Content><![CDATA[${content}]]></Content><MsgId>${messageId}</MsgId>`
  return sealed(account, 'text', fields)
}

/**
 * One word from many: so many people that nobody meets the 30 messages a minute that the platform
 * lets one member get. Goes on with the next person where the last call ended.
 */
export class Senders {
  readonly #accounts: readonly string[]
  #next = 0
  constructor(accounts: readonly string[]) {
    this.#accounts = accounts
  }

  prepare(count: number): Callback[] {
    return Array.from({ length: count }, () => {
      const account = this.#accounts[this.#next % this.#accounts.length] ?? ''
      this.#next += 1
      return text(account, '帮助')
    })
  }
}
