import { atLeast, atMost, type Bar, rateRatios } from '../bars.ts'
import type { Flood, Talk } from '../measure.ts'
import type { Say } from '../part.ts'
import { tellCounts, tellFloods, tellTalks } from '../tell.ts'
import type { Cost } from './costs.ts'
import type { Way } from './writer.ts'

/** One list an entry a round. */
export interface Results {
  floods: Record<'commit-together' | 'ours', Flood[]>
  talks: Record<'relay' | 'ours', Talk[]>
  costs: Readonly<Record<Way, Cost>> | null
}

export const nothingYet = (): Results => ({
  floods: { 'commit-together': [], ours: [] },
  talks: { relay: [], ours: [] },
  costs: null,
})

const ways: readonly { way: Way; label: string; calls: number; pushes: number }[] = [
  { way: 'asked', label: 'asked question by question', calls: 20, pushes: 18 },
  { way: 'pasted', label: 'pasted', calls: 14, pushes: 12 },
]

export function tell({ floods, talks, costs }: Results, say: Say): void {
  say('DingTalk, without its limit of 20 calls a second')
  tellFloods(floods, say)
  tellTalks(talks, say)
  for (const { way, label } of costs ? ways : []) {
    const cost = costs?.[way]
    if (!cost) continue
    say(`one filed item with three photos, ${label}, within that limit`)
    say(`  ${cost.calls} calls (${tellCounts(cost.calledBy)})`)
    say(`  ${cost.pushes} pushes (${tellCounts(cost.pushedBy)})`)
  }
}

export function bars({ floods, talks, costs }: Results, slowDisk: boolean): Bar[] {
  const disk = slowDisk ? ', slow disk' : ''
  const acknowledged = rateRatios(floods.ours, floods['commit-together'])
  const replied = rateRatios(talks.ours, talks.relay)
  const none = { calls: Number.NaN, pushes: Number.NaN }
  return [
    atLeast(`DingTalk: acknowledged/s, of one commit a turn${disk}`, acknowledged, 0.6),
    atLeast(`DingTalk: replied/s, of a bare relay${disk}`, replied, 0.45),
    ...ways.flatMap(({ way, label, calls, pushes }) => {
      const cost = costs?.[way] ?? none
      return [
        atMost(`DingTalk: calls for an item, ${label}`, cost.calls, calls),
        atMost(`DingTalk: pushes for an item, ${label}`, cost.pushes, pushes),
      ]
    }),
  ]
}
