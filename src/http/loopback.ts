import type { FastifyRequest } from 'fastify'

const LOOPBACK_HOSTS = new Set(['127.0.0.1', 'localhost', '[::1]'])
const LOOPBACK_PEERS = /^(?:127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/

/**
 * Whether a request comes from this very machine and was not passed on by a proxy on it
 * (contract, section 2, METRICS_TOKEN). The Host header keeps pages of other sites out that
 * point a name of theirs at loopback.
 */
export function isLoopback(request: FastifyRequest): boolean {
  const passedOn = Object.keys(request.headers).some(
    (name) => name === 'forwarded' || name.startsWith('x-forwarded-'),
  )
  const host = (request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase()
  return (
    !passedOn && LOOPBACK_PEERS.test(request.socket.remoteAddress ?? '') && LOOPBACK_HOSTS.has(host)
  )
}
