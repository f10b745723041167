import type { Flood, Talk } from './measure.ts'
import type { Say } from './part.ts'
import { type Latency, spread } from './statistics.ts'

type Runs<T> = Readonly<Record<string, readonly T[]>>

export function tellFloods(floods: Runs<Flood>, say: Say): void {
  say('32 deep, acknowledged a second · p50 ms · p99 ms: median (lowest–highest)')
  for (const [name, runs] of Object.entries(floods)) {
    const rate = spread(runs.map((run) => run.rate))
    say(`  ${name.padEnd(16)} ${rate} · ${latencies(runs.map((run) => run.acknowledged))}`)
  }
}

export function tellTalks(talks: Runs<Talk>, say: Say): void {
  say('32 deep, replied a second · p50 ms · p99 ms · CPU ms a message')
  for (const [name, runs] of Object.entries(talks)) {
    const cpu = spread(
      runs.map(({ cpuMs }) => cpuMs),
      3,
    )
    const rate = spread(runs.map((run) => run.rate))
    say(`  ${name.padEnd(16)} ${rate} · ${latencies(runs.map(({ replied }) => replied))} · ${cpu}`)
  }
}

export const latencies = (runs: readonly Latency[]): string =>
  `${spread(
    runs.map(({ p50 }) => p50),
    1,
  )} · ${spread(
    runs.map(({ p99 }) => p99),
    1,
  )}`

/** `3 message/send text, 1 media/get` */
export const tellCounts = (counts: ReadonlyMap<string, number>): string =>
  [...counts].map(([name, count]) => `${count} ${name}`).join(', ')
