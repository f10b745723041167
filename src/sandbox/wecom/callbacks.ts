import { randomInt } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { writeXml, type XmlFields } from './callback-xml.ts'
import { seal, sign, unseal } from '../common/crypto.ts'
import type { WecomStandInOptions } from './options.ts'
import { askBot } from './post.ts'
import type { Wire } from '../common/wire.ts'

const TRIES = 3
const VERIFY_TIMEOUT_MS = 1000

/** Sends what members do to the bot (WeCom documents 90238, 90930). */
export class CallbackSender {
  readonly #options: WecomStandInOptions
  readonly #wire: Wire
  readonly #closing: AbortSignal
  readonly #queues = new Map<string, Promise<void>>()
  constructor(options: WecomStandInOptions, wire: Wire, closing: AbortSignal) {
    this.#options = options
    this.#wire = wire
    this.#closing = closing
  }

  /** After all earlier ones of the same person; resolves when it was accepted or given up. */
  send(account: string, title: string, fields: XmlFields): Promise<void> {
    const before = this.#queues.get(account) ?? Promise.resolve()
    const sent = before.then(() => this.#deliver(account, title, writeXml(fields)))
    this.#queues.set(account, sent)
    return sent
  }

  /** The GET check that saving the address in the admin console makes. */
  async verifyAddress(): Promise<boolean> {
    const base = this.#options.callbackUrl()
    if (base === null) return false
    const plain = String(randomInt(2 ** 47))
    const echostr = seal(this.#options.credentials, plain)
    const url = this.#signed(base, this.#seconds(), echostr)
    url.searchParams.set('echostr', echostr)
    try {
      const { status, body } = await askBot(url, 'GET', '', this.#within(VERIFY_TIMEOUT_MS))
      return status === 200 && body === plain
    } catch {
      return false
    }
  }

  async #deliver(account: string, title: string, xml: string): Promise<void> {
    const startedAt = performance.now()
    // The platform may seal a retry anew; the time stays that of the first try.
    const timestamp = this.#seconds()
    let tries = 0
    let answer: unknown = { error: 'no callback address' }
    let ok = false
    while (!ok && tries < TRIES && !this.#closing.aborted) {
      const base = this.#options.callbackUrl()
      if (base === null) break
      if (tries > 0) await this.#pause()
      tries += 1
      ;({ ok, answer } = await this.#try(base, timestamp, xml))
    }
    const tookMs = Math.round(performance.now() - startedAt)
    const entry = { direction: 'callback', chat: account, title, request: xml } as const
    this.#wire.add({ ...entry, answer, ok, tookMs, tries })
  }

  async #try(
    base: string,
    timestamp: string,
    xml: string,
  ): Promise<{ ok: boolean; answer: unknown }> {
    const { credentials, callbackTimeoutMs = 5000 } = this.#options
    const encrypt = seal(credentials, xml)
    const envelope = writeXml([
      ['ToUserName', credentials.corpId],
      ['AgentID', String(credentials.agentId)],
      ['Encrypt', encrypt],
    ])
    try {
      const url = this.#signed(base, timestamp, encrypt)
      const { status, body } = await askBot(url, 'POST', envelope, this.#within(callbackTimeoutMs))
      return { ok: status === 200, answer: { status, body: this.#readable(body) } }
    } catch (error) {
      return { ok: false, answer: { error: error instanceof Error ? error.name : 'unknown' } }
    }
  }

  /** A passive reply is shown on the wire, not played. */
  #readable(body: string): string {
    const encrypt = /<Encrypt>(?:<!\[CDATA\[)?([A-Za-z0-9+/=]+)/.exec(body)?.[1]
    if (!encrypt) return body
    try {
      return unseal(this.#options.credentials, encrypt)
    } catch {
      return body
    }
  }

  #signed(base: string, timestamp: string, encrypt: string): URL {
    const url = new URL(base)
    const nonce = String(randomInt(2 ** 31))
    const { token } = this.#options.credentials
    url.searchParams.set('msg_signature', sign(token, timestamp, nonce, encrypt))
    url.searchParams.set('timestamp', timestamp)
    url.searchParams.set('nonce', nonce)
    return url
  }

  #seconds(): string {
    return String(Math.floor(this.#options.clock.now() / 1000))
  }

  #within(timeoutMs: number): AbortSignal {
    return AbortSignal.any([AbortSignal.timeout(timeoutMs), this.#closing])
  }

  async #pause(): Promise<void> {
    const { retryPauseMs = 1000 } = this.#options
    await pause(retryPauseMs, null, { signal: this.#closing }).catch(() => null)
  }
}
