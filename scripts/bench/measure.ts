import type { Api } from './api.ts'
import type { Senders } from './callbacks.ts'
import type { Child } from './child.ts'
import { Lines } from './lines.ts'
import { closedLoop, openLoop, Replies } from './load.ts'
import { type Stage, type Variant, withServer } from './servers.ts'
import { type Latency, latencyOf } from './statistics.ts'

/** How much of everything is done. */
export interface Size {
  rounds: number
  warmUp: number
  flood: number
  talk: number
  openSeconds: number
  updates: number
  archive: number
}

export interface Bench {
  stage: Stage
  api: Api
  senders: Senders
  size: Size
}

const DEPTH = 32
const PER_SECOND = 200

/** Acknowledged a second and after how long, 32 deep. */
export interface Flood {
  rate: number
  acknowledged: Latency
}

export interface Talk {
  rate: number
  replied: Latency
  cpuMs: number
}

export interface Trickle {
  acknowledged: Latency
  replied: Latency
}

export interface Tools extends Bench {
  child: Child
  lines: Lines
  replies: Replies | null
}

/** One server, warmed up, and whatever is to be measured of it. */
export async function measuring<T>(
  bench: Bench,
  variant: Variant,
  measure: (tools: Tools) => Promise<T>,
  database?: string,
): Promise<T> {
  const warmedUp = async (child: Child) => {
    const lines = new Lines(child.port, 2 * DEPTH)
    const answers = variant === 'ours' || variant === 'relay'
    const replies = answers ? new Replies(bench.api) : null
    const tools = { ...bench, child, lines, replies }
    try {
      await closedLoop(lines, bench.senders.prepare(bench.size.warmUp), {
        depth: DEPTH,
        until: answers ? 'replied' : 'acknowledged',
        replies,
      })
      await replies?.all()
      return await measure(tools)
    } finally {
      lines.close()
    }
  }
  return withServer(bench.stage, variant, warmedUp, database)
}

export async function flood({ lines, replies, senders, size }: Tools): Promise<Flood> {
  const callbacks = senders.prepare(size.flood)
  const run = await closedLoop(lines, callbacks, { depth: DEPTH, until: 'acknowledged', replies })
  await replies?.all()
  return { rate: run.rate, acknowledged: latencyOf(run.acknowledged) }
}

export async function talk({ child, lines, replies, senders, size }: Tools): Promise<Talk> {
  const callbacks = senders.prepare(size.talk)
  const before = await child.usage()
  const run = await closedLoop(lines, callbacks, { depth: DEPTH, until: 'replied', replies })
  await replies?.all()
  const after = await child.usage()
  const cpuMs = (after.cpuMs - before.cpuMs) / callbacks.length
  return { rate: run.rate, replied: latencyOf(run.replied), cpuMs }
}

export async function trickle({ lines, replies, senders, size }: Tools): Promise<Trickle> {
  const callbacks = senders.prepare(PER_SECOND * size.openSeconds)
  const run = await openLoop(lines, callbacks, { perSecond: PER_SECOND, replies })
  await replies?.all()
  return { acknowledged: latencyOf(run.acknowledged), replied: latencyOf(run.replied) }
}

/** Acknowledging while the platform takes every message and answers none. */
export async function whileHanging({
  api,
  lines,
  replies,
  senders,
  size,
}: Tools): Promise<Latency> {
  api.hang()
  // Shorter than the bot waits for an answer: a message that it sent again would be one too many.
  const callbacks = senders.prepare(PER_SECOND * Math.min(size.openSeconds, 5))
  const run = await openLoop(lines, callbacks, { perSecond: PER_SECOND, replies })
  api.release()
  await replies?.all()
  return latencyOf(run.acknowledged)
}

/** The memory that so many updates leave behind. */
export async function afterMany({ child, lines, replies, senders, size }: Tools): Promise<number> {
  const portion = 5000
  for (let done = 0; done < size.updates; done += portion) {
    const callbacks = senders.prepare(Math.min(portion, size.updates - done))
    await closedLoop(lines, callbacks, { depth: DEPTH, until: 'replied', replies })
    await replies?.all()
  }
  return (await child.usage()).rssMb
}
