import type { Secrets, WecomSettings } from '../../../schema/config.ts'
import type { Clock } from '../../clock.ts'
import { PlatformSilentError } from '../../errors.ts'
import { isTokenFault, MEDIA_TOO_LARGE, refusal } from './errors.ts'
import {
  type HttpAnswer,
  type HttpCall,
  platformHttp,
  TIMEOUTS,
  type Timeouts,
} from '../common/http.ts'
import { tokenSource } from '../common/token.ts'

export interface WecomClientOptions {
  settings: WecomSettings
  secrets: Pick<NonNullable<Secrets['wecom']>, 'secret'>
  clock: Clock
  /** An access token was fetched. */
  onTokenRefresh?: () => void
  timeouts?: Timeouts
}

/** What the API answers where `errcode` is 0. */
export type Answer = Readonly<Record<string, unknown>>

export interface ApiCall {
  /** The path below /cgi-bin/, which is all that errors say about a call. */
  name: string
  signal: AbortSignal
  slow?: boolean
  query?: Record<string, string>
  /** Goes out as JSON. */
  json?: unknown
  /** Goes out as it is. */
  body?: NonNullable<HttpCall['body']>
}

/** Every method throws `PlatformRefusedError` or `PlatformSilentError`, neither of which holds a secret. */
export interface WecomClient {
  /** With the app's token; a token that is refused is replaced and the call made once more. */
  call(call: ApiCall): Promise<Answer>
  /** For group robots, whose key is in the query. */
  callWithoutToken(call: ApiCall): Promise<Answer>
  download(call: ApiCall): Promise<Uint8Array>
  /** Gets an access token, or throws. */
  connect(signal: AbortSignal): Promise<void>
}

export function wecomClient(options: WecomClientOptions): WecomClient {
  const { settings, secrets, clock, timeouts = TIMEOUTS, onTokenRefresh } = options
  const http = platformHttp({
    baseUrl: `${settings.apiBase.replace(/\/+$/, '')}/cgi-bin/`,
    timeouts,
    tooLarge: (name) => refusal(name, MEDIA_TOO_LARGE),
    maxBytes: MAX_ANSWER_BYTES,
  })
  const send = async (call: HttpCall) => {
    const answer = await http(call)
    // WeCom says no with status 200 too (section 7): another status is something in between.
    if (answer.status !== 200) throw new PlatformSilentError(call.name, `HTTP ${answer.status}`)
    return answer
  }
  const tokens = tokenSource({
    clock,
    onRefresh: () => onTokenRefresh?.(),
    async fetchToken() {
      // Without the signal of the call that happened to be first: others wait for it too.
      const query = { corpid: settings.corpId, corpsecret: secrets.secret }
      const { access_token: token, expires_in: seconds } = answerOf(
        'gettoken',
        await send({ name: 'gettoken', url: 'gettoken', query }),
      )
      if (typeof token !== 'string' || token === '' || typeof seconds !== 'number') {
        throw new PlatformSilentError('gettoken', 'no token in the answer')
      }
      return { token, lifeMs: seconds * 1000 }
    },
  })

  async function withToken<T>(call: ApiCall, read: (name: string, answer: HttpAnswer) => T) {
    const request = httpCallOf(call)
    const attempt = async (token: string) =>
      read(call.name, await send({ ...request, query: { ...call.query, access_token: token } }))
    const token = await tokens.get(call.signal)
    try {
      return await attempt(token)
    } catch (error) {
      if (!isTokenFault(error)) throw error
      tokens.drop(token)
      return attempt(await tokens.get(call.signal))
    }
  }

  return {
    call: (call) => withToken(call, answerOf),
    callWithoutToken: async (call) => answerOf(call.name, await send(httpCallOf(call))),
    download: (call) => withToken(call, bytesOf),
    async connect(signal) {
      await tokens.get(signal)
    },
  }
}

/** Section 11: more than this is not given out in one piece. */
const MAX_ANSWER_BYTES = 20 * 1024 * 1024

function httpCallOf({ json, query = {}, body, ...rest }: ApiCall): HttpCall {
  const call = { ...rest, url: rest.name, query }
  if (json === undefined) return { ...call, ...(body && { body }) }
  // As UTF-8: in places \uXXXX is refused with 40033.
  const bytes = Buffer.from(JSON.stringify(json))
  return { ...call, body: { type: 'application/json; charset=utf-8', bytes } }
}

function answerOf(name: string, { bytes }: HttpAnswer): Answer {
  const answer = parseObject(bytes)
  const code = answer?.['errcode']
  if (!answer || typeof code !== 'number') throw new PlatformSilentError(name, 'not an answer')
  if (code !== 0) throw refusal(name, code)
  return answer
}

const SMALL = 4096

/** A download fails with JSON where the bytes should be, and its content type cannot be trusted. */
function bytesOf(name: string, answer: HttpAnswer): Uint8Array {
  const { bytes, contentType } = answer
  const looksLikeJson = /json|text\/plain/i.test(contentType) || bytes.length <= SMALL
  const code = looksLikeJson ? parseObject(bytes)?.['errcode'] : undefined
  if (typeof code === 'number' && code !== 0) throw refusal(name, code)
  return bytes
}

function parseObject(bytes: Buffer): Answer | undefined {
  try {
    const value: unknown = JSON.parse(bytes.toString())
    return typeof value === 'object' && value !== null ? { ...value } : undefined
  } catch {
    return undefined
  }
}
