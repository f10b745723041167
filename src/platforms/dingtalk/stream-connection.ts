import { WebSocket } from 'ws'
import { PlatformRefusedError, PlatformSilentError } from '../../errors.ts'
import { framesInHand, type FramesInHand } from './frames-in-hand.ts'
import { isDisconnect, readFrame } from './frames.ts'
import { type LifeSigns, watchForLife } from './life-signs.ts'
import type { StreamTimings } from './stream-timings.ts'
import type { FrameTaker } from './take-frame.ts'

export interface ConnectionEvents {
  opened(): void
  /** The server has announced that it will close: what comes until then is still taken. */
  leaving(): void
  ended(): void
  fault(error: unknown): void
}

type Phase =
  | { at: 'connecting' }
  | { at: 'open'; signs: LifeSigns; stable: NodeJS.Timeout }
  | { at: 'leaving'; quiet: NodeJS.Timeout }
  | { at: 'closing' }
  | { at: 'ended' }

/** The documented limit of one SDK is 256 KiB, of callbacks by HTTP 1 MiB. */
const MAX_FRAME_BYTES = 2 * 1024 * 1024
const GOODBYE_MS = 1000
const NAME = 'stream'

/** One websocket with its ticket, from the handshake to its end. It is never used again. */
export class StreamConnection {
  readonly #socket: WebSocket
  readonly #timings: StreamTimings
  readonly #events: ConnectionEvents
  readonly #hand: FramesInHand
  readonly #ended = Promise.withResolvers<undefined>()
  #phase: Phase = { at: 'connecting' }
  #worked = false
  #reason: Error | undefined

  constructor(
    url: URL,
    options: { take: FrameTaker; events: ConnectionEvents; timings: StreamTimings },
  ) {
    this.#timings = options.timings
    this.#events = options.events
    this.#socket = new WebSocket(url, {
      maxPayload: MAX_FRAME_BYTES,
      handshakeTimeout: options.timings.handshakeMs,
    })
    this.#hand = framesInHand(this.#socket, options.take, (error) => {
      this.#events.fault(error)
    })
    this.#listen()
  }

  /** Whether frames can come in. */
  get alive(): boolean {
    return this.#phase.at === 'open' || this.#phase.at === 'leaving'
  }

  /** Whether a frame has come, or it has stood for a while: the next one may be opened at once. */
  get worked(): boolean {
    return this.#worked
  }

  /** Resolves when the socket is closed and nothing is in hand. */
  async done(): Promise<void> {
    await this.#ended.promise
    await this.#hand.settled()
  }

  /** Takes nothing more, acknowledges what is in hand, then closes. */
  async close(): Promise<void> {
    const { at } = this.#phase
    if (at === 'open' || at === 'leaving') {
      this.#enter({ at: 'closing' })
      await atMost(this.#timings.closeMs, this.#hand.settled())
      this.#socket.close(1000)
    } else if (at === 'connecting') {
      this.#enter({ at: 'closing' })
      this.#socket.terminate()
    }
    await atMost(GOODBYE_MS, this.#ended.promise)
    this.#socket.terminate()
    await atMost(this.#timings.closeMs, this.done())
  }

  #listen() {
    this.#socket
      .on('open', () => {
        this.#open()
      })
      .on('message', (data, isBinary) => {
        this.#receive(!isBinary && Buffer.isBuffer(data) ? data.toString() : '')
      })
      .on('unexpected-response', (_request, { statusCode = 0 }) => {
        // A ticket that is spent or too old: the next try has a new one.
        this.#drop(new PlatformRefusedError(NAME, `HTTP ${statusCode}`, { retry: 'later' }))
      })
      .on('error', (error) => {
        const code = 'code' in error ? String(error.code) : 'no handshake'
        this.#reason ??= new PlatformSilentError(NAME, code)
      })
      .on('close', (code) => {
        this.#end(code)
      })
  }

  #open() {
    if (this.#phase.at !== 'connecting') return
    const signs = watchForLife(this.#socket, this.#timings.pingMs, () => {
      this.#drop(new PlatformSilentError(NAME, 'no sign of life'))
    })
    const stable = setTimeout(() => {
      this.#worked = true
    }, this.#timings.stableMs)
    this.#enter({ at: 'open', signs, stable })
    this.#events.opened()
  }

  #receive(text: string) {
    if (this.#phase.at === 'open') this.#phase.signs.heard()
    else if (this.#phase.at === 'leaving') this.#phase.quiet.refresh()
    else return
    const frame = readFrame(text)
    if (!frame) {
      this.#events.fault(new Error('what came by the Stream is no frame'))
    } else if (isDisconnect(frame)) {
      this.#leave()
    } else {
      this.#worked = true
      this.#hand.take(frame)
    }
  }

  /** Silence makes the server close, so nothing is said but acks; if it does not close, we do. */
  #leave() {
    if (this.#phase.at !== 'open') return
    const quiet = setTimeout(() => void this.close(), this.#timings.quietMs)
    this.#enter({ at: 'leaving', quiet })
    this.#events.leaving()
  }

  #drop(reason: Error) {
    this.#reason ??= reason
    this.#socket.terminate()
  }

  #end(code: number) {
    const { at } = this.#phase
    const unexpected = at === 'connecting' || at === 'open'
    this.#enter({ at: 'ended' })
    if (unexpected) {
      this.#events.fault(this.#reason ?? new PlatformSilentError(NAME, `closed with ${code}`))
    }
    this.#ended.resolve(undefined)
    this.#events.ended()
  }

  #enter(phase: Phase) {
    if (this.#phase.at === 'open') {
      this.#phase.signs.stop()
      clearTimeout(this.#phase.stable)
    }
    if (this.#phase.at === 'leaving') clearTimeout(this.#phase.quiet)
    this.#phase = phase
  }
}

async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>()
  const timer = setTimeout(resolve, ms, undefined)
  await Promise.race([work, promise])
  clearTimeout(timer)
}
