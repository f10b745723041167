import { RateLimit } from '../common/rate-limit.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** WeCom document 90312. To one member more is dropped in silence; a webhook refuses. */
export class Limits {
  readonly #memberMinute = new RateLimit(30, MINUTE)
  readonly #memberHour = new RateLimit(1000, HOUR)
  readonly #webhookMinute = new RateLimit(20, MINUTE)
  #dropped = 0
  get dropped(): number {
    return this.#dropped
  }
  /** Whether a message still reaches the member. */
  reaches(account: string, now: number): boolean {
    if (this.#memberMinute.full(account, now) || this.#memberHour.full(account, now)) {
      this.#dropped += 1
      return false
    }
    this.#memberMinute.take(account, now)
    this.#memberHour.take(account, now)
    return true
  }
  webhookFull(key: string, now: number): boolean {
    return this.#webhookMinute.full(key, now)
  }
  countWebhook(key: string, now: number): void {
    this.#webhookMinute.take(key, now)
  }
  clear(): void {
    for (const limit of [this.#memberMinute, this.#memberHour, this.#webhookMinute]) limit.clear()
    this.#dropped = 0
  }
}
