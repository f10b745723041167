import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyPluginCallback, FastifyRequest } from 'fastify'
import type { Clock } from '../clock.ts'
import { countWaitingUpdates } from '../db/inbox.ts'
import type { Db } from '../db/open.ts'
import { countWaitingDeliveries } from '../db/outbox.ts'
import { countParked } from '../db/parked.ts'
import { findSpending } from '../db/spending.ts'
import { canCommit } from '../db/watch.ts'
import type { Metrics } from '../metrics.ts'
import { monthOf } from '../month.ts'
import type { PlatformAdapter } from '../platforms/adapter.ts'
import { isLoopback } from './loopback.ts'

const READY_MS = 5000

export interface OperationsOptions {
  db: Db
  clock: Clock
  metrics: Metrics
  adapters: readonly PlatformAdapter[]
  metricsToken: string | null
}

/** `/healthz`, `/readyz` and `/metrics` (contract, section 3). */
export function operations(options: OperationsOptions): FastifyPluginCallback {
  const { metrics } = options
  return (app, _options, done) => {
    app.get('/healthz', () => ({ status: 'alive' }))
    app.get('/readyz', async (_request, reply) => {
      const ready = await isReady(options)
      return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready' })
    })
    app.get('/metrics', async (request, reply) => {
      const allowed = mayRead(request, options.metricsToken)
      if (allowed !== 'yes')
        return reply.code(allowed === 'no' ? 401 : 404).send({ error: 'not found' })
      await readGauges(options)
      return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics())
    })
    done()
  }
}

/** Without a token only this machine itself may look, and nobody else learns that there is a page. */
function mayRead(request: FastifyRequest, token: string | null): 'yes' | 'no' | 'hidden' {
  if (token === null) return isLoopback(request) ? 'yes' : 'hidden'
  const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
  return timingSafeEqual(digest(given), digest(token)) ? 'yes' : 'no'
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

async function isReady({ db, clock, adapters }: OperationsOptions): Promise<boolean> {
  if (!(await canCommit(db, clock.now()))) return false
  const signal = AbortSignal.timeout(READY_MS)
  const reachable = await Promise.all(
    adapters.map((adapter) => adapter.ready(signal).catch(() => false)),
  )
  return reachable.every(Boolean)
}

async function readGauges({ db, clock, adapters, metrics }: OperationsOptions) {
  for (const { platform, allowance } of adapters) {
    if (!allowance) continue
    const spent = await findSpending(db, platform, monthOf(clock.now()))
    for (const kind of ['calls', 'pushes'] as const) {
      metrics.allowance.set({ platform, kind, what: 'spent' }, spent[kind])
      metrics.allowance.set({ platform, kind, what: 'allowed' }, allowance[kind])
    }
  }
  const parked = await countParked(db)
  metrics.parked.set({ queue: 'inbox' }, parked.inbox)
  metrics.parked.set({ queue: 'outbox' }, parked.outbox)
  metrics.queued.set({ queue: 'inbox' }, await countWaitingUpdates(db))
  metrics.queued.set({ queue: 'outbox' }, await countWaitingDeliveries(db))
}
