import { setTimeout as pause } from 'node:timers/promises'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { type CallVerdict, type Faults } from './faults.ts'
import { runCall, shownAnswer, shownRequest } from './run-call.ts'
import { FileAnswer } from '../common/file-answer.ts'
import type { Call, Stage } from './stage.ts'
import { type Wire } from '../common/wire.ts'
import { isObject, type JsonObject } from '../common/json.ts'
import { refusalAnswer } from './refusal.ts'

const BODY_LIMIT = 64 * 1024 * 1024
const CALLS_KEPT = 20_000
const ROOT = '/cgi-bin/'

export interface LoggedCall {
  path: string
  query: Record<string, string>
  body: JsonObject
}

export interface Desk {
  stage: Stage
  wire: Wire
  faults: Faults
  calls: LoggedCall[]
  /** Ends the waiting of slow answers. */
  closing: AbortSignal
}

/** qyapi.weixin.qq.com on the loopback. */
export function buildServer(desk: Desk): FastifyInstance {
  const app = fastify({ bodyLimit: BODY_LIMIT, forceCloseConnections: true })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  app.all(`${ROOT}*`, (request, reply) => answerCall(desk, request, reply))
  app.get<{ Params: { id: string } }>('/pic/:id', (request, reply) => {
    const media = desk.stage.media.shown(request.params.id)
    return media ? reply.type(media.type).send(Buffer.from(media.bytes)) : reply.code(404).send()
  })
  return app
}

async function answerCall(desk: Desk, request: FastifyRequest, reply: FastifyReply) {
  const { pathname, searchParams } = new URL(request.url, 'http://127.0.0.1')
  const call = newCall(desk, request, pathname.slice(ROOT.length), searchParams)
  const startedAt = performance.now()
  const verdict = desk.faults.verdict(call.path)
  if (verdict === 'hang' || verdict === 'reset' || verdict === '500') {
    enter(desk, call, startedAt, { fault: verdict })
    return leave(reply, verdict)
  }
  const answer = isObject(verdict)
    ? refusalAnswer(verdict.errcode, 'system busy')
    : await runCall(desk.stage, call)
  if (desk.faults.current === 'slow') await dawdle(desk)
  const shown = shownAnswer(answer)
  enter(desk, call, startedAt, verdict === 'lose-answer' ? { lost: shown } : shown)
  if (verdict === 'lose-answer') return leave(reply, verdict)
  if (answer instanceof FileAnswer) {
    return reply.code(answer.status).headers(answer.headers).send(Buffer.from(answer.bytes))
  }
  return reply.type('application/json; charset=UTF-8').send(JSON.stringify(answer))
}

async function dawdle({ stage, closing }: Desk) {
  const { slowMs = 3000 } = stage.options
  await pause(slowMs, null, { signal: closing }).catch(() => null)
}

function newCall(desk: Desk, request: FastifyRequest, path: string, query: URLSearchParams): Call {
  return {
    path,
    query,
    method: request.method,
    headers: request.headers,
    raw: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    body: {},
    now: desk.stage.options.clock.now(),
    about: null,
    notes: [],
  }
}

function leave(reply: FastifyReply, verdict: Exclude<CallVerdict, 'pass' | { errcode: number }>) {
  if (verdict === '500') return reply.code(500).send('Internal Server Error')
  reply.hijack()
  if (verdict === 'reset') reply.raw.socket?.resetAndDestroy()
  if (verdict === 'lose-answer') reply.raw.socket?.destroy()
  return reply
}

function enter(desk: Desk, call: Call, startedAt: number, answer: JsonObject): void {
  const request = shownRequest(call)
  desk.calls.push({ path: call.path, ...request })
  if (desk.calls.length > CALLS_KEPT) desk.calls.shift()
  const msgtype = call.body['msgtype']
  desk.wire.add({
    direction: 'call',
    chat: call.about,
    title: typeof msgtype === 'string' ? `${call.path} ${msgtype}` : call.path,
    request,
    answer: call.notes.length > 0 ? { ...answer, notes: call.notes } : answer,
    ok: answer['errcode'] === 0,
    tookMs: Math.round(performance.now() - startedAt),
    tries: 1,
  })
}
