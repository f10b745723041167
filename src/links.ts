import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { Instant, PersonId, SubmissionNumber } from '../schema/ids.ts'

const WEEK_MS = 7 * 24 * 3600 * 1000

const Grant = z.object({ n: SubmissionNumber, p: PersonId, e: Instant })

export type LinkCheck =
  | { outcome: 'good'; number: SubmissionNumber; person: PersonId }
  | { outcome: 'expired'; number: SubmissionNumber }
  | { outcome: 'forged' }

/** Addresses of article pages: signed for one person, good for 7 days (contract, section 3). */
export class ArticleLinks {
  readonly #key: Uint8Array
  #base: string

  constructor(signingKey: Uint8Array, publicUrl: string) {
    this.#key = signingKey
    this.#base = publicUrl.replace(/\/+$/, '')
  }

  /** Once it is known where the server listens, where no public address is set. */
  set base(url: string) {
    this.#base = url
  }

  make(number: SubmissionNumber, person: PersonId, now: Instant): string {
    const grant = JSON.stringify({ n: number, p: person, e: now + WEEK_MS })
    const payload = Buffer.from(grant).toString('base64url')
    return `${this.#base}/articles/${payload}.${this.#sign(payload).toString('base64url')}`
  }

  check(token: string, now: Instant): LinkCheck {
    const [payload, signature, ...rest] = token.split('.')
    if (payload === undefined || signature === undefined || rest.length > 0)
      return { outcome: 'forged' }
    const given = Buffer.from(signature, 'base64url')
    const right = this.#sign(payload)
    if (given.length !== right.length || !timingSafeEqual(given, right))
      return { outcome: 'forged' }
    const grant = Grant.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()))
    if (grant.e <= now) return { outcome: 'expired', number: grant.n }
    return { outcome: 'good', number: grant.n, person: grant.p }
  }

  #sign(payload: string): Buffer {
    return createHmac('sha256', this.#key).update(`article ${payload}`).digest()
  }
}
