import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import type { RankingTable } from '../../../schema/report.ts'
import { ReportMaker } from '../../../src/reports/maker.ts'
import { openLoop } from '../load.ts'
import { type Bench, measuring, type Tools } from '../measure.ts'
import { type Latency, latencyOf } from '../statistics.ts'
import { MONTHS_OF_LEDGER } from './ledger.ts'

const PER_SECOND = 50
/** People who say nothing else. */
const asker = (place: number) => `head${place}`

/** Milliseconds for a picture by a thread that has just begun, and by one that is there. */
export interface Pictures {
  cold: number[]
  warm: number[]
}

export async function makePictures(
  folder: string,
  table: RankingTable,
  times: number,
): Promise<Pictures> {
  const pictures: Pictures = { cold: [], warm: [] }
  const recipe = { kind: 'ranking-picture', table } as const
  for (let time = 0; time < times; time += 1) {
    const maker = new ReportMaker({ dir: join(folder, 'pictures') })
    for (const kind of ['cold', 'warm'] as const) {
      const startedAt = performance.now()
      await maker.make(recipe, `${kind}-${time}.png`)
      pictures[kind].push(performance.now() - startedAt)
    }
    await maker.close()
  }
  return pictures
}

export interface Drawing {
  /** Before anything is drawn. */
  quiet: Latency
  acknowledged: Latency
  /** Pictures that were sent while it was measured. */
  drawn: number
}

/** Acknowledging while the thread beside it makes one picture after the other. */
export async function whileDrawing(bench: Bench, database: string): Promise<Drawing> {
  return measuring(bench, 'ours', draw, database)
}

async function draw({ stage, lines, replies, senders, size }: Tools): Promise<Drawing> {
  const load = () => {
    const callbacks = senders.prepare(PER_SECOND * size.openSeconds)
    return openLoop(lines, callbacks, { perSecond: PER_SECOND, replies })
  }
  const quiet = await load()
  await replies?.all()
  let drawn = 0
  for (const [place, month] of MONTHS_OF_LEDGER.entries()) {
    replies?.expect(asker(place), () => undefined)
    replies?.expect(asker(place), () => (drawn += 1))
    lines.ask(stage.dialect.text(asker(place), `排行 ${month}`).request, () => undefined)
  }
  const busy = await load()
  const drawnMeanwhile = drawn
  await replies?.all()
  return {
    quiet: latencyOf(quiet.acknowledged),
    acknowledged: latencyOf(busy.acknowledged),
    drawn: drawnMeanwhile,
  }
}
