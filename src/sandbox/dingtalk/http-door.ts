import { randomBytes } from 'node:crypto'
import { isObject, type JsonObject, textAt } from '../common/json.ts'
import { type EventKeys, sealEvent, signCard, signEvent, signRobot, unsealEvent } from './crypto.ts'
import type { DingtalkStandInOptions } from './options.ts'
import { type HttpAnswer, postJson } from './post.ts'
import type { Outcome } from './pushes.ts'

interface Reader {
  (answer: HttpAnswer): { ok: boolean; response: JsonObject; shown?: unknown }
}

/** Callbacks to the addresses that were given to the platform. */
export class HttpDoor {
  readonly #options: DingtalkStandInOptions
  readonly #closing: AbortSignal
  readonly #queues = new Map<unknown, Promise<Outcome>>()
  constructor(options: DingtalkStandInOptions, closing: AbortSignal) {
    this.#options = options
    this.#closing = closing
  }

  /** After what the same person said before: nobody writes two messages at once. */
  robot(body: JsonObject, limitMs: number): Promise<Outcome> {
    const before = this.#queues.get(body['senderId']) ?? Promise.resolve()
    const sent = before.then(() => this.#robot(body, limitMs))
    this.#queues.set(body['senderId'], sent)
    return sent
  }

  /** Section 1.1: the signature covers neither the body nor the address. */
  async #robot(body: JsonObject, limitMs: number): Promise<Outcome> {
    const timestamp = String(this.#options.clock.now())
    const sign = signRobot(timestamp, this.#options.credentials.clientSecret)
    const url = this.#below('/robot')
    return this.#post(url, { timestamp, sign }, JSON.stringify(body), limitMs, readReply)
  }

  /** Section 6.4. */
  async card(
    route: { url: string; apiSecret: string | null } | undefined,
    body: JsonObject,
    limitMs: number,
  ): Promise<Outcome> {
    const timestamp = String(this.#options.clock.now())
    const headers: Record<string, string> =
      typeof route?.apiSecret === 'string'
        ? {
            'x-ddpaas-signature-timestamp': timestamp,
            'x-ddpaas-signature': signCard(timestamp, route.apiSecret),
          }
        : {}
    return this.#post(route?.url ?? null, headers, JSON.stringify(body), limitMs, readReply)
  }

  /** Section 9: accepted only by the sealed word success. */
  async event(keys: EventKeys, payload: JsonObject, limitMs: number): Promise<Outcome> {
    const base = this.#below('/event')
    const encrypt = sealEvent(keys, JSON.stringify(payload))
    const timestamp = String(this.#options.clock.now())
    const nonce = randomBytes(8).toString('hex')
    const signature = signEvent(keys, timestamp, nonce, encrypt)
    const query = new URLSearchParams({ msg_signature: signature, signature, timestamp, nonce })
    const url = base === null ? null : `${base}?${query.toString()}`
    const read: Reader = (answer) => readSealed(keys, answer)
    return this.#post(url, {}, JSON.stringify({ encrypt }), limitMs, read)
  }

  #below(path: string): string | null {
    const base = this.#options.callbackUrl()
    return base === null ? null : `${base}${path}`
  }

  async #post(
    url: string | null,
    headers: Record<string, string>,
    body: string,
    limitMs: number,
    read: Reader,
  ): Promise<Outcome> {
    if (url === null) return failed('no callback address')
    const signal = AbortSignal.any([AbortSignal.timeout(limitMs), this.#closing])
    try {
      const answer = await postJson(new URL(url), headers, body, signal)
      const { ok, response, shown = answer.body } = read(answer)
      return { ok, response, answer: { status: answer.status, body: shown } }
    } catch (error) {
      const late = signal.aborted && !this.#closing.aborted
      return failed(late ? `no answer within ${limitMs} ms` : nameOf(error))
    }
  }
}

function failed(error: string): Outcome {
  return { ok: false, answer: { error }, response: {} }
}

/** 200, and a JSON object or nothing at all. */
function readReply({ status, body }: HttpAnswer): { ok: boolean; response: JsonObject } {
  const response = body.trim() === '' ? {} : parsed(body)
  return { ok: status === 200 && response !== undefined, response: response ?? {} }
}

/** Section 9.4: the keys keep their case, and `timeStamp` is a string. */
function readSealed(keys: EventKeys, { status, contentType, body }: HttpAnswer) {
  const answer = parsed(body) ?? {}
  const [timestamp, nonce] = [textAt(answer, 'timeStamp'), textAt(answer, 'nonce')]
  const encrypt = textAt(answer, 'encrypt')
  const signed =
    timestamp !== '' &&
    nonce !== '' &&
    textAt(answer, 'msg_signature') === signEvent(keys, timestamp, nonce, encrypt)
  const word = signed ? opened(keys, encrypt) : 'not signed'
  const json = /^application\/json\b/i.test(contentType)
  return { ok: status === 200 && json && word === 'success', response: {}, shown: word }
}

function opened(keys: EventKeys, encrypt: string): string {
  try {
    return unsealEvent(keys, encrypt)
  } catch (error) {
    return nameOf(error)
  }
}

function parsed(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown'
}
