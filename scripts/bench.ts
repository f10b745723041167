import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { Platform } from '../schema/update.ts'
import { Api } from './bench/api.ts'
import { report } from './bench/bars.ts'
import { Senders } from './bench/callbacks.ts'
import { dialects } from './bench/dialects.ts'
import { dingtalkPart } from './bench/dingtalk/part.ts'
import type { Bench, Size } from './bench/measure.ts'
import { makeTemplate, senders } from './bench/office.ts'
import type { Part } from './bench/part.ts'
import { pointsPart } from './bench/points/part.ts'
import { buildSlowDisk } from './bench/slow-disk.ts'
import { wecomPart } from './bench/wecom/part.ts'

/**
 * `npm run bench [-- --quick] [-- --only wecom|dingtalk|points] [-- --fsync-ms 2]`: what the bot costs
 * beside the least there could be.
 */
const WHOLE: Size = {
  rounds: 5,
  warmUp: 2000,
  flood: 10_000,
  talk: 6000,
  openSeconds: 8,
  updates: 100_000,
  archive: 100_000,
}
const QUICK: Size = {
  rounds: 3,
  warmUp: 1000,
  flood: 4000,
  talk: 2000,
  openSeconds: 3,
  updates: 10_000,
  archive: 100_000,
}

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    only: { type: 'string' },
    'fsync-ms': { type: 'string' },
  },
})
const quick = values.quick === true
const size = quick ? QUICK : WHOLE
const What = z.enum([...Platform.options, 'points'])
const wanted = values.only === undefined ? What.options : [What.parse(values.only)]
const fsyncMs = Number(values['fsync-ms'] ?? 0)
const folder = mkdtempSync(join(tmpdir(), 'baosong-bench-'))
const apis: Api[] = []
const makers = {
  wecom: { platform: 'wecom', make: wecomPart },
  dingtalk: { platform: 'dingtalk', make: dingtalkPart },
  points: { platform: 'wecom', make: (bench: Bench) => pointsPart(bench, quick) },
} as const
const say = (line: string) => process.stdout.write(`${line}\n`)

async function prepare(what: z.infer<typeof What>, shim: string | null): Promise<Part> {
  const { platform, make } = makers[what]
  const dialect = dialects[platform]
  const api = new Api(dialect.api)
  apis.push(api)
  const stage = {
    dialect,
    folder,
    template: await makeTemplate(folder, platform),
    apiBase: await api.listen(),
    env: shim ? { LD_PRELOAD: shim } : {},
  }
  const bench: Bench = { stage, api, senders: new Senders(senders, dialect), size }
  return make(bench, shim !== null)
}

try {
  const shim = fsyncMs > 0 ? buildSlowDisk(folder, fsyncMs) : null
  if (fsyncMs > 0 && shim === null) say('no C compiler here: the disk stays as fast as it is')
  const model = cpus()[0]?.model ?? 'unknown'
  say(
    `Node ${process.version}, ${cpus().length} × ${model}${shim ? `, syncs ${fsyncMs} ms slower` : ''}`,
  )
  const parts: Part[] = []
  for (const what of wanted) parts.push(await prepare(what, shim))
  for (let round = 1; round <= size.rounds; round += 1) {
    say(`round ${round} of ${size.rounds}`)
    for (const part of parts) await part.round()
  }
  for (const part of parts) await part.rest(say)
  for (const part of parts) {
    say('')
    part.tell(say)
  }
  const met = report(
    parts.flatMap((part) => part.bars()),
    say,
  )
  process.exitCode = met ? 0 : 1
} finally {
  for (const api of apis) api.close()
  rmSync(folder, { recursive: true, force: true })
}
