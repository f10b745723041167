import type { FastifyInstance } from 'fastify'
import { handlers } from '../handlers/index.ts'
import type { Config, Secrets } from '../schema/config.ts'
import type { Organisation } from '../schema/organisation.ts'
import type { RuleSet } from '../schema/rules/rule-set.ts'
import { Bot } from './bot.ts'
import type { Clock } from './clock.ts'
import { connections } from './connections.ts'
import { openDatabase } from './db/open.ts'
import type { Db } from './db/open.ts'
import { articlePages } from './http/articles.ts'
import { operations } from './http/operations.ts'
import { buildServer } from './http/server.ts'
import type { Door } from './http/server.ts'
import { createLog } from './log.ts'
import type { Log } from './log.ts'
import { createMetrics } from './metrics.ts'
import type { PlatformAdapter } from './platforms/adapter.ts'
import { loadRuleSets } from './rules.ts'

/** Time for requests that are under way when the program is asked to stop. */
const CLOSING_MS = 2000

export interface AppOptions {
  config: Config
  secrets: Secrets
  clock: Clock
  /** Tests put platforms of their own here; otherwise those that the settings name. */
  adapters?: readonly PlatformAdapter[]
  /** What else the server serves: the sandbox's page. */
  doors?: readonly Door[]
  log?: Log
  /** Tests put versions of their own here; otherwise those of `schema/rules/`. */
  ruleSets?: readonly RuleSet[]
  /** Told at the start and whenever the organisation may have been imported. */
  onOrganisation?: (file: Organisation) => void
}

export interface App {
  bot: Bot
  db: Db
  server: FastifyInstance
  log: Log
  /** Takes up what waits, then opens the door; answers with the address. */
  listen(): Promise<string>
  /** Stops taking callbacks, finishes what is in hand, closes the database. */
  close(): Promise<void>
}

/** The one place that joins concrete things. Building is apart from listening and from starting. */
export async function buildApp(options: AppOptions): Promise<App> {
  const { config, secrets, clock } = options
  const log = options.log ?? createLog(config.logLevel)
  const metrics = createMetrics()
  const db = await openDatabase({
    file: config.databaseFile,
    kind: config.sandbox.enabled ? 'sandbox' : 'real',
  })
  const connected = connections({ config, secrets, clock, metrics, log })
  const adapters = options.adapters ?? connected.map(({ adapter }) => adapter)
  const { onOrganisation } = options
  const ruleSets = options.ruleSets ?? loadRuleSets()
  const common = { config, secrets, db, clock, handlers, ruleSets }
  const parts = { ...common, adapters, metrics, log, onOrganisation }
  const bot = new Bot(parts)
  const server = await buildServer(log, {
    callbacks: connected.map(({ door }) => door(bot.inbox)),
    pages: [
      operations({ db, clock, metrics, adapters, metricsToken: secrets.metricsToken }),
      articlePages({
        db,
        clock,
        links: bot.links,
        mediaDir: config.mediaDir,
        pages: handlers.article,
      }),
      ...(options.doors ?? []),
    ],
  })
  const streams: { close(): Promise<void> }[] = []
  return {
    bot,
    db,
    server,
    log,
    async listen() {
      await bot.start()
      const address = await server.listen({ port: config.port, host: config.host })
      if (!config.publicUrlIsSet) bot.links.base = address
      for (const { stream } of connected) if (stream) streams.push(stream(bot.inbox))
      return address
    },
    async close() {
      // Somebody who sends half a request would hold it open for as long as they like.
      const late = setTimeout(() => {
        server.server.closeAllConnections()
      }, CLOSING_MS)
      await Promise.all([server.close(), ...streams.map((stream) => stream.close())])
      clearTimeout(late)
      await bot.stop()
      await db.destroy()
    },
  }
}
