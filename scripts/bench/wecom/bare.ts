import { decrypt, getSignature } from '@wecom/crypto'
import type { AxiosInstance } from 'axios'
import type { CallbackRequest, Told } from '../dialect.ts'
import { same } from '../same.ts'
import { WECOM } from '../secrets.ts'

export function read({ query, body }: CallbackRequest): Told | null {
  const { msg_signature: signature = '', timestamp = '', nonce = '' } = query
  const encrypted = element(body, 'Encrypt')
  if (!same(getSignature(WECOM.token, timestamp, nonce, encrypted), signature)) return null
  const { message, id } = decrypt(WECOM.encodingAesKey, encrypted)
  if (id !== WECOM.corpId) return null
  return {
    key: element(message, 'MsgId'),
    account: element(message, 'FromUserName'),
    body: message,
  }
}

function element(xml: string, name: string): string {
  const from = xml.indexOf(`<${name}>`)
  const inner = xml.slice(from + name.length + 2, xml.indexOf(`</${name}>`, from))
  return inner.startsWith('<![CDATA[') ? inner.slice(9, -3) : inner
}

export async function send(client: AxiosInstance, account: string, content: string): Promise<void> {
  const message = {
    touser: account,
    msgtype: 'text',
    text: { content },
    agentid: WECOM.agentId,
  }
  const { data } = await client.post<{ errcode: number }>('/cgi-bin/message/send', message, {
    params: { access_token: 't' },
  })
  if (data.errcode !== 0) throw new Error('refused')
}
