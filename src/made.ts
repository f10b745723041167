import { createHash } from 'node:crypto'
import { readdir, rm, stat, utimes } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { Delivery } from '../schema/delivery.ts'
import type { Instant } from '../schema/ids.ts'
import type { Recipe } from '../schema/report.ts'

/** Below the media directory; everything in it can be made again. */
const MADE_FOLDER = 'made'

/** What is sent of a recipe: its file has the name of what it is made from, so it is made once. */
export function madeFile({
  as,
  name,
  recipe,
}: {
  as: 'image' | 'file'
  name: string
  recipe: Recipe
}): Delivery {
  const hash = createHash('sha256').update(JSON.stringify(recipe)).digest('hex').slice(0, 40)
  const file = `${MADE_FOLDER}/${hash}${extname(name)}`
  return as === 'image'
    ? { type: 'image', file, made: recipe }
    : { type: 'file', file, name, made: recipe }
}

/** It is about to be sent: it stays as if it had been made now, by the bot's clock. */
export async function keepMade(mediaDir: string, file: string, now: Instant): Promise<void> {
  const at = new Date(now)
  await utimes(join(mediaDir, file), at, at)
}

/** Deletes what was made before `before`: whoever still has to send one of these makes it again. */
export async function sweepMade(mediaDir: string, before: Instant): Promise<void> {
  const folder = join(mediaDir, MADE_FOLDER)
  for (const name of await readdir(folder).catch(() => [])) {
    const file = join(folder, name)
    const found = await stat(file).catch(() => undefined)
    if (found && found.mtimeMs < before) await rm(file, { force: true })
  }
}
