import type { Size } from './measure.ts'
import type { Results } from './rounds.ts'
import { type Latency, median, spread } from './statistics.ts'

interface Bar {
  name: string
  measured: string
  bar: string
  met: boolean
}

interface Found {
  results: Results
  calls: ReadonlyMap<string, number>
  size: Size
  slowDisk: boolean
}

type Say = (line: string) => void

/** Prints everything that was measured and holds it against the bars. True: all are met. */
export function report({ results, calls, size, slowDisk }: Found, say: Say): boolean {
  say('')
  tell(results, calls, size, say)
  const all = bars(results, size, slowDisk)
  const width = (pick: (bar: Bar) => string) => Math.max(...all.map((bar) => pick(bar).length))
  const [names, measures, limits] = [
    width(({ name }) => name),
    width(({ measured }) => measured),
    width(({ bar }) => bar),
  ]
  say('')
  for (const { name, measured, bar, met } of all) {
    const line = [name.padEnd(names), measured.padEnd(measures), bar.padEnd(limits)]
    say(`${line.join('  ')}  ${met ? 'met' : 'NOT MET'}`)
  }
  return all.every(({ met }) => met)
}

function tell(
  { floods, talks, trickles, hanging, rssMb, readyMs }: Results,
  calls: Found['calls'],
  size: Size,
  say: Say,
) {
  say('32 deep, acknowledged a second · p50 ms · p99 ms: median (lowest–highest)')
  for (const [name, runs] of Object.entries(floods)) {
    const rate = spread(runs.map((run) => run.rate))
    say(`  ${name.padEnd(16)} ${rate} · ${latencies(runs.map((run) => run.acknowledged))}`)
  }
  say('32 deep, replied a second · p50 ms · p99 ms · CPU ms a message')
  for (const [name, runs] of Object.entries(talks)) {
    const cpu = spread(
      runs.map(({ cpuMs }) => cpuMs),
      3,
    )
    const rate = spread(runs.map((run) => run.rate))
    say(`  ${name.padEnd(16)} ${rate} · ${latencies(runs.map(({ replied }) => replied))} · ${cpu}`)
  }
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
  const parts = [...calls].map(([name, count]) => `${count} ${name}`).join(', ')
  say(`outgoing calls for one filed item, asked question by question: ${total} (${parts})`)
}

const latencies = (runs: readonly Latency[]) =>
  `${spread(
    runs.map(({ p50 }) => p50),
    1,
  )} · ${spread(
    runs.map(({ p99 }) => p99),
    1,
  )}`

/** Ratios are taken within a round: what disturbs the machine disturbs both sides. */
function ratios(ours: readonly number[], other: readonly number[]): number[] {
  return ours.map((value, round) => value / (other[round] ?? Number.NaN))
}

function bars(
  { floods, talks, trickles, hanging, rssMb, readyMs }: Results,
  size: Size,
  slowDisk: boolean,
): Bar[] {
  const rate = (runs: readonly { rate: number }[]) => runs.map((run) => run.rate)
  const disk = slowDisk ? ', slow disk' : ''
  const acknowledged = ratios(rate(floods.ours), rate(floods['commit-together']))
  const replied = ratios(rate(talks.ours), rate(talks.relay))
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

const atLeast = (name: string, values: readonly number[], bar: number): Bar => ({
  name,
  measured: spread(values, 2),
  bar: `≥ ${bar}`,
  met: median(values) >= bar,
})

const noMoreThan = (name: string, values: readonly number[], bar: number): Bar => ({
  name,
  measured: spread(values, 2),
  bar: `≤ ${bar}`,
  met: median(values) <= bar,
})

const below = (name: string, value: number, bar: number): Bar => ({
  name,
  measured: value.toFixed(1),
  bar: `< ${bar}`,
  met: value < bar,
})

/** So many times as long, or at most 5 ms more, whichever is larger. */
function latencyBar(
  name: string,
  ours: readonly number[],
  other: readonly number[],
  bar: number,
): Bar {
  const more = median(ours.map((value, round) => value - (other[round] ?? Number.NaN)))
  const times = ratios(ours, other)
  return {
    name,
    measured: `${spread(times, 2)}, ${more.toFixed(1)} ms more`,
    bar: `≤ ${bar} or 5 ms more`,
    met: median(times) <= bar || more <= 5,
  }
}
