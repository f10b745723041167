import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { performance } from 'node:perf_hooks'

const MINUTE_MS = 60_000
const A_MINUTE = 20
const OK = '{"errcode":0,"errmsg":"ok","access_token":"t","expires_in":7200}'
const TOO_FAST = '{"errcode":45009,"errmsg":"api freq out of limit"}'

/** WeCom's end of group robots: slow to answer, and strict about what a robot may say in a minute. */
export class Webhooks {
  readonly #server: Server
  readonly #answerMs: number
  /** By the robot's key: when each message was taken. */
  readonly taken = new Map<string, { at: number; type: string }[]>()
  refused = 0
  #wanted = { count: Infinity, reached: () => {} }

  constructor(answerMs: number) {
    this.#answerMs = answerMs
    this.#server = createServer((request, response) => {
      this.#take(request, response)
    })
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  close(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }

  /** Messages that were taken, of all robots. */
  get count(): number {
    return [...this.taken.values()].reduce((all, { length }) => all + length, 0)
  }

  /** Once so many were taken; `false`: not within that time. */
  reaches(count: number, withinMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const late = setTimeout(resolve, withinMs, false)
      const reached = () => {
        clearTimeout(late)
        resolve(true)
      }
      this.#wanted = { count, reached }
      if (this.count >= count) reached()
    })
  }

  #take(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '', 'http://webhooks')
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const key = url.pathname.endsWith('/webhook/send') ? url.searchParams.get('key') : null
      const body = key === null ? OK : this.#say(key, Buffer.concat(chunks).toString())
      setTimeout(finish, this.#answerMs, response, body)
    })
  }

  #say(key: string, body: string): string {
    const now = performance.now()
    const own = this.taken.get(key) ?? []
    this.taken.set(key, own)
    if (own.filter(({ at }) => at > now - MINUTE_MS).length >= A_MINUTE) {
      this.refused += 1
      return TOO_FAST
    }
    own.push({ at: now, type: /"msgtype":"(\w+)"/.exec(body)?.[1] ?? '' })
    if (this.count >= this.#wanted.count) this.#wanted.reached()
    return OK
  }
}

function finish(response: ServerResponse, body: string) {
  response.writeHead(200, { 'content-type': 'application/json; charset=UTF-8' })
  response.end(body)
}
