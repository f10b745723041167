import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { performance } from 'node:perf_hooks'
import { Instant, Period } from '../../../schema/ids.ts'
import { queueBroadcast } from '../../../src/broadcast.ts'
import { channelsOf } from '../../../src/channels.ts'
import { openDatabase } from '../../../src/db/open.ts'
import { makeTemplate, organisation } from '../office.ts'
import { environmentOf, type Stage, withServer } from '../servers.ts'
import { Webhooks } from './webhooks.ts'

const ANSWER_MS = 200
const CHANNELS = 200
/** Text and picture. */
const PARTS = 2
const MANY = 45

export interface Broadcasts {
  /** From the command's end to the last message. */
  seconds: number
  /** Channels that did not get text and picture once each. */
  wrong: number
}

export interface Queued {
  seconds: number
  refused: number
}

const groupsOf = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    code: `G${index}`,
    name: `第${index}群`,
    audience: 'all',
    channels: [{ platform: 'wecom', kind: 'webhook', key: `key-${index}` }],
  }))

/** A ranking to that many groups by the running bot, asked for on the command line. */
export async function broadcastToMany(stage: Stage): Promise<Broadcasts> {
  return withWebhooks(stage, CHANNELS, async (webhooks, own) => {
    const startedAt = await withServer(own, 'ours', async (_child, file) => {
      await askFor(own, file)
      const from = performance.now()
      await webhooks.reaches(CHANNELS * PARTS, 120_000)
      // Whatever came twice would come now.
      await webhooks.reaches(CHANNELS * PARTS + 1, 3000)
      return from
    })
    const times = [...webhooks.taken.values()]
    const right = times.filter((own) => own.map(({ type }) => type).join() === 'text,image')
    return {
      seconds: (Math.max(...times.flat().map(({ at }) => at)) - startedAt) / 1000,
      wrong: CHANNELS - right.length,
    }
  })
}

async function askFor(stage: Stage, file: string) {
  const script = new URL('../../ranking.ts', import.meta.url).pathname
  const month = new Date().toISOString().slice(0, 7)
  const child = spawn(process.execPath, [script, '--month', month, '--broadcast', '--force'], {
    env: { PATH: process.env['PATH'], ...environmentOf(stage, file) },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) throw new Error(`the command ended with ${code ?? 'a signal'}`)
}

/** More than a minute has room for, to one group: what waits is sent as soon as there is room. */
export async function broadcastToOne(stage: Stage): Promise<Queued> {
  return withWebhooks(stage, 1, async (webhooks, own) => {
    await queueMany(own.template)
    const startedAt = performance.now()
    await withServer(own, 'ours', () => webhooks.reaches(MANY, 200_000))
    const times = [...webhooks.taken.values()].flat().map(({ at }) => at)
    const lost = times.length === MANY ? 0 : Number.NaN
    return { seconds: (Math.max(...times) - startedAt) / 1000 + lost, refused: webhooks.refused }
  })
}

async function queueMany(file: string) {
  const db = await openDatabase({ file, kind: 'real' })
  const now = Instant.parse(Date.now())
  const channels = channelsOf(organisation('wecom', groupsOf(1)))
  await db.transaction().execute(async (tx) => {
    for (let index = 0; index < MANY; index += 1) {
      await queueBroadcast(
        { tx, now, platforms: ['wecom'], channels },
        {
          type: 'broadcast',
          what: 'ranking',
          period: Period.parse(String(2000 + index)),
          parts: [{ part: 'text', text: `第${index}条` }],
        },
      )
    }
  })
  await db.destroy()
}

async function withWebhooks<T>(
  stage: Stage,
  groups: number,
  measure: (webhooks: Webhooks, own: Stage) => Promise<T>,
): Promise<T> {
  const webhooks = new Webhooks(ANSWER_MS)
  try {
    const template = await makeTemplate(stage.folder, 'wecom', groupsOf(groups))
    return await measure(webhooks, { ...stage, template, apiBase: await webhooks.listen() })
  } finally {
    webhooks.close()
  }
}
