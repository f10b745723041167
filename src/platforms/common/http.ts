import http from 'node:http'
import https from 'node:https'
import axios from 'axios'
import { PlatformRefusedError, PlatformSilentError } from '../../errors.ts'

export interface Timeouts {
  connectMs: number
  answerMs: number
  uploadMs: number
}

export const TIMEOUTS: Timeouts = { connectMs: 5_000, answerMs: 10_000, uploadMs: 60_000 }

export interface HttpCall {
  /** All that errors say about a call. */
  name: string
  /** Below the base, or a whole address. May hold tokens and keys: never to be logged. */
  url: string
  method?: 'GET' | 'POST' | 'PUT'
  query?: Record<string, string>
  headers?: Record<string, string>
  body?: { type: string; bytes: Buffer }
  slow?: boolean
  signal?: AbortSignal
}

export interface HttpAnswer {
  status: number
  contentType: string
  bytes: Buffer
}

export type Http = (call: HttpCall) => Promise<HttpAnswer>

export interface HttpOptions {
  baseUrl: string
  timeouts: Timeouts
  /** What the platform itself would say to more than `maxBytes`. */
  tooLarge: (name: string) => PlatformRefusedError
  maxBytes: number
}

const MAX_SOCKETS = 64

/**
 * The one way out to a platform's API. Throws `PlatformSilentError` for anything that is not an
 * answer; the axios error, which holds the token, goes no further. What a status means is the
 * platform's own matter.
 */
export function platformHttp({ baseUrl, timeouts, tooLarge, maxBytes }: HttpOptions): Http {
  const agentOptions = { keepAlive: true, maxSockets: MAX_SOCKETS }
  const plain = boundConnect(new http.Agent(agentOptions), timeouts.connectMs, 'connect')
  const secure = boundConnect(new https.Agent(agentOptions), timeouts.connectMs, 'secureConnect')
  const client = axios.create({
    baseURL: baseUrl,
    adapter: 'http',
    httpAgent: plain,
    httpsAgent: secure,
    proxy: false,
    maxRedirects: 0,
    maxContentLength: maxBytes,
    maxBodyLength: 2 * maxBytes,
    responseType: 'arraybuffer',
    validateStatus: null,
  })

  return async ({ name, url, method, query, headers, body, slow, signal }) => {
    const deadline = startDeadline(slow ? timeouts.uploadMs : timeouts.answerMs, signal)
    try {
      const response = await client.request<Buffer>({
        url,
        method: method ?? (body ? 'POST' : 'GET'),
        ...(query && { params: query }),
        headers: { ...headers, ...(body && headersOf(body)) },
        ...(body && { data: body.bytes }),
        signal: deadline.signal,
      })
      const contentType = response.headers['content-type']
      return {
        status: response.status,
        contentType: typeof contentType === 'string' ? contentType : '',
        bytes: response.data,
      }
    } catch (error) {
      throw withoutSecrets(name, error, deadline, tooLarge)
    } finally {
      deadline.release()
    }
  }
}

/** The length is said: platforms refuse a chunked upload. */
function headersOf({ type, bytes }: NonNullable<HttpCall['body']>) {
  return { 'Content-Type': type, 'Content-Length': String(bytes.length) }
}

type Deadline = ReturnType<typeof startDeadline>

/** By hand, because a signal of `AbortSignal.any` and its timer outlive the call that they were for. */
function startDeadline(ms: number, given?: AbortSignal) {
  const controller = new AbortController()
  const giveUp = () => {
    controller.abort('aborted')
  }
  const timer = setTimeout(() => {
    controller.abort('timeout')
  }, ms)
  if (given?.aborted) giveUp()
  given?.addEventListener('abort', giveUp, { once: true })
  return {
    signal: controller.signal,
    release() {
      clearTimeout(timer)
      given?.removeEventListener('abort', giveUp)
    },
  }
}

function withoutSecrets(
  name: string,
  error: unknown,
  { signal }: Deadline,
  tooLarge: HttpOptions['tooLarge'],
) {
  if (signal.aborted) return new PlatformSilentError(name, String(signal.reason))
  if (!axios.isAxiosError(error)) return new PlatformSilentError(name, 'unknown')
  if (error.message.startsWith('maxContentLength')) return tooLarge(name)
  const code = error.code ?? 'unknown'
  // Where nothing was reached nothing can have happened: it is safe to try again.
  if (UNREACHED.has(code)) return new PlatformRefusedError(name, code, { retry: 'later' })
  return new PlatformSilentError(name, code)
}

const NO_CONNECTION = 'ECONNTIMEOUT'
const UNREACHED = new Set([
  NO_CONNECTION,
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
])

/** An address that swallows packets is given up on sooner than one that is slow to answer. */
function boundConnect<A extends http.Agent>(
  agent: A,
  connectMs: number,
  connected: 'connect' | 'secureConnect',
): A {
  const create = agent.createConnection.bind(agent)
  agent.createConnection = (options, callback) => {
    const socket = create(options, callback)
    const timer = setTimeout(() => {
      socket?.destroy(Object.assign(new Error('no connection'), { code: NO_CONNECTION }))
    }, connectMs)
    const stop = () => {
      clearTimeout(timer)
    }
    socket?.once(connected, stop).once('close', stop)
    return socket
  }
  return agent
}
