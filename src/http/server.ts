import { randomUUID } from 'node:crypto'
import helmet from '@fastify/helmet'
import Fastify, { LogController } from 'fastify'
import type { FastifyInstance, FastifyPluginAsync, FastifyPluginCallback } from 'fastify'
import type { Log } from '../log.ts'

const BODY_LIMIT = 1024 * 1024
/** A signed address is longer than the 100 characters that the router lets through by itself. */
const TOKEN_LIMIT = 512

export type Door = FastifyPluginAsync | FastifyPluginCallback

/** The server with its doors, not yet listening: tests inject, `main` listens. */
export async function buildServer(log: Log, doors: readonly Door[]): Promise<FastifyInstance> {
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
  await server.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    referrerPolicy: { policy: 'no-referrer' },
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
  server.setNotFoundHandler((_request, reply) => reply.code(404).send({ error: 'not found' }))
  for (const door of doors) await server.register(door)
  return server
}

function statusOf(error: unknown): number {
  const status =
    typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : 500
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500
}
