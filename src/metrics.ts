import { Counter, Gauge, Histogram, Registry } from 'prom-client'

export type Metrics = ReturnType<typeof createMetrics>

const SECONDS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10]

/** What `/metrics` shows. No label ever holds a person, a chat or an item. */
export function createMetrics() {
  const registry = new Registry()
  const registers = [registry]
  return {
    registry,
    updates: new Counter({
      name: 'baosong_updates_total',
      help: 'Updates by what became of them',
      labelNames: ['result'] as const,
      registers,
    }),
    turn: new Histogram({
      name: 'baosong_turn_seconds',
      help: 'Time that one turn took inside its transaction',
      buckets: SECONDS,
      registers,
    }),
    deliveries: new Counter({
      name: 'baosong_deliveries_total',
      help: 'Tries to deliver by how they ended',
      labelNames: ['result'] as const,
      registers,
    }),
    delivery: new Histogram({
      name: 'baosong_delivery_seconds',
      help: 'Time from taking up a delivery to having written down how it ended',
      buckets: SECONDS,
      registers,
    }),
    queued: new Gauge({
      name: 'baosong_queue_depth',
      help: 'Rows that wait',
      labelNames: ['queue'] as const,
      registers,
    }),
    parked: new Gauge({
      name: 'baosong_parked',
      help: 'Rows that were given up on and wait for a person',
      labelNames: ['queue'] as const,
      registers,
    }),
    allowance: new Gauge({
      name: 'baosong_allowance',
      help: 'Of the platform: what this month has cost, and what it may cost',
      labelNames: ['platform', 'kind', 'what'] as const,
      registers,
    }),
    tokenRefreshes: new Counter({
      name: 'baosong_token_refreshes_total',
      help: 'Access tokens fetched',
      labelNames: ['platform'] as const,
      registers,
    }),
    ignored: new Counter({
      name: 'baosong_callbacks_ignored_total',
      help: 'Callbacks for another app or corp',
      labelNames: ['platform'] as const,
      registers,
    }),
    streams: new Gauge({
      name: 'baosong_stream_connected',
      help: 'Whether the stream of the platform is open',
      labelNames: ['platform'] as const,
      registers,
    }),
    unreachable: new Counter({
      name: 'baosong_unreachable_total',
      help: 'Messages for people without an account on a platform that is on',
      registers,
    }),
  }
}
