import { randomUUID } from 'node:crypto'
import helmet from '@fastify/helmet'
import Fastify, { LogController } from 'fastify'
import type { FastifyInstance, FastifyPluginAsync, FastifyPluginCallback } from 'fastify'
import type { Log } from '../log.ts'

const BODY_LIMIT = 1024 * 1024
/** A signed address is longer than the 100 characters that the router lets through by itself. */
const TOKEN_LIMIT = 512

export type Door = FastifyPluginAsync | FastifyPluginCallback

export interface Doors {
  /** Called by platforms alone. No browser reads the answers, so no headers are made for one. */
  callbacks: readonly Door[]
  pages: readonly Door[]
}

/** The server with its doors, not yet listening: tests inject, `main` listens. */
export async function buildServer(log: Log, doors: Doors): Promise<FastifyInstance> {
  const server = Fastify({
    loggerInstance: log,
    // Our own line below tells the route; Fastify's would tell the address, with its signature.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    bodyLimit: BODY_LIMIT,
    routerOptions: { maxParamLength: TOKEN_LIMIT },
    requestTimeout: 30_000,
    return503OnClosing: true,
    forceCloseConnections: 'idle',
  })
  const tellsAll = log.level === 'debug' || log.level === 'trace'
  server.addHook('onResponse', (request, reply, done) => {
    if (reply.statusCode < 400 && !tellsAll) {
      done()
      return
    }
    const { method, routeOptions } = request
    const line = {
      method,
      route: routeOptions.url,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    }
    if (reply.statusCode >= 400) request.log.warn(line, 'answered')
    else request.log.debug(line, 'answered')
    done()
  })
  server.setErrorHandler((error, request, reply) => {
    const status = statusOf(error)
    if (status >= 500) request.log.error({ err: error }, 'a request failed')
    return reply.code(status).send({ error: status >= 500 ? 'internal' : 'bad request' })
  })
  for (const door of doors.callbacks) await server.register(door)
  await server.register(browsable(doors.pages))
  return server
}

/** What a browser may get to see, the answer to an unknown address included. */
function browsable(pages: readonly Door[]): FastifyPluginAsync {
  return async (scope) => {
    await scope.register(helmet, {
      contentSecurityPolicy: {
        useDefaults: false,
        directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
      },
      referrerPolicy: { policy: 'no-referrer' },
    })
    scope.setNotFoundHandler((_request, reply) => reply.code(404).send({ error: 'not found' }))
    for (const page of pages) await scope.register(page)
  }
}

function statusOf(error: unknown): number {
  const status =
    typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : 500
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500
}
