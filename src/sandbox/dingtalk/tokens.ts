import { randomBytes } from 'node:crypto'
import type { Clock } from '../../clock.ts'
import { textAt, type JsonObject } from '../common/json.ts'
import type { DingtalkCredentials } from './options.ts'
import { ApiRefusal, OapiRefusal, oapiRefuseIf, refuseIf } from './refusal.ts'

const LIFETIME_S = 7200

/** Both ways to a token, which works on both hosts, and the check of it (section 3). */
export class Tokens {
  readonly #clock: Clock
  readonly #credentials: DingtalkCredentials
  readonly #expiresAt = new Map<string, number>()
  #current: string | null = null
  constructor(clock: Clock, credentials: DingtalkCredentials) {
    this.#clock = clock
    this.#credentials = credentials
  }

  /** `POST /v1.0/oauth2/accessToken` */
  give(body: JsonObject): JsonObject {
    const right = this.#are(textAt(body, 'appKey'), textAt(body, 'appSecret'))
    refuseIf(!right, 'invalidClientIdOrSecret', '无效的clientId或者clientSecret')
    return { accessToken: this.#issue(), expireIn: LIFETIME_S }
  }

  /** `GET /gettoken` */
  giveOld(query: URLSearchParams): JsonObject {
    const right = this.#are(query.get('appkey'), query.get('appsecret'))
    oapiRefuseIf(!right, 40089, '不合法的corpid或corpsecret')
    return { access_token: this.#issue(), expires_in: LIFETIME_S }
  }

  checkHeader(token: string | string[] | undefined): void {
    if (this.#state(typeof token === 'string' ? token : '') === 'valid') return
    throw new ApiRefusal('InvalidAuthentication', '不合法的access_token')
  }

  /** `topapi` calls come through a gateway of their own, which wraps what is wrong into an 88. */
  checkQuery(token: string | null, path: string): void {
    const state = this.#state(token ?? '')
    if (state === 'valid') return
    if (state === 'expired') throw new OapiRefusal(42001, 'access_token已过期')
    const wrapped = path.startsWith('/topapi/')
    if (wrapped) throw new OapiRefusal(88, '不合法的access_token', 40014)
    throw new OapiRefusal(40014, '不合法的access_token')
  }

  expireAll(): void {
    for (const token of this.#expiresAt.keys()) this.#expiresAt.set(token, 0)
    this.#current = null
  }

  #are(id: string | null, secret: string | null): boolean {
    return id === this.#credentials.clientId && secret === this.#credentials.clientSecret
  }

  /** Asking again within the lifetime gives the same token, and extends it. */
  #issue(): string {
    const now = this.#clock.now()
    const current = this.#current
    const valid = current !== null && (this.#expiresAt.get(current) ?? 0) > now
    const token = valid ? current : randomBytes(16).toString('hex')
    this.#expiresAt.set(token, now + LIFETIME_S * 1000)
    this.#current = token
    return token
  }

  #state(token: string): 'valid' | 'expired' | 'unknown' {
    const expiresAt = this.#expiresAt.get(token)
    if (expiresAt === undefined) return 'unknown'
    return expiresAt > this.#clock.now() ? 'valid' : 'expired'
  }
}
