import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export interface Received {
  url: URL
  headers: IncomingHttpHeaders
  body: Record<string, unknown>
}

export type Reply = { status: number; body?: string; type?: string } | null

/** Where callbacks by HTTP go; `answer` decides what is answered, or says not to answer at all. */
export class Listener {
  readonly received: Received[] = []
  answer: (received: Received) => Reply | Promise<Reply> = () => ({ status: 200 })
  url: string | null = null
  readonly #server: Server
  constructor() {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const url = new URL(request.url ?? '/', 'http://127.0.0.1')
        const body = JSON.parse(Buffer.concat(chunks).toString()) as Received['body']
        const received = { url, headers: request.headers, body }
        this.received.push(received)
        void Promise.resolve(this.answer(received)).then((reply) => give(response, reply))
      })
    })
  }
  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    const { port } = this.#server.address() as AddressInfo
    this.url = `http://127.0.0.1:${port}/callbacks/dingtalk`
    onTestFinished(() => {
      this.#server.closeAllConnections()
      this.#server.close()
    })
    return this
  }
}

function give(response: ServerResponse, reply: Reply) {
  if (!reply) return
  const { status, body = '', type = 'application/json' } = reply
  response.writeHead(status, { 'content-type': type }).end(body)
}
