import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Api } from './bench/api.ts'
import { Senders } from './bench/callbacks.ts'
import { callsOfOneItem } from './bench/filed-item.ts'
import type { Bench, Size } from './bench/measure.ts'
import { makeTemplate, senders } from './bench/office.ts'
import { report } from './bench/report.ts'
import { type Results, runAll } from './bench/rounds.ts'
import { buildSlowDisk } from './bench/slow-disk.ts'

/** `npm run bench [-- --quick] [-- --fsync-ms 2]`: what the bot costs beside the least there could be. */
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
  options: { quick: { type: 'boolean' }, 'fsync-ms': { type: 'string' } },
})
const size = values.quick === true ? QUICK : WHOLE
const fsyncMs = Number(values['fsync-ms'] ?? 0)
const folder = mkdtempSync(join(tmpdir(), 'baosong-bench-'))
const api = new Api()
const say = (line: string) => process.stdout.write(`${line}\n`)

try {
  const shim = fsyncMs > 0 ? buildSlowDisk(folder, fsyncMs) : null
  if (fsyncMs > 0 && shim === null) say('no C compiler here: the disk stays as fast as it is')
  const model = cpus()[0]?.model ?? 'unknown'
  say(
    `Node ${process.version}, ${cpus().length} × ${model}${shim ? `, syncs ${fsyncMs} ms slower` : ''}`,
  )
  const stage = {
    folder,
    template: await makeTemplate(folder),
    apiBase: await api.listen(),
    env: shim ? { LD_PRELOAD: shim } : {},
  }
  const bench: Bench = { stage, api, senders: new Senders(senders), size }
  const results: Results = await runAll(bench, say)
  const calls = await callsOfOneItem(stage, api)
  process.exitCode = report({ results, calls, size, slowDisk: shim !== null }, say) ? 0 : 1
} finally {
  api.close()
  rmSync(folder, { recursive: true, force: true })
}
