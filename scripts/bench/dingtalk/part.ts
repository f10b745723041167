import { type Bench, flood, measuring, talk } from '../measure.ts'
import type { Part } from '../part.ts'
import { costsOfItems } from './costs.ts'
import { bars, nothingYet, tell } from './report.ts'

export function dingtalkPart(bench: Bench, slowDisk: boolean): Part {
  const results = nothingYet()
  const { floods, talks } = results
  return {
    async round() {
      for (const variant of ['commit-together', 'ours'] as const) {
        floods[variant].push(await measuring(bench, variant, flood))
      }
      for (const variant of ['relay', 'ours'] as const) {
        talks[variant].push(await measuring(bench, variant, talk))
      }
    },
    async rest(say) {
      say('what an item costs on DingTalk')
      results.costs = await costsOfItems(bench.stage)
    },
    tell: (say) => {
      tell(results, say)
    },
    bars: () => bars(results, slowDisk),
  }
}
