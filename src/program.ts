import { flushCompileCache } from 'node:module'
import { systemClock } from './clock.ts'
import { loadConfig, readEnvironment } from './config.ts'
import { lockDatabase } from './db/lock.ts'
import { buildApp } from './app.ts'
import type { App } from './app.ts'
import type { Settings } from './config.ts'
import { tellReady } from './log.ts'
import { explainStart } from './start-fault.ts'

/** Asked to stop, as often as it may be: also while it is still starting. */
const asked = Promise.withResolvers<NodeJS.Signals>()
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    asked.resolve(signal)
  })
}

try {
  const settings = loadConfig(readEnvironment())
  const program = settings.config.sandbox.enabled
    ? await startSandbox(settings)
    : await startReal(settings)
  // Now, and not at the end: it may end by a kill.
  flushCompileCache()
  await asked.promise
  await program.close()
  process.exit(0)
} catch (error) {
  process.stderr.write(`${explainStart(error)}\n`)
  process.exit(1)
}

async function startSandbox(settings: Settings): Promise<Pick<App, 'close'>> {
  // A real start has no use for it, nor room.
  const sandbox = await import('./sandbox/start.ts')
  return sandbox.startSandbox(settings)
}

async function startReal({ config, secrets }: Settings): Promise<Pick<App, 'close'>> {
  const unlock = lockDatabase(config.databaseFile)
  const app = await buildApp({ config, secrets, clock: systemClock })
  const address = await app.listen()
  tellReady(app.log, { url: config.publicUrlIsSet ? config.publicUrl : address })
  return {
    async close() {
      await app.close()
      unlock()
    },
  }
}
