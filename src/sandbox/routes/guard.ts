import type { FastifyReply, FastifyRequest } from 'fastify'

const loopbackPeer = /^(?:::ffff:)?127\.\d+\.\d+\.\d+$|^::1$/
const loopbackHost = /^(?:127\.\d+\.\d+\.\d+|\[::1\]|localhost)(?::\d+)?$/i

function isLocal({ raw }: FastifyRequest): boolean {
  const { headers, socket } = raw
  const forwarded = Object.keys(headers).some(
    (name) => name === 'forwarded' || name.startsWith('x-forwarded-'),
  )
  return (
    !forwarded &&
    loopbackPeer.test(socket.remoteAddress ?? '') &&
    loopbackHost.test(headers.host ?? '')
  )
}

function isForeign({ raw }: FastifyRequest): boolean {
  const { origin, host } = raw.headers
  if (raw.headers['sec-fetch-site'] === 'cross-site') return true
  return origin !== undefined && origin !== `http://${host ?? ''}`
}

/**
 * The page has no login, so it answers this machine alone (contract, section 2, METRICS_TOKEN):
 * the Host header is checked because a foreign name can be made to point at 127.0.0.1, the
 * Origin because any page that is open in the same browser can post here.
 */
export async function guard(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (!isLocal(request)) {
    reply.callNotFound()
    await reply
    return
  }
  if (request.method !== 'GET' && request.method !== 'HEAD' && isForeign(request)) {
    await reply.code(403).send({ message: '这个请求来自别的网页，没有执行。' })
  }
}
