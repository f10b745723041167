import type { FastifyInstance } from 'fastify'
import { handlers } from '../handlers/index.ts'
import type { Config, Secrets } from '../schema/config.ts'
import type { Organisation } from '../schema/organisation.ts'
import { Bot } from './bot.ts'
import type { Clock } from './clock.ts'
import { openDatabase } from './db/open.ts'
import type { Db } from './db/open.ts'
import { articlePages } from './http/articles.ts'
import { operations } from './http/operations.ts'
import { buildServer } from './http/server.ts'
import type { Door } from './http/server.ts'
import { createLog } from './log.ts'
import type { Log } from './log.ts'
import { createMetrics } from './metrics.ts'
import type { Metrics } from './metrics.ts'
import type { PlatformAdapter } from './platforms/adapter.ts'
import { wecomAdapter } from './platforms/wecom/adapter.ts'
import { wecomCallbacks } from './platforms/wecom/callbacks.ts'

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
  const adapters = options.adapters ?? platformAdapters(options, metrics)
  const { onOrganisation } = options
  const parts = { config, secrets, db, clock, handlers, adapters, metrics, log, onOrganisation }
  const bot = new Bot(parts)
  const server = await buildServer(log, {
    callbacks: platformDoors(options, bot, metrics),
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
  return {
    bot,
    db,
    server,
    log,
    async listen() {
      await bot.start()
      const address = await server.listen({ port: config.port, host: config.host })
      if (!config.publicUrlIsSet) bot.links.base = address
      return address
    },
    async close() {
      // Somebody who sends half a request would hold it open for as long as they like.
      const late = setTimeout(() => {
        server.server.closeAllConnections()
      }, CLOSING_MS)
      await server.close()
      clearTimeout(late)
      await bot.stop()
      await db.destroy()
    },
  }
}

function platformAdapters(
  { config, secrets, clock }: AppOptions,
  metrics: Metrics,
): PlatformAdapter[] {
  if (!config.wecom.enabled || !secrets.wecom) return []
  const onTokenRefresh = () => {
    metrics.tokenRefreshes.inc({ platform: 'wecom' })
  }
  const { mediaDir } = config
  return [
    wecomAdapter({
      settings: config.wecom,
      secrets: secrets.wecom,
      clock,
      mediaDir,
      onTokenRefresh,
    }),
  ]
}

function platformDoors({ config, secrets, clock }: AppOptions, bot: Bot, metrics: Metrics): Door[] {
  if (!config.wecom.enabled || !secrets.wecom) return []
  const ignored = () => {
    metrics.ignored.inc({ platform: 'wecom' })
  }
  const { inbox } = bot
  return [wecomCallbacks({ settings: config.wecom, secrets: secrets.wecom, inbox, clock, ignored })]
}
