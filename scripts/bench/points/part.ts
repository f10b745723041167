import { type Bar, atMost, below } from '../bars.ts'
import type { Bench } from '../measure.ts'
import type { Part, Say } from '../part.ts'
import { latencies } from '../tell.ts'
import { median, spread } from '../statistics.ts'
import { broadcastToMany, type Broadcasts, broadcastToOne, type Queued } from './broadcast.ts'
import { freezeAll, makeLedger, rankAgain } from './ledger.ts'
import { type Drawing, makePictures, type Pictures, whileDrawing } from './picture.ts'

const ENTRIES = 1_000_000
/** An office's own: what is measured there is the drawing. */
const FEW_ENTRIES = 40_000
const RANKINGS = 20

/** All that is measured once. */
interface Results {
  rankingMs: number[]
  pictures: Pictures
  many: Broadcasts
  /** Takes two minutes: not measured where it is to be quick. */
  one: Queued | null
}

/** Points, rankings and what groups get of them. */
export function pointsPart(bench: Bench, quick: boolean): Part {
  const drawings: Drawing[] = []
  let results: Results | undefined
  return {
    async round() {
      const { template, folder } = bench.stage
      const office = makeLedger(template, folder, FEW_ENTRIES)
      // Frozen at another moment every time: no picture is there already.
      await freezeAll(office)
      drawings.push(await whileDrawing(bench, office))
    },
    async rest(say) {
      results = await measure(bench, quick, say)
    },
    tell(say) {
      if (results) tell(results, drawings, say)
    },
    bars: () => (results ? bars(results, drawings) : []),
  }
}

async function measure({ stage, size }: Bench, quick: boolean, say: Say): Promise<Results> {
  say(`a ranking of a month among ${ENTRIES} entries`)
  const { ms: rankingMs, table } = await rankAgain(
    makeLedger(stage.template, stage.folder, ENTRIES),
    RANKINGS,
  )
  const pictures = await makePictures(stage.folder, table, size.rounds)
  say('a ranking to 200 groups')
  const many = await broadcastToMany(stage)
  if (!quick) say('45 messages to one group')
  const one = quick ? null : await broadcastToOne(stage)
  return { rankingMs, pictures, many, one }
}

function tell(
  { rankingMs, pictures, many, one }: Results,
  drawings: readonly Drawing[],
  say: Say,
): void {
  say('Points')
  say(`a month among ${ENTRIES} entries: ${spread(rankingMs, 1)} ms`)
  say(
    `a picture, new thread: ${spread(pictures.cold)} ms, same thread: ${spread(pictures.warm)} ms`,
  )
  const drawn = median(drawings.map((one) => one.drawn))
  say('50 a second, acknowledged p50 ms · p99 ms')
  say(`  before           ${latencies(drawings.map(({ quiet }) => quiet))}`)
  say(
    `  ${String(drawn).padStart(2)} pictures      ${latencies(drawings.map((one) => one.acknowledged))}`,
  )
  say(`200 groups, text and picture: ${many.seconds.toFixed(1)} s`)
  if (one) say(`45 messages to one group: ${one.seconds.toFixed(1)} s`)
}

function bars({ rankingMs, pictures, many, one }: Results, drawings: readonly Drawing[]): Bar[] {
  const acknowledged = drawings.map((one) => one.acknowledged.p99)
  return [
    below(`a month among ${ENTRIES} entries, ms`, median(rankingMs), 50),
    below(`the slowest of ${RANKINGS}, ms`, Math.max(...rankingMs), 50),
    below('a ranking picture, new thread, ms', median(pictures.cold), 1000),
    below('a ranking picture, same thread, ms', median(pictures.warm), 1000),
    below('50/s: acknowledge p99 ms, pictures meanwhile', median(acknowledged), 50),
    below('a ranking to 200 groups, s', many.seconds, 60),
    atMost('groups without text and picture once each', many.wrong, 0),
    ...(one
      ? [
          below('45 messages to one group, s', one.seconds, 132),
          atMost('refused as too fast', one.refused, 0),
        ]
      : []),
  ]
}
