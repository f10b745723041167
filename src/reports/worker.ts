import { randomUUID } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { parentPort } from 'node:worker_threads'
import { Recipe } from '../../schema/report.ts'
import { Job } from './job.ts'
import type { Done } from './job.ts'
import { makeReport } from './make.ts'

/** The thread on which files are made, one after the other: two at once would only take more memory. */
let last = Promise.resolve()

parentPort?.on('message', (message: unknown) => {
  last = last.then(async () => {
    const job = Job.parse(message)
    parentPort?.postMessage(await carryOut(job))
  })
})

async function carryOut({ id, path, recipe }: Job): Promise<Done> {
  try {
    await keepWhole(path, await makeReport(Recipe.parse(recipe)))
    return { id, failure: null }
  } catch (error) {
    // The message may quote what is in the recipe: names of units, titles, people.
    return { id, failure: error instanceof Error ? error.name : 'unknown' }
  }
}

/** Under its name there is the whole file or none, whenever the machine stops. */
async function keepWhole(path: string, bytes: Uint8Array) {
  await mkdir(dirname(path), { recursive: true })
  const temporary = `${path}.${randomUUID()}.tmp`
  try {
    await synced(temporary, 'wx', (file) => file.writeFile(bytes))
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  await synced(dirname(path), 'r')
}

async function synced(path: string, how: string, work?: (handle: FileHandle) => Promise<void>) {
  const handle = await open(path, how)
  try {
    await work?.(handle)
    await handle.sync()
  } finally {
    await handle.close()
  }
}
