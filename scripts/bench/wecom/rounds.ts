import {
  afterMany,
  type Bench,
  type Flood,
  flood,
  measuring,
  talk,
  type Talk,
  trickle,
  type Trickle,
  whileHanging,
} from '../measure.ts'
import { makeArchive } from '../office.ts'
import type { Say } from '../part.ts'
import { withServer } from '../servers.ts'
import type { Latency } from '../statistics.ts'
import { callsOfOneItem } from './filed-item.ts'

/** One list an entry a round. */
export interface Results {
  floods: Record<'check' | 'commit-each' | 'commit-together' | 'ours', Flood[]>
  talks: Record<'relay' | 'ours', Talk[]>
  trickles: Record<'commit-together' | 'relay' | 'ours', Trickle[]>
  hanging: Latency[]
  rssMb: number
  readyMs: number[]
  /** Of one filed item, by what they were. */
  calls: ReadonlyMap<string, number>
}

export const nothingYet = (): Results => ({
  floods: { check: [], 'commit-each': [], 'commit-together': [], ours: [] },
  talks: { relay: [], ours: [] },
  trickles: { 'commit-together': [], relay: [], ours: [] },
  hanging: [],
  rssMb: Number.NaN,
  readyMs: [],
  calls: new Map(),
})

/** All variants in turn, so that what disturbs the machine disturbs them alike. */
export async function oneRound(bench: Bench, { floods, talks, trickles, hanging }: Results) {
  for (const variant of ['check', 'commit-each'] as const) {
    floods[variant].push(await measuring(bench, variant, flood))
  }
  await measuring(bench, 'commit-together', async (tools) => {
    floods['commit-together'].push(await flood(tools))
    trickles['commit-together'].push(await trickle(tools))
  })
  await measuring(bench, 'ours', async (tools) => {
    floods.ours.push(await flood(tools))
    trickles.ours.push(await trickle(tools))
    hanging.push(await whileHanging(tools))
  })
  await measuring(bench, 'relay', async (tools) => {
    talks.relay.push(await talk(tools))
    trickles.relay.push(await trickle(tools))
  })
  await measuring(bench, 'ours', async (tools) => {
    talks.ours.push(await talk(tools))
  })
}

export async function theRest(bench: Bench, results: Results, say: Say) {
  say(`${bench.size.updates} updates`)
  results.rssMb = await measuring(bench, 'ours', afterMany)
  say(`a start with ${bench.size.archive} items`)
  results.readyMs = await starts(bench)
  results.calls = await callsOfOneItem(bench)
}

async function starts({ stage, size }: Bench): Promise<number[]> {
  const archive = makeArchive(stage.template, stage.folder, size.archive)
  const times: number[] = []
  for (let count = 0; count < size.rounds; count += 1) {
    times.push(await withServer(stage, 'ours', ({ readyMs }) => Promise.resolve(readyMs), archive))
  }
  return times
}
