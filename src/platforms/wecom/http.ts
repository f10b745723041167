import http from 'node:http'
import https from 'node:https'
import axios from 'axios'
import { PlatformRefusedError, PlatformSilentError } from '../../errors.ts'
import { MEDIA_TOO_LARGE, refusal } from './errors.ts'

export interface Timeouts {
  connectMs: number
  answerMs: number
  uploadMs: number
}

export const TIMEOUTS: Timeouts = { connectMs: 5_000, answerMs: 10_000, uploadMs: 60_000 }

export interface HttpCall {
  /** The path below /cgi-bin/, which is all that errors say about a call. */
  name: string
  /** Holds tokens and keys: never to be logged. */
  query: Record<string, string>
  body?: { type: string; bytes: Buffer }
  slow?: boolean
  signal?: AbortSignal
}

export interface HttpAnswer {
  contentType: string
  bytes: Buffer
}

/** Section 11: more than this is not given out in one piece. */
const MAX_ANSWER_BYTES = 20 * 1024 * 1024
const MAX_SOCKETS = 64

/**
 * The one way out to WeCom's API. Throws `PlatformSilentError` for anything that is not an
 * answer; the axios error, which holds the token, goes no further.
 */
export function wecomHttp(apiBase: string, timeouts: Timeouts) {
  const agentOptions = { keepAlive: true, maxSockets: MAX_SOCKETS }
  const plain = boundConnect(new http.Agent(agentOptions), timeouts.connectMs, 'connect')
  const secure = boundConnect(new https.Agent(agentOptions), timeouts.connectMs, 'secureConnect')
  const client = axios.create({
    baseURL: `${apiBase.replace(/\/+$/, '')}/cgi-bin/`,
    adapter: 'http',
    httpAgent: plain,
    httpsAgent: secure,
    proxy: false,
    maxRedirects: 0,
    maxContentLength: MAX_ANSWER_BYTES,
    maxBodyLength: 2 * MAX_ANSWER_BYTES,
    responseType: 'arraybuffer',
    validateStatus: null,
  })

  return async ({ name, query, body, slow, signal }: HttpCall): Promise<HttpAnswer> => {
    const deadline = startDeadline(slow ? timeouts.uploadMs : timeouts.answerMs, signal)
    try {
      const response = await client.request<Buffer>({
        url: name,
        method: body ? 'POST' : 'GET',
        params: query,
        ...(body && { data: body.bytes, headers: headersOf(body) }),
        signal: deadline.signal,
      })
      // WeCom says no with status 200 too (section 7): another status is something in between.
      if (response.status !== 200) throw new PlatformSilentError(name, `HTTP ${response.status}`)
      const contentType = response.headers['content-type']
      return {
        contentType: typeof contentType === 'string' ? contentType : '',
        bytes: response.data,
      }
    } catch (error) {
      throw withoutSecrets(name, error, deadline)
    } finally {
      deadline.release()
    }
  }
}

/** The length is said: a chunked upload fails with 44001 (platform document, section 11). */
function headersOf({ type, bytes }: NonNullable<HttpCall['body']>) {
  return { 'Content-Type': type, 'Content-Length': bytes.length }
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

function withoutSecrets(name: string, error: unknown, { signal }: Deadline) {
  if (error instanceof PlatformSilentError) return error
  if (signal.aborted) return new PlatformSilentError(name, String(signal.reason))
  if (!axios.isAxiosError(error)) return new PlatformSilentError(name, 'unknown')
  if (error.message.startsWith('maxContentLength')) return refusal(name, MEDIA_TOO_LARGE)
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
