import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { SandboxContext } from './context.ts'
import { SandboxRefusal } from './context.ts'

const MAX_ADVANCE_MS = 400 * 24 * 3600 * 1000
const Advance = z.strictObject({ advanceMs: z.number().int().min(0).max(MAX_ADVANCE_MS) })

async function runDemo(
  { live, sendDemo }: SandboxContext,
  log: FastifyInstance['log'],
): Promise<void> {
  live.setDemo({ running: true, done: 0, total: 0, failed: false })
  try {
    await sendDemo((done, total) => live.setDemo({ done, total }))
    live.setDemo({ running: false })
  } catch (error) {
    log.warn({ err: error }, 'the sample items could not all be sent')
    live.setDemo({ running: false, failed: true })
  }
}

/** The clock, the fresh start and the sample items: what a real platform has no twin of. */
export function controlRoutes(app: FastifyInstance, context: SandboxContext): void {
  app.post('/sandbox/clock', async (request) => {
    const { advanceMs } = Advance.parse(request.body)
    context.clock.advance(advanceMs)
    await context.clockMoved?.(context.clock.aheadMs)
    context.live.changed()
    return { now: context.clock.now(), aheadMs: context.clock.aheadMs }
  })

  app.post('/sandbox/reset', async (_request, reply) => {
    if (context.live.demo.running) throw new SandboxRefusal(409, '样例稿件还在发送，请稍候。')
    await context.reset()
    context.live.forget()
    return reply.code(204).send()
  })

  app.post('/sandbox/api/demo', async (_request, reply) => {
    if (context.live.demo.running) throw new SandboxRefusal(409, '样例稿件已经在发送。')
    void runDemo(context, app.log)
    return reply.code(202).send(context.live.demo)
  })
}
