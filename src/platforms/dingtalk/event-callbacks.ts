import type { FastifyInstance, RouteHandlerMethod } from 'fastify'
import type { Instant } from '../../../schema/ids.ts'
import type { Secrets } from '../../../schema/config.ts'
import { ForgedRequestError } from '../../errors.ts'
import { callbackCipher, type Signature } from '../common/callback-cipher.ts'
import { BODY_LIMIT, isAnothers, unkept } from '../common/callback-door.ts'
import { keepAll, readBody } from './callback-door.ts'
import type { DingtalkCallbackOptions } from './callback-door.ts'
import { decodeEvent } from './decode-event.ts'
import { sealSuccess } from './event-answer.ts'
import { isFields, textOf } from './json-fields.ts'

type EventSecrets = NonNullable<NonNullable<Secrets['dingtalk']>['events']>

/** Our own choice: no window is documented. Retries come within 40 s (platform document, section 9.5). */
const MAX_AGE_MS = 15 * 60 * 1000

/**
 * `POST /callbacks/dingtalk/event` (section 9): answered with the encrypted word `success`. Throws
 * for an AES key of the wrong length, before there is a route.
 */
export function eventCallbacks(
  { settings, inbox, clock, ignored }: DingtalkCallbackOptions,
  { token, aesKey }: EventSecrets,
): (app: FastifyInstance) => void {
  // For a subscription made in the console the owner key is the Client ID (section 9.3).
  const keys = { token, encodingAesKey: aesKey, receiveId: settings.clientId }
  const cipher = callbackCipher(keys)
  const receive: RouteHandlerMethod = async (request, reply) => {
    const encrypted = textOf(readBody(request), 'encrypt')
    if (encrypted === '') throw new ForgedRequestError(400, 'no encrypt')
    const signed = readSignature(request.query)
    const plain = cipher.open(signed, encrypted)
    checkAge(signed.timestamp, clock.now())
    const { corpId, updates } = decodeEvent(plain, {}, clock.now())
    if (isAnothers(corpId, settings.corpId)) {
      ignored()
      return reply.send(sealSuccess(keys, clock.now()))
    }
    try {
      await keepAll(inbox, updates)
    } catch (error) {
      return unkept(error, request, reply)
    }
    return reply.send(sealSuccess(keys, clock.now()))
  }
  return (app) => {
    app.post('/callbacks/dingtalk/event', { bodyLimit: BODY_LIMIT }, receive)
  }
}

/** The spelling depends on the page that was followed (section 9.1); the meaning does not. */
function readSignature(query: unknown): Signature {
  return {
    signature: single(query, ['msg_signature', 'signature'], 403),
    timestamp: single(query, ['timestamp', 'timeStamp'], 400),
    nonce: single(query, ['nonce'], 400),
  }
}

function single(query: unknown, names: readonly string[], status: 400 | 403): string {
  const [name = '', ...others] = names
  const value = isFields(query) ? query[name] : undefined
  if (typeof value === 'string' && value !== '') return value
  if (others.length > 0) return single(query, others, status)
  throw new ForgedRequestError(status, `no ${name}`)
}

/** Seconds and milliseconds both occur; what is neither is as good as another word. */
function checkAge(timestamp: string, now: Instant): void {
  const unit = /^\d{9,11}$/.test(timestamp) ? 1000 : /^\d{12,14}$/.test(timestamp) ? 1 : undefined
  if (unit === undefined) return
  if (Math.abs(now - Number(timestamp) * unit) > MAX_AGE_MS) {
    throw new ForgedRequestError(403, 'stale timestamp')
  }
}
