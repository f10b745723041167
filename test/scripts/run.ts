import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

const ROOT = new URL('../../', import.meta.url).pathname

/** A folder that is gone after the test. */
export function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'baosong-'))
  onTestFinished(() => {
    rmSync(dir, { recursive: true, force: true })
  })
  return dir
}

export interface Ended {
  code: number
  out: string
  error: string
}

/** A command as its own process, told of no more than the database in `dir`. */
export const run = (dir: string, script: string, ...words: string[]): Promise<Ended> =>
  start(dir, process.execPath, [`scripts/${script}.ts`, ...words])

export const start = (dir: string, program: string, words: string[]): Promise<Ended> =>
  startWith({ DATABASE_URL: `sqlite:${join(dir, 'baosong.db')}` }, program, words)

/** Told of these settings and of nothing else. */
export async function startWith(
  settings: Record<string, string>,
  program: string,
  words: string[],
): Promise<Ended> {
  const { PATH = '', HOME = '' } = process.env
  // As `npm start` has it: what was compiled once need not be compiled for each command.
  const NODE_COMPILE_CACHE = join(ROOT, 'node_modules/.cache/compiled')
  const env = { PATH, HOME, NODE_COMPILE_CACHE, ...settings }
  const child = spawn(program, words, { cwd: ROOT, env })
  const said = { out: '', error: '' }
  child.stdout.on('data', (text: Buffer) => (said.out += text.toString()))
  child.stderr.on('data', (text: Buffer) => (said.error += text.toString()))
  const [code] = (await once(child, 'close')) as [number]
  return { code, ...said }
}
