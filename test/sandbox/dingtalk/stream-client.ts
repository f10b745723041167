import { onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { type Answer, type Bot, credentials, type Json } from './support.ts'

export interface FrameRead {
  type: string
  headers: Record<string, string>
  data: string
  /** What `data` holds. */
  body: Json
}

type Ack = { code?: unknown; data?: unknown } | null

export const ROBOT = '/v1.0/im/bot/messages/get'
export const CARD = '/v1.0/card/instances/callback'

const ALL = [
  { type: 'CALLBACK', topic: ROBOT },
  { type: 'CALLBACK', topic: CARD },
  { type: 'EVENT', topic: '*' },
]

export function askTicket(bot: Bot, rest: object = {}): Promise<Answer> {
  const { clientId, clientSecret } = credentials
  const body = { clientId, clientSecret, subscriptions: ALL, ...rest }
  const headers = { 'content-type': 'application/json', accept: 'application/json' }
  const init = { method: 'POST', headers, body: JSON.stringify(body) }
  return bot.raw('/v1.0/gateway/connections/open', init)
}

/** Acks nothing that means anything: what a bot does that hangs, or is too slow. */
export const onlyPings = ({ type, data }: FrameRead): Ack => (type === 'SYSTEM' ? { data } : null)

/** A stream that acks as `ack` says: `null` says nothing. */
export class StreamClient {
  readonly frames: FrameRead[] = []
  ack: (frame: FrameRead) => Ack = (frame) => onlyPings(frame) ?? {}
  readonly #socket: WebSocket
  constructor(socket: WebSocket) {
    this.#socket = socket
    socket.on('message', (data: Buffer) => this.#hear(data.toString()))
    socket.on('error', () => undefined)
  }

  get open(): boolean {
    return this.#socket.readyState === WebSocket.OPEN
  }
  /** But for pings and disconnects. */
  get callbacks(): FrameRead[] {
    return this.frames.filter(({ type }) => type !== 'SYSTEM')
  }
  say(message: unknown): void {
    this.#socket.send(typeof message === 'string' ? message : JSON.stringify(message))
  }
  acknowledge(frame: FrameRead, ack: Ack = {}): void {
    const headers = { messageId: frame.headers['messageId'], contentType: 'application/json' }
    const event = frame.type === 'EVENT'
    const data = event ? '{"status":"SUCCESS","message":"ok"}' : '{"response":null}'
    this.say({ code: 200, headers, message: 'OK', data, ...ack })
  }
  #hear(text: string): void {
    const frame = JSON.parse(text) as Omit<FrameRead, 'body'>
    const read = { ...frame, body: JSON.parse(frame.data) as Json }
    this.frames.push(read)
    const ack = frame.headers['topic'] === 'disconnect' ? null : this.ack(read)
    if (ack) this.acknowledge(read, ack)
  }
}

export async function connect(bot: Bot, rest: object = {}): Promise<StreamClient> {
  const { body } = await askTicket(bot, rest)
  return connectTo(`${String(body['endpoint'])}?ticket=${String(body['ticket'])}`)
}

export async function connectTo(url: string): Promise<StreamClient> {
  const socket = new WebSocket(url)
  const client = new StreamClient(socket)
  await new Promise<void>((resolve, reject) => {
    socket.on('open', () => resolve())
    socket.on('error', reject)
  })
  onTestFinished(() => socket.terminate())
  return client
}
