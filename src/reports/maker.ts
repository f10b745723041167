import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Recipe } from '../../schema/report.ts'
import { Done } from './job.ts'
import type { Job } from './job.ts'

/** A picture comes rarely: the thread and its libraries need not stay in memory. */
const IDLE_MS = 5000
/** A recipe beyond all measure ends the thread that makes it, and not the program. */
const MEMORY_MB = 512
/** Whoever waits for a file keeps a place among those that are sent to. */
const LIMIT_MS = 60_000

/** The file was not made. The text names its kind and what went wrong, nothing of its content. */
export class ReportFailedError extends Error {
  override name = 'ReportFailedError'
  constructor(kind: Recipe['kind'], reason: string) {
    super(`making a ${kind} failed (${reason})`)
  }
}

interface Waiting {
  kind: Recipe['kind']
  resolve: () => void
  reject: (error: Error) => void
}

/**
 * Makes files from recipes on a thread of its own, so that nobody's answer waits for a picture.
 * The thread begins with the first recipe, ends after some idle seconds, and never keeps the
 * program alive but for a file that is being made.
 */
export class ReportMaker {
  readonly #dir: string
  readonly #limitMs: number
  readonly #inHand = new Map<string, Promise<void>>()
  readonly #waiting = new Map<number, Waiting>()
  #worker: Worker | undefined
  #idle: NodeJS.Timeout | undefined
  #count = 0
  #closed = false

  /** `limitMs`: a file that takes longer is given up, and the thread with it. */
  constructor({ dir, limitMs = LIMIT_MS }: { dir: string; limitMs?: number }) {
    this.#dir = dir
    this.#limitMs = limitMs
  }

  /** Resolves once `file` is there, whole: made now, or by an earlier call for the same name. */
  make(recipe: Recipe, file: string): Promise<void> {
    const path = join(this.#dir, file)
    const present = this.#inHand.get(path)
    if (present) return present
    const made = this.#makeMissing(recipe, path).finally(() => this.#inHand.delete(path))
    this.#inHand.set(path, made)
    return made
  }

  /** Ends the thread; what is in hand is given up. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#end('closed')
  }

  async #makeMissing(recipe: Recipe, path: string) {
    if (await exists(path)) return
    if (this.#closed) throw new ReportFailedError(recipe.kind, 'closed')
    const id = ++this.#count
    const worker = (this.#worker ??= this.#start())
    worker.ref()
    clearTimeout(this.#idle)
    const late = setTimeout(() => void this.#end('too slow'), this.#limitMs)
    const made = new Promise<void>((resolve, reject) => {
      this.#waiting.set(id, { kind: recipe.kind, resolve, reject })
      worker.postMessage({ id, path, recipe } satisfies Job)
    })
    await made.finally(() => {
      clearTimeout(late)
    })
  }

  #start(): Worker {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      name: 'reports',
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    })
    const ended = (reason: string) => {
      if (worker === this.#worker) void this.#end(reason)
    }
    worker.on('message', (message: unknown) => this.#finish(Done.parse(message)))
    worker.on('error', (error) => ended(nameOf(error)))
    worker.on('exit', () => ended('the thread ended'))
    return worker
  }

  #finish({ id, failure }: Done) {
    const one = this.#waiting.get(id)
    this.#waiting.delete(id)
    if (failure === null) one?.resolve()
    else one?.reject(new ReportFailedError(one.kind, failure))
    if (this.#waiting.size > 0) return
    this.#worker?.unref()
    this.#idle = setTimeout(() => void this.#end('idle'), IDLE_MS).unref()
  }

  /** Nothing is left of the thread: the next recipe starts another one. */
  async #end(reason: string) {
    const worker = this.#worker
    this.#worker = undefined
    clearTimeout(this.#idle)
    for (const { kind, reject } of this.#waiting.values()) {
      reject(new ReportFailedError(kind, reason))
    }
    this.#waiting.clear()
    await worker?.terminate()
  }
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )

const nameOf = (error: unknown) => (error instanceof Error ? error.name : 'unknown')
