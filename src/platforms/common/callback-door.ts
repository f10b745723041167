import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ForgedRequestError } from '../../errors.ts'

/** Contract, section 3. */
export const BODY_LIMIT = 1024 * 1024
const ANY_TYPE = 'application/octet-stream'

/** The bytes are taken under any content type, even a malformed one. */
export function takeAnyBody(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(ANY_TYPE, { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body)
  })
  app.addHook('onRequest', (request, _reply, done) => {
    request.headers['content-type'] = ANY_TYPE
    done()
  })
}

/** Not kept, so not acknowledged: it has to be sent again. */
export function unkept(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  request.log.error({ err: error }, 'a callback could not be kept')
  return reply.code(503).send()
}

export function refuse(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
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
  const status =
    typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : 400
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 400
}

/** Absence is nobody's else, and what is not set is not checked. */
export function isAnothers(given: string, ours: string | null): boolean {
  return ours !== null && given !== '' && given !== ours
}
