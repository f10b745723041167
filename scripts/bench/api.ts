import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface ApiCall {
  path: string
  body: string
}

const TOKEN = JSON.stringify({ errcode: 0, errmsg: 'ok', access_token: 't', expires_in: 7200 })
const UNREAD = /"touser":"([^"]*)"/

/** The platform's end, as cheap as can be: it takes everything, and counts who got how much. */
export class Api {
  readonly #server: Server
  readonly #held: (() => void)[] = []
  #hangs = false
  #sent = 0
  /** Messages by receiver. */
  readonly received = new Map<string, number>()
  onMessage: (account: string) => void = () => undefined
  /** Every call, where a measurement wants to know. */
  onCall: (call: ApiCall) => void = () => undefined

  constructor() {
    this.#server = createServer((request, response) => {
      this.#take(request, response)
    })
    this.#server.keepAliveTimeout = 120_000
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** Messages are taken and not answered, until `release`. */
  hang(): void {
    this.#hangs = true
  }

  release(): void {
    this.#hangs = false
    for (const answer of this.#held.splice(0)) answer()
  }

  close(): void {
    this.release()
    this.#server.closeAllConnections()
    this.#server.close()
  }

  #take(request: IncomingMessage, response: ServerResponse) {
    const path = (request.url ?? '').split('?')[0]?.replace('/cgi-bin/', '') ?? ''
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (chunk: string) => {
      body += chunk
    })
    request.on('end', () => {
      this.onCall({ path, body })
      if (path === 'gettoken') {
        finish(response, TOKEN)
        return
      }
      const answer = () => {
        this.#answer(response, path, body)
      }
      if (this.#hangs) this.#held.push(answer)
      else answer()
    })
  }

  #answer(response: ServerResponse, path: string, body: string) {
    this.#sent += 1
    const code = body.includes('"template_card"') ? `,"response_code":"rc${this.#sent}"` : ''
    finish(response, `{"errcode":0,"errmsg":"ok","msgid":"m${this.#sent}"${code}}`)
    if (path !== 'message/send') return
    const account = UNREAD.exec(body)?.[1] ?? ''
    this.received.set(account, (this.received.get(account) ?? 0) + 1)
    this.onMessage(account)
  }
}

function finish(response: ServerResponse, body: string) {
  response.writeHead(200, {
    'content-type': 'application/json; charset=UTF-8',
    'content-length': Buffer.byteLength(body),
  })
  response.end(body)
}
