import { connect, type Socket } from 'node:net'

/** One kept-alive connection: a request at a time. The cheapest client there can be. */
class Line {
  readonly #socket: Socket
  #answered: ((status: number) => void) | null = null
  #heard = ''

  constructor(port: number) {
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true })
    this.#socket.setEncoding('latin1')
    this.#socket.on('data', (chunk: string) => {
      this.#hear(chunk)
    })
    this.#socket.on('error', () => {
      this.#end(0)
    })
    this.#socket.on('close', () => {
      this.#end(0)
    })
  }

  ask(request: Buffer, answered: (status: number) => void): void {
    this.#answered = answered
    this.#socket.write(request)
  }

  close(): void {
    this.#socket.destroy()
  }

  #hear(chunk: string) {
    this.#heard += chunk
    const head = this.#heard.indexOf('\r\n\r\n')
    if (head < 0) return
    const length = /\r\ncontent-length: (\d+)/i.exec(this.#heard.slice(0, head))?.[1] ?? '0'
    if (this.#heard.length < head + 4 + Number(length)) return
    const status = Number(this.#heard.slice(9, 12))
    this.#heard = ''
    this.#end(status)
  }

  #end(status: number) {
    const answered = this.#answered
    this.#answered = null
    answered?.(status)
  }
}

/** Connections to one server; what finds none free waits for the next. */
export class Lines {
  readonly #all: Line[]
  readonly #free: Line[]
  readonly #waiting: (() => void)[] = []

  constructor(port: number, count: number) {
    this.#all = Array.from({ length: count }, () => new Line(port))
    this.#free = [...this.#all]
  }

  ask(request: Buffer, answered: (status: number) => void): void {
    const line = this.#free.pop()
    if (!line) {
      this.#waiting.push(() => {
        this.ask(request, answered)
      })
      return
    }
    line.ask(request, (status) => {
      this.#free.push(line)
      this.#waiting.shift()?.()
      answered(status)
    })
  }

  close(): void {
    for (const line of this.#all) line.close()
  }
}
