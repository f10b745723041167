import type { FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify'
import type { Secrets, WecomSettings } from '../../../schema/config.ts'
import type { Clock } from '../../clock.ts'
import { ForgedRequestError } from '../../errors.ts'
import type { Inbox } from '../adapter.ts'
import { BODY_LIMIT, isAnothers, refuse, takeAnyBody, unkept } from '../common/callback-door.ts'
import { callbackCipher, type Signature } from '../common/callback-cipher.ts'
import { decodeCallback } from './decode.ts'
import { readFields, textOf } from './xml.ts'

export interface WecomCallbackOptions {
  settings: Pick<WecomSettings, 'corpId' | 'agentId'>
  secrets: Pick<NonNullable<Secrets['wecom']>, 'token' | 'encodingAesKey'>
  inbox: Pick<Inbox, 'keep'>
  clock: Clock
  /** An authentic callback that was meant for another app or corp was dropped. */
  ignored: () => void
}

const PATH = '/callbacks/wecom'
/** Contract, section 3: retries may reuse the timestamp. */
const MAX_AGE_MS = 15 * 60 * 1000

/**
 * `GET` and `POST /callbacks/wecom` (contract, section 3). A callback is answered 200 after it was
 * kept, and never with words: replies go out through the API.
 */
export function wecomCallbacks(options: WecomCallbackOptions): FastifyPluginCallback {
  const { settings, secrets, clock } = options
  const cipher = callbackCipher({ ...secrets, receiveId: settings.corpId })
  return (app, _options, done) => {
    takeAnyBody(app)
    app.setErrorHandler(refuse)
    app.get(PATH, (request, reply) => {
      const signed = readSignature(request.query, clock)
      // A raw + that a proxy let through has become a blank (platform document, section 2.2).
      const echo = single(request.query, 'echostr').replaceAll(' ', '+')
      return reply.type('text/plain; charset=utf-8').send(cipher.open(signed, echo))
    })
    app.post(PATH, { bodyLimit: BODY_LIMIT }, async (request, reply) => {
      const signed = readSignature(request.query, clock)
      await receive(cipher.open(signed, readEnvelope(request.body)), options, request, reply)
      return reply
    })
    done()
  }
}

async function receive(
  plain: string,
  { settings, inbox, clock, ignored }: WecomCallbackOptions,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const { corpId, agentId, update } = decodeCallback(plain, clock.now())
  // Contact events carry no AgentID.
  if (isAnothers(corpId, settings.corpId) || isAnothers(agentId, String(settings.agentId))) {
    ignored()
    reply.send()
    return
  }
  try {
    await inbox.keep(update)
    reply.send()
  } catch (error) {
    unkept(error, request, reply)
  }
}

function single(query: unknown, name: string): string {
  const value = (query as Record<string, unknown>)[name]
  if (typeof value !== 'string' || value === '') throw new ForgedRequestError(400, `no ${name}`)
  return value
}

function readSignature(query: unknown, clock: Clock): Signature {
  const timestamp = single(query, 'timestamp')
  if (!/^\d{1,12}$/.test(timestamp)) throw new ForgedRequestError(400, 'timestamp is no number')
  const off = Math.abs(clock.now() - Number(timestamp) * 1000)
  if (off > MAX_AGE_MS) throw new ForgedRequestError(403, 'stale timestamp')
  return { signature: single(query, 'msg_signature'), timestamp, nonce: single(query, 'nonce') }
}

function readEnvelope(body: unknown): string {
  const envelope = Buffer.isBuffer(body) ? readFields(body.toString()) : undefined
  const encrypted = textOf(envelope, 'Encrypt') || textOf(envelope, 'encrypt')
  if (encrypted === '') throw new ForgedRequestError(400, 'parse_error')
  return encrypted.trim()
}
