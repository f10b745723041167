import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A message that is on its way to a group. */
export interface GroupCall {
  /** As the stand-ins name it: `webhook:KEY`, `robot:TOKEN`. */
  group: string
  part: 'text' | 'image'
  /** What a custom robot knows a repeat by. */
  uuid: string | undefined
}

/**
 * What becomes of one: it is let through, never reaches the platform, reaches it and is never
 * answered, reaches it and the answer is cut off, or is refused with that code.
 */
export type Verdict = 'pass' | 'keep-request' | 'keep-answer' | 'cut-answer' | { errcode: number }

/** Stands before both platforms and holds up what a test wants to see held up. */
export class Gate {
  readonly #server = createServer((from, to) => {
    this.#take(from, to)
  })
  readonly #behind: (path: string) => string
  url = ''
  verdict: (call: GroupCall) => Verdict = () => 'pass'
  readonly calls: GroupCall[] = []
  /** Those that were kept, and those whose answer has left. */
  readonly kept: GroupCall[] = []
  readonly answered: GroupCall[] = []

  /** `behind`: which platform a path belongs to. */
  constructor(behind: (path: string) => string) {
    this.#behind = behind
  }

  async open(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  close(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }

  /** Lets everything through and forgets what was. */
  reset(): void {
    this.verdict = () => 'pass'
    this.calls.length = 0
    this.kept.length = 0
    this.answered.length = 0
  }

  #take(from: IncomingMessage, to: ServerResponse) {
    const chunks: Buffer[] = []
    from.on('data', (chunk: Buffer) => chunks.push(chunk))
    from.on('end', () => {
      const body = Buffer.concat(chunks)
      const call = groupCall(from.url ?? '', body.toString())
      if (call) this.calls.push(call)
      const verdict = call ? this.verdict(call) : 'pass'
      if (call && verdict === 'keep-request') {
        this.kept.push(call)
        return
      }
      if (typeof verdict === 'object') {
        to.end(JSON.stringify({ errcode: verdict.errcode, errmsg: 'refused' }))
        return
      }
      this.#forward(from, body, (status, headers, answer) => {
        if (call && verdict === 'keep-answer') this.kept.push(call)
        else if (verdict === 'cut-answer') to.destroy()
        else to.writeHead(status, headers).end(answer, () => call && this.answered.push(call))
      })
    })
  }

  #forward(
    { url = '', method, headers }: IncomingMessage,
    body: Buffer,
    answer: (status: number, headers: IncomingMessage['headers'], body: Buffer) => void,
  ) {
    const options = { method, headers: { ...headers, connection: 'close' } }
    const call = request(`${this.#behind(url)}${url}`, options, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const told = { 'content-type': response.headers['content-type'] }
        answer(response.statusCode ?? 0, told, Buffer.concat(chunks))
      })
    })
    call.end(body)
  }
}

function groupCall(path: string, body: string): GroupCall | null {
  const { pathname, searchParams } = new URL(path, 'http://gate')
  const part = /"msgtype":"text"/.test(body) ? 'text' : 'image'
  const uuid = /"msgUuid":"([^"]+)"/.exec(body)?.[1]
  if (pathname === '/cgi-bin/webhook/send') {
    return { group: `webhook:${searchParams.get('key') ?? ''}`, part, uuid }
  }
  if (pathname === '/robot/send') {
    return { group: `robot:${searchParams.get('access_token') ?? ''}`, part, uuid }
  }
  return null
}
