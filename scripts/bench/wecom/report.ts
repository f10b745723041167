import { atLeast, type Bar, below, latencyBar, noMoreThan, rateRatios, ratios } from '../bars.ts'
import type { Size } from '../measure.ts'
import type { Say } from '../part.ts'
import { type Latency, median, spread } from '../statistics.ts'
import { latencies, tellCounts, tellFloods, tellTalks } from '../tell.ts'
import type { Results } from './rounds.ts'

export function tell(results: Results, size: Size, say: Say): void {
  const { floods, talks, trickles, hanging, rssMb, readyMs, calls } = results
  say('WeCom')
  tellFloods(floods, say)
  tellTalks(talks, say)
  say('200 a second, acknowledged p50 ms · p99 ms, replied p50 ms · p99 ms')
  for (const [name, runs] of Object.entries(trickles)) {
    const replied =
      name === 'commit-together' ? '' : `, ${latencies(runs.map((run) => run.replied))}`
    say(`  ${name.padEnd(16)} ${latencies(runs.map((run) => run.acknowledged))}${replied}`)
  }
  say(`  ours, API hangs  ${latencies(hanging)}`)
  say(`memory after ${size.updates} updates: ${rssMb.toFixed(0)} MB`)
  say(`start to ready with ${size.archive} items: ${spread(readyMs)} ms`)
  const total = [...calls.values()].reduce((sum, count) => sum + count, 0)
  const parts = tellCounts(calls)
  say(`outgoing calls for one filed item, asked question by question: ${total} (${parts})`)
}

export function bars(
  { floods, talks, trickles, hanging, rssMb, readyMs }: Results,
  size: Size,
  slowDisk: boolean,
): Bar[] {
  const disk = slowDisk ? ', slow disk' : ''
  const acknowledged = rateRatios(floods.ours, floods['commit-together'])
  const replied = rateRatios(talks.ours, talks.relay)
  const cpu = ratios(
    talks.ours.map(({ cpuMs }) => cpuMs),
    talks.relay.map(({ cpuMs }) => cpuMs),
  )
  const p99 = (runs: readonly Latency[]) => runs.map((run) => run.p99)
  const ack = {
    ours: trickles.ours.map((run) => run.acknowledged),
    bare: trickles['commit-together'].map((run) => run.acknowledged),
  }
  const reply = {
    ours: trickles.ours.map((run) => run.replied),
    relay: trickles.relay.map((run) => run.replied),
  }
  return [
    atLeast(`acknowledged/s, of one commit a turn${disk}`, acknowledged, 0.65),
    atLeast(`replied/s, of a bare relay${disk}`, replied, 0.45),
    noMoreThan(`CPU a message, of a bare relay`, cpu, 2.5),
    latencyBar('200/s: acknowledge p99, of one commit a turn', p99(ack.ours), p99(ack.bare), 1.3),
    latencyBar('200/s: reply p99, of a bare relay', p99(reply.ours), p99(reply.relay), 2),
    below('200/s: acknowledge p99 ms', median(p99(ack.ours)), 50),
    below('200/s: acknowledge p99 ms, API hangs', median(p99(hanging)), 50),
    below(`memory after ${size.updates} updates, MB`, rssMb, 200),
    below(`start to ready with ${size.archive} items, ms`, median(readyMs), 2000),
  ]
}
