import type { Bench } from '../measure.ts'
import type { Part } from '../part.ts'
import { bars, tell } from './report.ts'
import { nothingYet, oneRound, theRest } from './rounds.ts'

export function wecomPart(bench: Bench, slowDisk: boolean): Part {
  const results = nothingYet()
  return {
    round: () => oneRound(bench, results),
    rest: (say) => theRest(bench, results, say),
    tell: (say) => {
      tell(results, bench.size, say)
    },
    bars: () => bars(results, bench.size, slowDisk),
  }
}
