import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { faultIn, type Heard } from './rules.ts'

export type Play = (heard: Heard, response: ServerResponse) => void

/** A JSON answer, of either style where nothing is wrong. */
export const answer =
  (values: Record<string, unknown>, status = 200): Play =>
  (_heard, response) => {
    response.writeHead(status, { 'content-type': 'application/json;charset=UTF-8' })
    response.end(JSON.stringify(values))
  }

const SAID = `no, from ip: 192.0.2.7, secret=s3cr3t-of-the-app`

/** A refusal in the new style. */
export const no = (code: string, status = 400, more: Record<string, unknown> = {}): Play =>
  answer({ code, message: SAID, requestid: 'R1', ...more }, status)

/** And in the old one. */
export const errcode = (code: number | string, more: Record<string, unknown> = {}): Play =>
  answer({ errcode: code, errmsg: SAID, ...more })

const OLD_STYLE = new Set(['robot/send', 'robot/sendBySession', 'media/upload'])
export const isOldStyle = (name: string) => OLD_STYLE.has(name)

/** What each call answers as long as nobody has said otherwise. */
const STANDARD: Record<string, Play> = {
  'robot/oToMessages/batchSend': answer({
    processQueryKey: 'PQK1',
    invalidStaffIdList: [],
    flowControlledStaffIdList: [],
  }),
  'robot/groupMessages/send': answer({ processQueryKey: 'PQK2' }),
  'card/instances/createAndDeliver': answer({
    success: true,
    result: {
      outTrackId: 'x',
      deliverResults: [{ spaceType: 'IM_ROBOT', spaceId: 'x', success: true, carrierId: 'PQK3' }],
    },
  }),
  'card/instances': answer({ success: true, result: true }),
  'card/callbacks/register': answer({ success: true, result: {} }),
  'media/upload': answer({ errcode: 0, errmsg: 'ok', type: 'image', media_id: '@lAMEDIA1' }),
  'robot/send': answer({ errcode: 0, errmsg: 'ok' }),
  'robot/sendBySession': answer({ errcode: '0', errmsg: 'ok' }),
}

/** A platform that answers as it is told: first what was scripted for a call, then its standard. */
export class Api {
  readonly heard: Heard[] = []
  readonly #scripted = new Map<string, Play[]>()
  readonly #standard = new Map<string, Play>(Object.entries(STANDARD))
  tokens = 0
  address = ''

  constructor() {
    this.always('oauth2/accessToken', (heard, response) => {
      this.tokens += 1
      answer({ accessToken: `token-${this.tokens}`, expireIn: 7200 })(heard, response)
    })
    this.always('robot/messageFiles/download', (heard, response) => {
      answer({ downloadUrl: `${this.address}/store/1.file?Signature=s1gned` })(heard, response)
    })
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

  /** Of messages of the app's robot: what is inside them. */
  params(name = 'robot/oToMessages/batchSend'): Record<string, string>[] {
    return this.bodies(name).map(
      ({ msgParam }) => JSON.parse(String(msgParam)) as Record<string, string>,
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
    this.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    return this.address
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', headers, url = '' } = request
    const { pathname, searchParams: query } = new URL(url, 'http://x')
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const name = pathname.replace(/^\/v1\.0\//, '').replace(/^\//, '')
    const heard = { name, method, url, headers, query, body: Buffer.concat(chunks) }
    this.heard.push(heard)
    const play = this.#scripted.get(name)?.shift() ?? this.#standard.get(name)
    const fault = name.startsWith('store/') ? undefined : (faultIn(heard) ?? this.#keyFault(heard))
    if (fault !== undefined) no(`strict.${fault}`.replaceAll(' ', '.'))(heard, response)
    else if (play) play(heard, response)
    else no('no.such.file', 404)(heard, response)
  }

  /** Each style has a place of its own for the token, and webhooks and the token's own call have none. */
  #keyFault({ name, url, query, headers }: Heard): string | undefined {
    if (url.startsWith('/v1.0/') === isOldStyle(name)) return 'wrong host'
    const header = headers['x-acs-dingtalk-access-token']
    const inQuery = query.get('access_token') ?? undefined
    if (name === 'media/upload') return this.#known(inQuery) && !header ? undefined : 'token'
    if (isOldStyle(name) || name === 'oauth2/accessToken') return header ? 'token' : undefined
    return this.#known(header) && inQuery === undefined ? undefined : 'token'
  }

  #known(token: string | string[] | undefined): boolean {
    const [, number] = /^token-(\d+)$/.exec(String(token)) ?? []
    return number !== undefined && Number(number) <= this.tokens
  }
}
