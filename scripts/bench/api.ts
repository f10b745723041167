import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ApiDialect } from './dialect.ts'

export interface ApiCall {
  /** Its path, as the platform's documents name it. */
  name: string
  body: string
}

/** A platform's end, as cheap as can be: it takes everything, and counts who got how much. */
export class Api {
  readonly #dialect: ApiDialect
  readonly #server: Server
  readonly #held: (() => void)[] = []
  #hangs = false
  #sent = 0
  /** Messages by receiver. */
  readonly received = new Map<string, number>()
  onMessage: (account: string) => void = () => undefined
  /** Every call, where a measurement wants to know. */
  onCall: (call: ApiCall) => void = () => undefined

  constructor(dialect: ApiDialect) {
    this.#dialect = dialect
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
    const { root, token } = this.#dialect
    const name = (request.url ?? '').split('?')[0]?.replace(root, '') ?? ''
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (chunk: string) => {
      body += chunk
    })
    request.on('end', () => {
      this.onCall({ name, body })
      if (name === token.call) {
        finish(response, token.answer)
        return
      }
      const answer = () => {
        this.#answer(response, name, body)
      }
      if (this.#hangs) this.#held.push(answer)
      else answer()
    })
  }

  #answer(response: ServerResponse, name: string, body: string) {
    this.#sent += 1
    const answer = this.#dialect.answer(name, body, this.#sent)
    finish(response, answer.body)
    const { receiver } = answer
    if (receiver === undefined) return
    this.received.set(receiver, (this.received.get(receiver) ?? 0) + 1)
    this.onMessage(receiver)
  }
}

function finish(response: ServerResponse, body: string) {
  response.writeHead(200, {
    'content-type': 'application/json; charset=UTF-8',
    'content-length': Buffer.byteLength(body),
  })
  response.end(body)
}
