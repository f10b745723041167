import { z } from 'zod'
import type { DingtalkSettings } from '../../../schema/config.ts'
import { PlatformRefusedError, PlatformSilentError } from '../../errors.ts'
import { type HttpAnswer, platformHttp, TIMEOUTS } from '../common/http.ts'
import { CARD_TOPIC, ROBOT_TOPIC } from './frames.ts'
import { readObject, textOf } from './json-fields.ts'

export interface GatewayOptions {
  settings: Pick<DingtalkSettings, 'clientId' | 'apiBase'>
  clientSecret: string
  /** How long to leave the gateway alone once it has refused the id or the secret. */
  refusedPauseMs: number
}

/** Answers with an address for one connection: its ticket is good once, for 90 s. It is a secret. */
export type Gateway = (signal: AbortSignal) => Promise<URL>

const NAME = 'gateway/connections/open'
const MAX_ANSWER_BYTES = 1024 * 1024

const SUBSCRIPTIONS = [
  { type: 'CALLBACK', topic: ROBOT_TOPIC },
  { type: 'CALLBACK', topic: CARD_TOPIC },
  { type: 'EVENT', topic: '*' },
]

const Opened = z.object({ endpoint: z.url({ protocol: /^wss?$/ }), ticket: z.string().min(1) })

/**
 * Asks for Stream connections (platform document, section 2.1). Throws `PlatformRefusedError` or
 * `PlatformSilentError`.
 */
export function gateway({ settings, clientSecret, refusedPauseMs }: GatewayOptions): Gateway {
  const http = platformHttp({
    baseUrl: `${settings.apiBase.replace(/\/+$/, '')}/v1.0/`,
    timeouts: TIMEOUTS,
    tooLarge: (name) => new PlatformRefusedError(name, 'too large', { retry: 'later' }),
    maxBytes: MAX_ANSWER_BYTES,
  })
  const { clientId } = settings
  const request = { clientId, clientSecret, subscriptions: SUBSCRIPTIONS, ua: 'baosong/1.0' }
  const body = { type: 'application/json', bytes: Buffer.from(JSON.stringify(request)) }
  // Without this header the answer is XML.
  const headers = { Accept: 'application/json' }
  return async (signal) => {
    const answer = await http({ name: NAME, url: NAME, headers, body, signal })
    if (answer.status !== 200) throw refusalOf(answer, refusedPauseMs)
    return addressOf(answer)
  }
}

function addressOf({ bytes }: HttpAnswer): URL {
  const { data } = Opened.safeParse(readObject(bytes.toString()))
  if (!data) throw new PlatformSilentError(NAME, 'no ticket in the answer')
  const { endpoint, ticket } = data
  const url = new URL(endpoint)
  const joint = url.search === '' ? '?' : '&'
  url.search = `${url.search}${joint}ticket=${encodeURIComponent(ticket)}`
  url.hash = ''
  if (url.protocol !== 'wss:' && !isLoopback(url.hostname)) {
    throw new PlatformRefusedError(NAME, 'an endpoint without TLS', { retry: 'later' })
  }
  return url
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host)
}

/** The answer of a proxy is no JSON and has no code. */
function refusalOf({ status, bytes }: HttpAnswer, pauseMs: number): PlatformRefusedError {
  const given = textOf(readObject(bytes.toString()), 'code')
  const code = /^[\w.]{1,64}$/.test(given) ? given : `HTTP ${status}`
  // Asking on with a wrong secret helps nobody (section 2.1).
  const isForGood = status === 401 || code === 'authFailed'
  return new PlatformRefusedError(
    NAME,
    code,
    isForGood ? { retry: 'after', pauseMs } : { retry: 'later' },
  )
}
