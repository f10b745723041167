import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { loadConfig, readEnvironment } from '../src/config.ts'

/** `npm run demo [-- URL]`: has the running sandbox send its ten sample items. */

const State = z.object({
  demo: z.object({
    running: z.boolean(),
    done: z.number(),
    total: z.number(),
    failed: z.boolean(),
  }),
})

function fail(words: string, code: 1 | 2): never {
  process.stderr.write(`${words}\n`)
  process.exit(code)
}

function addressFrom(args: readonly string[]): string {
  const [given, ...rest] = args
  if (rest.length > 0) fail('usage: npm run demo [-- http://127.0.0.1:8080]', 2)
  if (given === undefined) {
    const { host, port } = loadConfig(readEnvironment()).config
    return `http://${host}:${port}`
  }
  if (!URL.canParse(given)) fail('usage: npm run demo [-- http://127.0.0.1:8080]', 2)
  return given
}

async function send(base: string): Promise<void> {
  const started = await fetch(new URL('/sandbox/api/demo', base), { method: 'POST' })
  if (started.status === 404) fail(`there is no sandbox at ${base}`, 1)
  if (!started.ok && started.status !== 409) fail(`the sandbox answered ${started.status}`, 1)
  let shown = -1
  for (;;) {
    const answer = await fetch(new URL('/sandbox/api/state', base))
    const { demo } = State.parse(await answer.json())
    if (demo.done !== shown && demo.total > 0) process.stdout.write(`${demo.done}/${demo.total}\n`)
    shown = demo.done
    if (demo.failed) fail('not all sample items arrived; the log of the sandbox says why', 1)
    if (!demo.running) return
    await pause(300)
  }
}

const base = addressFrom(process.argv.slice(2))
try {
  await send(base)
  process.stdout.write(`the sample items are in the sandbox: ${new URL('/sandbox', base).href}\n`)
} catch {
  fail(`no answer from ${base}: is the sandbox running (npm start)?`, 1)
}
