import type { FastifyInstance } from 'fastify'
import type { ServerResponse } from 'node:http'
import type { SandboxContext } from './context.ts'

const HEARTBEAT_MS = 15_000
/** A window that takes nothing any more is let go; it comes back and fetches the state. */
const MAX_WAITING_BYTES = 64 * 1024

function open(stream: ServerResponse, context: SandboxContext): () => void {
  stream.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  stream.write('retry: 1000\n')
  const tell = () => {
    if (stream.writableLength > MAX_WAITING_BYTES) stream.destroy()
    else
      stream.write(
        `id: ${context.live.revision}\nevent: changed\ndata: ${context.live.revision}\n\n`,
      )
  }
  tell()
  const unsubscribe = context.live.onChange(tell)
  const heartbeat = setInterval(() => stream.write('event: alive\ndata: .\n\n'), HEARTBEAT_MS)
  return () => {
    clearInterval(heartbeat)
    unsubscribe()
  }
}

/**
 * Says that something changed, never what: whoever hears it, or has missed something, fetches
 * the state, so a lost event can do no harm.
 */
export function eventRoutes(app: FastifyInstance, context: SandboxContext): void {
  const streams = new Set<ServerResponse>()
  app.get('/sandbox/api/events', (_request, reply) => {
    reply.hijack()
    const stream = reply.raw
    const close = open(stream, context)
    streams.add(stream)
    stream.once('close', () => {
      streams.delete(stream)
      close()
    })
  })
  // An open stream would keep the server from closing.
  app.addHook('preClose', (done) => {
    for (const stream of streams) stream.end()
    done()
  })
}
