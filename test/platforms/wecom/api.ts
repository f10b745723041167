import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { CardId } from '../../../schema/ids.ts'
import type { Delivery, ShownCard } from '../../../schema/delivery.ts'
import type { Chat } from '../../../schema/update.ts'
import { wecomAdapter } from '../../../src/platforms/wecom/adapter.ts'
import { wecomClient } from '../../../src/platforms/wecom/client.ts'
import { APP, clockAt, NOW } from './support.ts'

export interface Heard {
  name: string
  method: string
  query: URLSearchParams
  headers: IncomingMessage['headers']
  body: Buffer
}

export type Play = (heard: Heard, response: ServerResponse) => void

export const answer =
  (values: Record<string, unknown>): Play =>
  (_heard, response) => {
    response.setHeader('content-type', 'application/json; charset=UTF-8')
    response.end(JSON.stringify({ errcode: 0, errmsg: 'ok', ...values }))
  }

export const refuse = (errcode: number): Play =>
  answer({ errcode, errmsg: `no, from ip: 192.0.2.7, secret=${SECRET}` })

export const faults: Record<string, Play> = {
  'an answer with status 502': (_heard, response) => {
    response.writeHead(502).end('<html>bad gateway</html>')
  },
  'a redirect': (_heard, response) => {
    response.writeHead(302, { location: 'http://192.0.2.7/' }).end()
  },
  'a reset': (_heard, response) => {
    response.socket?.resetAndDestroy()
  },
  'half an answer': (_heard, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('{"errcode"')
    setImmediate(() => response.destroy())
  },
}

export const hangs: Record<string, Play> = {
  'no answer': () => undefined,
  'drops of an answer': (_heard, response) => {
    response.writeHead(200)
    const drip = setInterval(() => response.write(' '), 50)
    response.on('close', () => {
      clearInterval(drip)
    })
  },
}

export const page: Play = (_heard, response) => {
  response.end('<html>welcome</html>')
}

export const SECRET = 's3cr3t-of-the-app'
const PATIENT = { connectMs: 5_000, answerMs: 10_000, uploadMs: 10_000 }
export const HASTY = { connectMs: 5_000, answerMs: 700, uploadMs: 700 }

/** A platform that answers as it is told: first what was scripted for a call, then its standard. */
export class Api {
  readonly heard: Heard[] = []
  readonly #scripted = new Map<string, Play[]>()
  readonly #standard = new Map<string, Play>()
  tokens = 0

  constructor() {
    this.always('gettoken', (heard, response) => {
      this.tokens += 1
      answer({ access_token: `token-${this.tokens}`, expires_in: 7200 })(heard, response)
    })
    this.always('message/send', answer({ msgid: 'MSG1' }))
    this.always('media/upload', answer({ type: 'image', media_id: 'MEDIA1', created_at: '1' }))
  }

  /** The next calls of this name are answered so, in this order. */
  next(name: string, ...plays: Play[]): void {
    this.#scripted.set(name, [...(this.#scripted.get(name) ?? []), ...plays])
  }

  always(name: string, play: Play): void {
    this.#standard.set(name, play)
  }

  calls(name: string): Heard[] {
    return this.heard.filter((heard) => heard.name === name)
  }

  bodies(name: string): Record<string, unknown>[] {
    return this.calls(name).map(
      ({ body }) => JSON.parse(body.toString()) as Record<string, unknown>,
    )
  }

  async listen(): Promise<string> {
    const server = createServer((request, response) => void this.#answer(request, response))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => {
      server.closeAllConnections()
      server.close()
    })
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', 'http://x')
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const name = url.pathname.replace('/cgi-bin/', '')
    const { method = '', headers } = request
    const heard = { name, method, headers, query: url.searchParams, body: Buffer.concat(chunks) }
    this.heard.push(heard)
    const play = this.#scripted.get(name)?.shift() ?? this.#standard.get(name) ?? answer({})
    play(heard, response)
  }
}

interface Surroundings {
  mediaDir?: string
  apiBase?: string
  timeouts?: typeof PATIENT
}

export async function apiAndAdapter({
  mediaDir = '.',
  timeouts = PATIENT,
  ...given
}: Surroundings = {}) {
  const api = new Api()
  const apiBase = given.apiBase ?? (await api.listen())
  const clock = clockAt(NOW)
  const counts = { refreshes: 0 }
  const options = {
    settings: { corpId: APP.corpId, agentId: APP.agentId, apiBase },
    secrets: { secret: SECRET },
    clock,
    timeouts,
    mediaDir,
    onTokenRefresh: () => {
      counts.refreshes += 1
    },
  }
  const adapter = wecomAdapter(options)
  const signal = AbortSignal.timeout(15_000)
  const deliver = (chat: Chat, delivery: Delivery, key = 1, code?: string) => {
    const expiresAt = clock.now()
    const handle =
      code === undefined
        ? {}
        : { handle: { code, expiresAt: (expiresAt + 1000) as typeof expiresAt } }
    return adapter.deliver(chat, delivery, key, {
      ...handle,
      signal,
      spent: { calls: 0, pushes: 0 },
    })
  }
  return { api, adapter, clock, counts, deliver, signal, client: wecomClient(options) }
}

export const lilei: Chat = { platform: 'wecom', kind: 'person', id: 'LiLei' }
export const robot: Chat = { platform: 'wecom', kind: 'group', id: 'webhook:r0b0t-k3y' }
export const newsroom: Chat = { platform: 'wecom', kind: 'group', id: 'appchat:newsroom01' }
export const text = (content: string): Delivery => ({ type: 'text', text: content })

export const shown: ShownCard = {
  title: '（1/7）类别',
  facts: [{ label: '作者', value: '韩梅梅' }],
  text: '请选择。',
  buttons: [
    { action: 'approve', label: '通过', look: 'primary' },
    { action: 'return', label: '退回', look: 'danger' },
    { action: 'open', label: '看全文', look: 'plain', url: 'https://h5.example.com/t/42' },
  ],
}
export const card = (change: Partial<ShownCard> = {}): Delivery => ({
  type: 'card',
  card: CardId.parse('card-1'),
  shown: { ...shown, ...change },
})
