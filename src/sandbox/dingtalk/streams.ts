import { randomInt, randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import { type RawData, WebSocket, WebSocketServer } from 'ws'
import { type Ack, type Frame, readAck } from './frames.ts'
import type { DingtalkStandInOptions } from './options.ts'
import type { Tickets } from './tickets.ts'

const LARGEST_FRAME = 1024 * 1024
const PATH = '/connect'

interface Connection {
  id: string
  socket: WebSocket
  topics: ReadonlySet<string>
  /** It was asked to go: nothing is pushed there any more. */
  leaving: boolean
  /** Every messageId that may be acked here. */
  sent: Set<string>
}

interface Waiting {
  connection: Connection
  settle: (ack: Ack | { error: string }) => void
}

interface StreamsOptions {
  options: DingtalkStandInOptions
  tickets: Tickets
  /** Whether a new connection is let in at the moment. */
  admits: () => boolean
  /** An ack that stands for nothing, or cannot be read. */
  onOddAck: (wrong: string, text: string) => void
}

/** The websockets of the Stream gateway (section 2). */
export class Streams {
  readonly #given: StreamsOptions
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_FRAME })
  readonly #connections = new Set<Connection>()
  readonly #waiting = new Map<string, Waiting>()
  readonly #appId = randomUUID()
  readonly #pinging: NodeJS.Timeout
  constructor(given: StreamsOptions) {
    this.#given = given
    const { pingEveryMs = 60_000 } = given.options
    this.#pinging = setInterval(() => void this.ping(), pingEveryMs).unref()
  }

  attach(server: Server): void {
    server.on('upgrade', (request, socket, head) => {
      socket.on('error', () => socket.destroy())
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1')
      const known = pathname === PATH && this.#given.admits()
      const topics = known ? this.#given.tickets.spend(searchParams.get('ticket') ?? '') : undefined
      if (topics) {
        this.#sockets.handleUpgrade(request, socket, head, (opened) => this.#keep(opened, topics))
      } else socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n')
    })
  }

  /** Those that messages still go to. */
  count(): number {
    return this.#open().length
  }

  /**
   * To any one of the connections that asked for the topic; resolves with its ack, or with why
   * there is none in time. `late` hears of an ack that comes after that.
   */
  async send(
    frame: Frame,
    limitMs: number,
    late: (ack: Ack) => void,
  ): Promise<Ack | { error: string }> {
    const wanted = `${frame.type} ${frame.topic}`
    const listening = this.#open().filter(({ topics }) => topics.has(wanted))
    const connection = listening[randomInt(Math.max(listening.length, 1))]
    if (!connection) return { error: `nobody is connected for ${wanted}` }
    return this.#push(connection, frame, limitMs, late)
  }

  /** Whether every connection answered with the very same data. */
  async ping(): Promise<boolean> {
    const { stream = 3000 } = this.#given.options.timeLimits ?? {}
    const data = JSON.stringify({ opaque: randomUUID() })
    const answers = this.#open().map((connection) => {
      const frame = { type: 'SYSTEM', topic: 'ping', messageId: newMessageId(), data } as const
      return this.#push(connection, frame, stream, () => undefined)
    })
    const acks = await Promise.all(answers)
    return acks.every((ack) => 'code' in ack && ack.code === 200 && ack.text === data)
  }

  /** As before a deployment: the clients are told, and have a while to come back. */
  disconnectAll(): void {
    const { graceMs = 10_000 } = this.#given.options
    const data = JSON.stringify({ reason: 'connection is expired' })
    for (const connection of this.#open()) {
      this.#write(connection, {
        type: 'SYSTEM',
        topic: 'disconnect',
        messageId: newMessageId(),
        data,
      })
      connection.leaving = true
      setTimeout(() => connection.socket.close(), graceMs).unref()
    }
  }

  /** As a cut cable does it: nobody is told. */
  dropAll(): void {
    for (const { socket } of this.#connections) socket.terminate()
  }

  close(): void {
    clearInterval(this.#pinging)
    this.dropAll()
    this.#sockets.close()
  }

  #open(): Connection[] {
    return [...this.#connections].filter(
      ({ leaving, socket }) => !leaving && socket.readyState === WebSocket.OPEN,
    )
  }

  #keep(socket: WebSocket, topics: ReadonlySet<string>): void {
    const id = randomUUID()
    const connection: Connection = { id, socket, topics, leaving: false, sent: new Set() }
    this.#connections.add(connection)
    socket.on('message', (data) => this.#hear(connection, textOf(data)))
    socket.on('error', () => socket.terminate())
    socket.on('close', () => {
      this.#connections.delete(connection)
      for (const waiting of this.#waiting.values()) {
        if (waiting.connection === connection) waiting.settle({ error: 'the connection is gone' })
      }
    })
  }

  #push(
    connection: Connection,
    frame: Frame,
    limitMs: number,
    late: (ack: Ack) => void,
  ): Promise<Ack | { error: string }> {
    return new Promise((resolve) => {
      let open = true
      const end = (outcome: Ack | { error: string }) => {
        clearTimeout(timer)
        if (!open && 'code' in outcome) late(outcome)
        open = false
        resolve(outcome)
      }
      const timer = setTimeout(() => end({ error: `no ack within ${limitMs} ms` }), limitMs)
      const settle = (outcome: Ack | { error: string }) => {
        this.#waiting.delete(frame.messageId)
        end(outcome)
      }
      this.#waiting.set(frame.messageId, { connection, settle })
      this.#write(connection, frame)
    })
  }

  #write(connection: Connection, { type, topic, messageId, headers, data }: Frame): void {
    connection.sent.add(messageId)
    const all = {
      appId: this.#appId,
      connectionId: connection.id,
      contentType: 'application/json',
      messageId,
      time: String(this.#given.options.clock.now()),
      topic,
      ...headers,
    }
    connection.socket.send(JSON.stringify({ specVersion: '1.0', type, headers: all, data }))
  }

  #hear(connection: Connection, text: string): void {
    const ack = readAck(text)
    const waiting = this.#waiting.get(ack.messageId)
    if ('wrong' in ack) {
      this.#given.onOddAck(ack.wrong, text)
      waiting?.settle({ error: ack.wrong })
      return
    }
    if (!connection.sent.has(ack.messageId)) this.#given.onOddAck('no such messageId', text)
    else waiting?.settle(ack)
  }
}

export function newMessageId(): string {
  return `${randomUUID().replaceAll('-', '')}_sandbox`
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString()
  return (data instanceof ArrayBuffer ? Buffer.from(data) : data).toString()
}
