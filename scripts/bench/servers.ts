import { copyFileSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type Child, startChild } from './child.ts'
import type { Dialect } from './dialect.ts'

export type Variant = 'check' | 'commit-each' | 'commit-together' | 'relay' | 'ours'

export interface Stage {
  dialect: Dialect
  folder: string
  template: string
  apiBase: string
  /** What every server gets along, and what has the last word: the slow disk. */
  env: Readonly<Record<string, string>>
}

const BARE = new URL('bare-server.ts', import.meta.url)
const OURS = new URL('../../src/main.ts', import.meta.url)

const ROOT = new URL('../..', import.meta.url).pathname
const Manifest = z.object({ scripts: z.object({ start: z.string() }) })

/** How `npm start` runs it, so that nothing else is measured. */
const { scripts } = Manifest.parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')))
const FLAGS = scripts.start.match(/--[\w-]+(?:=\S+)?/g) ?? []
const COMPILED = join(ROOT, 'node_modules/.cache/compiled')

let started = 0

/** A server of its own with a database of its own, for as long as `measure` takes. */
export async function withServer<T>(
  stage: Stage,
  variant: Variant,
  measure: (child: Child, file: string) => Promise<T>,
  database = stage.template,
): Promise<T> {
  started += 1
  const file = join(stage.folder, `${variant}-${started}.db`)
  const { dialect, apiBase, env } = stage
  if (variant === 'ours') copyFileSync(database, file)
  const child =
    variant === 'ours'
      ? await startChild(OURS, { ...environmentOf(stage, file), ...env }, [], FLAGS)
      : await startChild(BARE, env, [dialect.platform, variant, file, apiBase])
  try {
    return await measure(child, file)
  } finally {
    await child.stop()
    for (const suffix of ['', '-wal', '-shm', '.lock']) rmSync(`${file}${suffix}`, { force: true })
  }
}

/** What ours is told, also to a command beside it. */
export function environmentOf(
  { dialect, folder, apiBase }: Stage,
  file: string,
): Record<string, string> {
  return {
    NODE_COMPILE_CACHE: COMPILED,
    PORT: '0',
    DATABASE_URL: `sqlite:${file}`,
    MEDIA_DIR: join(folder, 'media'),
    SECRET_KEY: '5a'.repeat(32),
    ...dialect.environment(apiBase),
  }
}
