import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { performance } from 'node:perf_hooks'
import { z } from 'zod'

const Usage = z.object({ cpuMs: z.number(), rssMb: z.number() })
export type Usage = z.infer<typeof Usage>

const Ready = z.object({ msg: z.literal('ready'), url: z.url() })
const PROBE = new URL('probe.mjs', import.meta.url).href

/** A server under measurement, as its own process. */
export class Child {
  readonly #process: ChildProcess
  readonly port: number
  /** Milliseconds from start to its line `ready`. */
  readonly readyMs: number

  constructor(process: ChildProcess, port: number, readyMs: number) {
    this.#process = process
    this.port = port
    this.readyMs = readyMs
  }

  async usage(): Promise<Usage> {
    const answer = once(this.#process, 'message')
    this.#process.send('usage')
    return Usage.parse((await answer)[0])
  }

  async stop(): Promise<void> {
    const closed = once(this.#process, 'close')
    this.#process.kill('SIGTERM')
    await closed
  }
}

export async function startChild(
  script: URL,
  env: Readonly<Record<string, string>>,
  args: readonly string[] = [],
  flags: readonly string[] = [],
): Promise<Child> {
  const startedAt = performance.now()
  const child = spawn(process.execPath, [...flags, '--import', PROBE, script.pathname, ...args], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const url = await readyAddress(child)
  return new Child(child, Number(new URL(url).port), performance.now() - startedAt)
}

function readyAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let told = ''
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      told += chunk
      for (const line of told.split('\n').slice(0, -1)) {
        const ready = Ready.safeParse(parsed(line))
        if (ready.success) resolve(ready.data.url)
      }
      told = told.slice(told.lastIndexOf('\n') + 1)
    })
    child.once('close', (code) => {
      reject(new Error(`a server ended with ${code ?? 'a signal'} before it was ready`))
    })
  })
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
