import type { DingtalkSettings, Secrets } from '../../../schema/config.ts'
import type { Clock } from '../../clock.ts'
import { PlatformSilentError } from '../../errors.ts'
import type { Allowance } from '../adapter.ts'
import {
  type Http,
  type HttpAnswer,
  type HttpCall,
  platformHttp,
  TIMEOUTS,
  type Timeouts,
} from '../common/http.ts'
import { pace } from '../common/pace.ts'
import { type TokenSource, tokenSource } from '../common/token.ts'
import { type Answer, apiAnswer, oapiAnswer } from './answer.ts'
import { isThrottled, isTokenFault, pacedCall, refusal, TOKEN_CALL } from './errors.ts'
import { callLimits, MEDIA_BYTES } from './limits.ts'

export interface DingtalkClientOptions {
  settings: Pick<DingtalkSettings, 'clientId' | 'apiBase' | 'oapiBase' | 'qps'>
  secrets: Pick<NonNullable<Secrets['dingtalk']>, 'clientSecret'>
  clock: Clock
  /** An access token was fetched. */
  onTokenRefresh?: () => void
  timeouts?: Timeouts
}

export interface DingtalkCall {
  /** The path, below /v1.0/ where it is new style: all that errors say about a call. */
  name: string
  signal: AbortSignal
  /** Every call is added, and one that was turned away by a limit is taken off again. */
  spent: Allowance
  slow?: boolean
  /** POST unless said. */
  method?: 'POST' | 'PUT'
}

export interface ApiCall extends DingtalkCall {
  json: unknown
}

export interface OapiCall extends DingtalkCall {
  query?: Record<string, string>
  body: NonNullable<HttpCall['body']>
}

export interface WebhookCall extends DingtalkCall {
  /** Below the old host, or a whole address. Holds a secret. */
  url: string
  query?: Record<string, string>
  json: unknown
}

/** Every method throws `PlatformRefusedError` or `PlatformSilentError`, neither of which holds a secret. */
export interface DingtalkClient {
  /** New style, with the app's token; one that is refused is replaced and the call made once more. */
  api(call: ApiCall): Promise<Answer>
  /** Old style, with the same token. */
  oapi(call: OapiCall): Promise<Answer>
  /** Needs no token; is a push, not a call. */
  webhook(call: WebhookCall): Promise<Answer>
  /** Gets an access token, or throws. */
  connect(signal: AbortSignal): Promise<void>
}

export function dingtalkClient(options: DingtalkClientOptions): DingtalkClient {
  const { settings, clock } = options
  const api = httpTo(settings.apiBase, '/v1.0/', options)
  const oapi = httpTo(settings.oapiBase, '/', options)
  const tokens = tokensFrom(api, options)
  const seconds = pace(clock, callLimits(settings.qps), pacedCall)

  const attempt = ({ name, spent }: DingtalkCall, call: () => Promise<Answer>) => {
    seconds.take(name, name)
    return counted(spent, 'calls', call)
  }

  return {
    api: ({ json, method = 'POST', ...call }) =>
      withToken(tokens, call.signal, (token) => {
        const headers = { ...ACCEPT, 'x-acs-dingtalk-access-token': token }
        const request = { ...requestOf(call, call.name), method, headers, body: asJson(json) }
        return attempt(call, async () => apiAnswer(call.name, await api(request)))
      }),
    oapi: ({ body, query, ...call }) =>
      withToken(tokens, call.signal, (token) => {
        const request = { ...requestOf(call, call.name), query: { ...query, access_token: token } }
        return attempt(call, async () => oapiAnswer(call.name, await oapi({ ...request, body })))
      }),
    webhook: ({ json, url, query = {}, ...call }) => {
      const request = { ...requestOf(call, url), query, body: asJson(json) }
      return counted(call.spent, 'pushes', async () => oapiAnswer(call.name, await oapi(request)))
    },
    async connect(signal) {
      await tokens.get(signal)
    },
  }
}

/** Without it some answers are XML (section 2.1). */
const ACCEPT = { Accept: 'application/json' }

function httpTo(base: string, path: string, { timeouts = TIMEOUTS }: DingtalkClientOptions): Http {
  return platformHttp({
    baseUrl: `${base.replace(/\/+$/, '')}${path}`,
    timeouts,
    tooLarge: (name) => refusal(name, 'answer too large'),
    maxBytes: MEDIA_BYTES,
  })
}

/** One token for both hosts (section 3). */
function tokensFrom(
  api: Http,
  { settings, secrets, clock, onTokenRefresh }: DingtalkClientOptions,
) {
  return tokenSource({
    clock,
    onRefresh: () => onTokenRefresh?.(),
    async fetchToken() {
      // Without the signal of the call that happened to be first: others wait for it too.
      const body = asJson({ appKey: settings.clientId, appSecret: secrets.clientSecret })
      const answer: HttpAnswer = await api({
        name: TOKEN_CALL,
        url: TOKEN_CALL,
        headers: ACCEPT,
        body,
      })
      const { accessToken: token, expireIn: seconds } = apiAnswer(TOKEN_CALL, answer)
      if (typeof token !== 'string' || token === '' || typeof seconds !== 'number') {
        throw new PlatformSilentError(TOKEN_CALL, 'no token in the answer')
      }
      return { token, lifeMs: seconds * 1000 }
    },
  })
}

async function withToken(
  tokens: TokenSource,
  signal: AbortSignal,
  attempt: (token: string) => Promise<Answer>,
): Promise<Answer> {
  const token = await tokens.get(signal)
  try {
    return await attempt(token)
  } catch (error) {
    if (!isTokenFault(error)) throw error
    tokens.drop(token)
    return attempt(await tokens.get(signal))
  }
}

/** Before the call: what came of one that got no answer is counted too. */
async function counted<T>(spent: Allowance, what: keyof Allowance, call: () => Promise<T>) {
  spent[what] += 1
  try {
    return await call()
  } catch (error) {
    if (isThrottled(error)) spent[what] -= 1
    throw error
  }
}

function requestOf({ name, signal, slow, method }: DingtalkCall, url: string) {
  return { name, url, signal, ...(slow && { slow }), ...(method && { method }) }
}

function asJson(value: unknown): NonNullable<HttpCall['body']> {
  return { type: 'application/json; charset=utf-8', bytes: Buffer.from(JSON.stringify(value)) }
}
