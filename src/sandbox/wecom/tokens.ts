import { randomBytes } from 'node:crypto'
import type { Clock } from '../../clock.ts'
import type { WecomCredentials } from './options.ts'
import { refuseIf } from './refusal.ts'

const LIFETIME_S = 7200

/** gettoken and the check of what it gave (WeCom document 91039). */
export class Tokens {
  readonly #clock: Clock
  readonly #credentials: WecomCredentials
  readonly #expiresAt = new Map<string, number>()
  #current: string | null = null
  constructor(clock: Clock, credentials: WecomCredentials) {
    this.#clock = clock
    this.#credentials = credentials
  }

  /** Asking again within the lifetime gives the same token. */
  get(query: URLSearchParams): { access_token: string; expires_in: number } {
    refuseIf(!query.get('corpid'), 41002, 'corpid missing')
    refuseIf(!query.get('corpsecret'), 41004, 'corpsecret missing')
    refuseIf(query.get('corpid') !== this.#credentials.corpId, 40013, 'invalid corpid')
    refuseIf(query.get('corpsecret') !== this.#credentials.secret, 40001, 'invalid credential')
    const now = this.#clock.now()
    let token = this.#current
    if (token === null || (this.#expiresAt.get(token) ?? 0) <= now) {
      token = randomBytes(48).toString('base64url')
      this.#expiresAt.set(token, now + LIFETIME_S * 1000)
      this.#current = token
    }
    const leftMs = (this.#expiresAt.get(token) ?? now) - now
    return { access_token: token, expires_in: Math.ceil(leftMs / 1000) }
  }

  check(token: string | null): void {
    refuseIf(!token, 41001, 'access_token missing')
    const expiresAt = this.#expiresAt.get(token ?? '')
    refuseIf(expiresAt === undefined, 40014, 'invalid access_token')
    refuseIf((expiresAt ?? 0) <= this.#clock.now(), 42001, 'access_token expired')
  }

  expireAll(): void {
    for (const token of this.#expiresAt.keys()) this.#expiresAt.set(token, 0)
    this.#current = null
  }
}
