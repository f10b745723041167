import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'

/** Section 2 of the platform document, from the other end. Shares nothing with the bot. */

const Ack = z.strictObject({
  code: z.number(),
  headers: z.strictObject({ messageId: z.string(), contentType: z.string() }),
  message: z.string(),
  data: z.string(),
})
export type Ack = z.infer<typeof Ack>

export interface Asked {
  method: string | undefined
  url: string | undefined
  headers: IncomingMessage['headers']
  body: unknown
}

/** Whatever else there is in it goes out as it is. */
interface Pushed {
  headers: { messageId: string; [name: string]: unknown }
}

type Answer = { status: number; body: string } | 'nothing'

const TICKET_LIFE_MS = 90_000

export class TestGateway {
  readonly asked: Asked[] = []
  /** Every connection there ever was, in the order in which they came. */
  readonly sockets: WebSocket[] = []
  readonly acks: { by: number; ack: Ack }[] = []
  /** Handshakes that were refused. */
  refused = 0
  /** Requests that were not answered, and whose sender has hung up. */
  givenUp = 0
  /** What the next requests for a ticket are answered with, instead of a ticket. */
  readonly script: Answer[] = []
  /** Hands out tickets that are spent. */
  spent = false
  /** Acks are heard and forgotten, as if they had been lost. */
  deaf = false
  /** Where to connect to; its own address otherwise. */
  endpoint: string | undefined
  /** Told the ticket of every handshake. */
  onHandshake: (ticket: string) => void = () => undefined
  readonly #tickets = new Map<string, number>()
  readonly #unacknowledged = new Map<string, string>()
  readonly #http: Server
  readonly #websockets: WebSocketServer

  constructor({ pongs = true } = {}) {
    this.#websockets = new WebSocketServer({ noServer: true, autoPong: pongs })
    this.#http = createServer((request, response) => void this.#onRequest(request, response))
    this.#http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      this.#onUpgrade(request, socket, head)
    })
  }

  async listen(port = 0): Promise<string> {
    this.#http.listen(port, '127.0.0.1')
    await once(this.#http, 'listening')
    return `http://127.0.0.1:${this.port}`
  }

  get port(): number {
    const address = this.#http.address()
    if (typeof address !== 'object' || !address) throw new Error('not listening')
    return address.port
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.terminate()
    this.#http.closeAllConnections()
    if (this.#http.listening) await once(this.#http.close(), 'close')
  }

  /** Those that are open now. */
  get open(): WebSocket[] {
    return this.sockets.filter((socket) => socket.readyState === socket.OPEN)
  }

  /** Sends on the newest connection unless told, and knows what was acknowledged. */
  push(frame: Pushed, socket = this.open.at(-1)): void {
    const text = JSON.stringify(frame)
    this.#unacknowledged.set(frame.headers.messageId, text)
    if (!socket) throw new Error('nobody is connected')
    socket.send(text)
  }

  /** What has had no ack comes again, on any connection. */
  redeliver(): void {
    for (const text of this.#unacknowledged.values()) this.open.at(-1)?.send(text)
  }

  get unacknowledged(): string[] {
    return [...this.#unacknowledged.keys()]
  }

  ackOf(messageId: string): Ack | undefined {
    return this.acks.find(({ ack }) => ack.headers.messageId === messageId)?.ack
  }

  async #onRequest(request: IncomingMessage, response: ServerResponse) {
    const { method, url, headers } = request
    const body: unknown = JSON.parse(Buffer.concat(await request.toArray()).toString())
    this.asked.push({ method, url, headers, body })
    const scripted = this.script.shift()
    if (scripted === 'nothing') {
      request.socket.once('close', () => {
        this.givenUp += 1
      })
      return
    }
    const ticket = randomUUID()
    if (!this.spent) this.#tickets.set(ticket, Date.now())
    const endpoint = this.endpoint ?? `ws://127.0.0.1:${this.port}/connect`
    response.writeHead(scripted?.status ?? 200, { 'content-type': 'application/json' })
    response.end(scripted?.body ?? JSON.stringify({ endpoint, ticket }))
  }

  #onUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer) {
    // Whoever is refused may hang up before the refusal is read.
    socket.on('error', () => undefined)
    const { pathname, searchParams } = new URL(request.url ?? '', 'ws://gateway')
    const ticket = searchParams.get('ticket') ?? ''
    this.onHandshake(ticket)
    const issued = this.#tickets.get(ticket)
    this.#tickets.delete(ticket)
    if (pathname !== '/connect' || issued === undefined || Date.now() - issued > TICKET_LIFE_MS) {
      this.refused += 1
      socket.end('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')
      return
    }
    this.#websockets.handleUpgrade(request, socket, head, (websocket) => {
      this.#onConnected(websocket)
    })
  }

  #onConnected(socket: WebSocket) {
    const by = this.sockets.push(socket) - 1
    socket.on('message', (data) => {
      if (!Buffer.isBuffer(data) || this.deaf) return
      const ack = Ack.parse(JSON.parse(data.toString()))
      this.acks.push({ by, ack })
      this.#unacknowledged.delete(ack.headers.messageId)
    })
  }
}
