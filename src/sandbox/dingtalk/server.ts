import { setTimeout as pause } from 'node:timers/promises'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { isObject, type JsonObject, textAt } from '../common/json.ts'
import { FileAnswer } from '../common/file-answer.ts'
import type { Wire } from '../common/wire.ts'
import { type CallVerdict, type Faults, verdictAnswer } from './faults.ts'
import { FILE_ROOT } from './files.ts'
import { dialectOf, type Result, runCall } from './run-call.ts'
import { shownAnswer, shownRequest } from './shown.ts'
import type { Call, Stage } from './stage.ts'

const BODY_LIMIT = 64 * 1024 * 1024
const CALLS_KEPT = 20_000

export interface LoggedCall {
  method: string
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

/** api.dingtalk.com and oapi.dingtalk.com on the loopback. */
export function buildServer(desk: Desk): FastifyInstance {
  const app = fastify({ bodyLimit: BODY_LIMIT, forceCloseConnections: true })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  app.all('/*', (request, reply) => answerCall(desk, request, reply))
  return app
}

async function answerCall(desk: Desk, request: FastifyRequest, reply: FastifyReply) {
  const call = newCall(desk, request)
  const startedAt = performance.now()
  const verdict = desk.faults.verdict(call, dialectOf(call))
  if (verdict === 'hang' || verdict === 'reset' || verdict === '500') {
    enter(desk, call, startedAt, { ok: false, shown: { fault: verdict } })
    return leave(reply, verdict)
  }
  const result = isObject(verdict) ? refused(verdict) : await runCall(desk.stage, call)
  if (desk.faults.current === 'slow') await dawdle(desk)
  const lost = verdict === 'lose-answer'
  const shown = shownAnswer(result.answer)
  enter(desk, call, startedAt, { ok: result.ok && !lost, shown: lost ? { lost: shown } : shown })
  return lost ? leave(reply, verdict) : give(reply, result)
}

function refused(verdict: Parameters<typeof verdictAnswer>[0]): Result {
  const { status, body } = verdictAnswer(verdict)
  return { status, ok: false, answer: body }
}

function give(reply: FastifyReply, { status, answer }: Result) {
  if (answer instanceof FileAnswer) {
    return reply.code(status).headers(answer.headers).send(Buffer.from(answer.bytes))
  }
  return reply.code(status).type('application/json;charset=utf-8').send(JSON.stringify(answer))
}

async function dawdle({ stage, closing }: Desk) {
  const { slowMs = 3000 } = stage.options
  await pause(slowMs, null, { signal: closing }).catch(() => null)
}

function newCall(desk: Desk, request: FastifyRequest): Call {
  const { pathname, searchParams } = new URL(request.url, 'http://127.0.0.1')
  return {
    method: request.method,
    path: pathname,
    query: searchParams,
    headers: request.headers,
    raw: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    body: {},
    now: desk.stage.options.clock.now(),
    about: null,
    notes: [],
  }
}

function leave(reply: FastifyReply, verdict: Extract<CallVerdict, string>) {
  if (verdict === '500') return reply.code(500).send('Internal Server Error')
  reply.hijack()
  if (verdict === 'reset') reply.raw.socket?.resetAndDestroy()
  if (verdict === 'lose-answer') reply.raw.socket?.destroy()
  return reply
}

function enter(
  desk: Desk,
  call: Call,
  startedAt: number,
  { ok, shown }: { ok: boolean; shown: JsonObject },
): void {
  const request = shownRequest(call)
  desk.calls.push({ method: call.method, path: call.path, ...request })
  if (desk.calls.length > CALLS_KEPT) desk.calls.shift()
  desk.wire.add({
    direction: 'call',
    chat: call.about,
    title: titleOf(call),
    request,
    answer: call.notes.length > 0 ? { ...shown, notes: call.notes } : shown,
    ok,
    tookMs: Math.round(performance.now() - startedAt),
    tries: 1,
  })
}

function titleOf({ method, path, body }: Call): string {
  if (path.startsWith(FILE_ROOT)) return 'file'
  const kind = textAt(body, 'msgKey') || textAt(body, 'msgtype')
  const name = path.replace(/^\/(?:v1\.0\/|topapi\/)?/, '')
  return [method === 'PUT' ? `${method} ${name}` : name, kind].filter(Boolean).join(' ')
}
