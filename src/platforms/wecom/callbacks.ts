import type { FastifyInstance, FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify'
import type { Secrets, WecomSettings } from '../../../schema/config.ts'
import type { Clock } from '../../clock.ts'
import { ForgedRequestError } from '../../errors.ts'
import type { Inbox } from '../adapter.ts'
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
const BODY_LIMIT = 1024 * 1024
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
  if (isAnothers(corpId, settings.corpId) || isAnothers(agentId, String(settings.agentId))) {
    ignored()
    reply.send()
    return
  }
  try {
    await inbox.keep(update)
    reply.send()
  } catch (error) {
    // Not kept, so not acknowledged: WeCom sends it again.
    request.log.error({ err: error }, 'a callback could not be kept')
    reply.code(503).send()
  }
}

/** Contact events carry no AgentID: absence is nobody's else. */
function isAnothers(given: string, ours: string): boolean {
  return given !== '' && given !== ours
}

const ANY_TYPE = 'text/xml'

/** WeCom's content type is not documented: the bytes are taken under any, even a malformed one. */
function takeAnyBody(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(ANY_TYPE, { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body)
  })
  app.addHook('onRequest', (request, _reply, done) => {
    request.headers['content-type'] = ANY_TYPE
    done()
  })
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

function refuse(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  if (error instanceof ForgedRequestError) {
    request.log.warn({ reason: error.message }, 'a callback was refused')
    reply.code(error.status).send()
    return
  }
  request.log.error({ err: error }, 'a callback could not be read')
  reply.code(statusOf(error)).send()
}

/** Fastify's own refusals (413 for the size) keep their status; a sender's bytes never make a 5xx. */
function statusOf(error: unknown): number {
  const status = (error as { statusCode?: unknown }).statusCode
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 400
}
