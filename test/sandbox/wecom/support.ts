import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { decrypt, getSignature } from '@wecom/crypto'
import { onTestFinished } from 'vitest'
import { MovableClock } from '../../../src/clock.ts'
import type { WecomStandInOptions } from '../../../src/sandbox/wecom/options.ts'
import { startWecomStandIn, type WecomStandIn } from '../../../src/sandbox/wecom/index.ts'
import type { Instant } from '../../../schema/ids.ts'

export const credentials = {
  corpId: 'wwa1b2c3d4e5f60718',
  agentId: 1000002,
  secret: 'SECRET-OF-APP',
  token: 'QDG6eK',
  encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
}

/** Stands still until it is moved. */
export function stillClock(): MovableClock {
  const start = Date.parse('2026-11-20T09:00:00+08:00') as Instant
  return new MovableClock({ now: () => start, at: () => () => undefined }, 0)
}

export type Answer = Record<string, unknown> & { errcode: number }

/** A bot that only calls and listens, written with what WeCom publishes. */
export class Bot {
  readonly standIn: WecomStandIn
  constructor(standIn: WecomStandIn) {
    this.standIn = standIn
  }
  async token(): Promise<string> {
    const query = `corpid=${credentials.corpId}&corpsecret=${credentials.secret}`
    const answer = await this.raw(`gettoken?${query}`)
    return String(answer['access_token'])
  }
  async raw(path: string, init?: RequestInit): Promise<Answer> {
    const response = await fetch(`${this.standIn.url}/cgi-bin/${path}`, init)
    return (await response.json()) as Answer
  }
  async get(path: string, query = ''): Promise<Answer> {
    return this.raw(`${path}?access_token=${await this.token()}&${query}`)
  }
  async post(path: string, body: unknown, query = ''): Promise<Answer> {
    const init = { method: 'POST', body: JSON.stringify(body) }
    return this.raw(`${path}?access_token=${await this.token()}&${query}`, init)
  }
  async send(msgtype: string, part: unknown, rest: object = {}): Promise<Answer> {
    const head = { touser: 'lilei', msgtype, agentid: credentials.agentId }
    return this.post('message/send', { ...head, [msgtype]: part, ...rest })
  }
  async upload(type: string, name: string, bytes: Uint8Array<ArrayBuffer>): Promise<Answer> {
    const form = new FormData()
    form.set('media', new Blob([bytes]), name)
    const path = `media/upload?access_token=${await this.token()}&type=${type}`
    // A Blob of its own length, as fetch would otherwise send it chunked.
    const request = new Request('http://127.0.0.1/', { method: 'POST', body: form })
    const body = await request.arrayBuffer()
    const headers = { 'content-type': request.headers.get('content-type') ?? '' }
    return this.raw(path, { method: 'POST', headers, body })
  }
}

export interface Received {
  url: URL
  body: string
  /** Opened by the package that WeCom publishes. */
  xml: string
}

/** Where callbacks go; `answer` decides the status, or says not to answer at all. */
export class Listener {
  readonly received: Received[] = []
  answer: (received: Received) => number | null | Promise<number | null> = () => 200
  url: string | null = null
  readonly #server: Server
  constructor() {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const url = new URL(request.url ?? '/', 'http://127.0.0.1')
        const received = open(url, Buffer.concat(chunks).toString())
        this.received.push(received)
        void Promise.resolve(this.answer(received)).then((status) => {
          if (status !== null) response.writeHead(status).end(echo(url))
        })
      })
    })
  }
  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    const { port } = this.#server.address() as AddressInfo
    this.url = `http://127.0.0.1:${port}/callbacks/wecom`
    onTestFinished(() => {
      this.#server.closeAllConnections()
      this.#server.close()
    })
    return this
  }
}

function open(url: URL, body: string): Received {
  const encrypt =
    url.searchParams.get('echostr') ?? /<Encrypt><!\[CDATA\[(.+)\]\]>/.exec(body)?.[1] ?? ''
  const [timestamp, nonce, signature] = ['timestamp', 'nonce', 'msg_signature'].map(
    (name) => url.searchParams.get(name) ?? '',
  ) as [string, string, string]
  if (getSignature(credentials.token, timestamp, nonce, encrypt) !== signature) {
    throw new Error('bad signature')
  }
  const { message, id } = decrypt(credentials.encodingAesKey, encrypt)
  if (id !== credentials.corpId) throw new Error('bad receiveid')
  return { url, body, xml: message }
}

function echo(url: URL): string {
  const echostr = url.searchParams.get('echostr')
  return echostr ? decrypt(credentials.encodingAesKey, echostr).message : ''
}

export async function stage(options: Partial<WecomStandInOptions> = {}) {
  const clock = stillClock()
  const listener = await new Listener().listen()
  const standIn = await startWecomStandIn({
    port: 0,
    clock,
    callbackUrl: () => listener.url,
    credentials,
    members: [
      { account: 'lilei', name: '李雷' },
      { account: 'HanMeimei', name: '韩梅梅' },
    ],
    groups: [
      { id: 'webhook:KEY1', name: '信息员工作群', members: ['lilei', 'HanMeimei'] },
      { id: 'appchat:newsroom', name: '编辑部', members: ['lilei', 'HanMeimei'] },
    ],
    journalFile: null,
    retryPauseMs: 1,
    ...options,
  })
  onTestFinished(() => standIn.close())
  return { clock, listener, standIn, bot: new Bot(standIn) }
}

export const lilei = { kind: 'person', id: 'lilei' } as const
