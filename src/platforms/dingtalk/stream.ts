import type { DingtalkSettings, Secrets } from '../../../schema/config.ts'
import { PlatformRefusedError } from '../../errors.ts'
import { type Gateway, gateway } from './gateway.ts'
import { StreamConnection } from './stream-connection.ts'
import { pauseBefore, STREAM_TIMINGS, type StreamTimings } from './stream-timings.ts'
import { type FrameTaker, frameTaker, type FrameTakerOptions } from './take-frame.ts'

export interface StreamOptions extends FrameTakerOptions {
  settings: Pick<DingtalkSettings, 'clientId' | 'robotCode' | 'corpId' | 'apiBase'>
  secrets: Pick<NonNullable<Secrets['dingtalk']>, 'clientSecret'>
  /** Something went wrong and was dealt with: a line for the log. Holds no ticket and no text. */
  onFault: (error: unknown) => void
  onConnected?: (connected: boolean) => void
  timings?: Partial<StreamTimings>
}

export interface Stream {
  /** Whether anything can come in. */
  readonly connected: boolean
  /** Takes nothing more, acknowledges what is in hand, closes. What is not acknowledged comes again. */
  close(): Promise<void>
}

/** Receives by websocket (platform document, section 2), for as long as it is not closed. */
export function startStream(options: StreamOptions): Stream {
  return new StreamClient(options)
}

type State =
  | { at: 'asking'; asking: AbortController }
  | { at: 'connecting' | 'open'; connection: StreamConnection }
  | { at: 'pausing'; timer: NodeJS.Timeout }
  | { at: 'closed' }

class StreamClient implements Stream {
  readonly #options: StreamOptions
  readonly #timings: StreamTimings
  readonly #gateway: Gateway
  readonly #take: FrameTaker
  /** The one of the state, and those that it has replaced or that still have frames in hand. */
  readonly #connections = new Set<StreamConnection>()
  #state: State
  /** Tries that have come to nothing since the last one that worked. */
  #failures = 0
  #told = false

  constructor(options: StreamOptions) {
    const { settings, secrets } = options
    const timings = { ...STREAM_TIMINGS, ...options.timings }
    const { refusedPauseMs } = timings
    this.#options = options
    this.#timings = timings
    this.#take = frameTaker(options)
    this.#gateway = gateway({ settings, clientSecret: secrets.clientSecret, refusedPauseMs })
    this.#state = this.#ask()
  }

  get connected(): boolean {
    return [...this.#connections].some(({ alive }) => alive)
  }

  async close(): Promise<void> {
    const state = this.#state
    this.#state = { at: 'closed' }
    if (state.at === 'asking') state.asking.abort()
    if (state.at === 'pausing') clearTimeout(state.timer)
    await Promise.all([...this.#connections].map((connection) => connection.close()))
    this.#tell()
  }

  #ask(): State {
    const asking = new AbortController()
    this.#gateway(asking.signal)
      .then((url) => {
        if (!asking.signal.aborted) this.#connect(url)
      })
      .catch((error: unknown) => {
        if (!asking.signal.aborted) this.#refused(error)
      })
    return { at: 'asking', asking }
  }

  #refused(error: unknown) {
    this.#options.onFault(error)
    if (error instanceof PlatformRefusedError && error.decision.retry === 'after') {
      this.#pause(error.decision.pauseMs)
    } else {
      this.#failed()
    }
  }

  #failed() {
    this.#failures += 1
    this.#pause(pauseBefore(this.#failures, this.#timings))
  }

  #connect(url: URL) {
    const connection = new StreamConnection(url, {
      take: this.#take,
      timings: this.#timings,
      events: {
        opened: () => {
          if (this.#isCurrent(connection)) this.#state = { at: 'open', connection }
          this.#tell()
        },
        leaving: () => {
          if (this.#isCurrent(connection)) this.#replace(connection)
        },
        ended: () => {
          if (this.#isCurrent(connection)) this.#lost(connection)
          this.#tell()
        },
        fault: this.#options.onFault,
      },
    })
    this.#connections.add(connection)
    this.#state = { at: 'connecting', connection }
    void connection.done().then(() => this.#connections.delete(connection))
  }

  #isCurrent(connection: StreamConnection): boolean {
    return 'connection' in this.#state && this.#state.connection === connection
  }

  #lost(connection: StreamConnection) {
    if (this.#state.at === 'open') this.#replace(connection)
    else this.#failed()
  }

  /** At once, unless the one before did not work either: a server that drops all must not be stormed. */
  #replace({ worked }: StreamConnection) {
    if (worked) this.#failures = 0
    this.#pause(this.#failures === 0 ? 0 : pauseBefore(this.#failures, this.#timings))
    if (!worked) this.#failures += 1
  }

  #pause(ms: number) {
    const again = () => {
      this.#state = this.#ask()
    }
    this.#state = { at: 'pausing', timer: setTimeout(again, ms) }
  }

  #tell() {
    if (this.connected === this.#told) return
    this.#told = this.connected
    this.#options.onConnected?.(this.#told)
  }
}
