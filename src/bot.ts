import type { Handlers, Office } from '../handlers/contract.ts'
import type { Config, Secrets } from '../schema/config.ts'
import type { Instant } from '../schema/ids.ts'
import type { Organisation } from '../schema/organisation.ts'
import type { RuleSet } from '../schema/rules/rule-set.ts'
import type { Platform } from '../schema/update.ts'
import { alertAdmins, isUntold } from './alert-admins.ts'
import { Alerts } from './alerts.ts'
import { warnOfAllowances } from './allowances.ts'
import { channelsOf } from './channels.ts'
import type { GroupChannel } from './channels.ts'
import type { Clock } from './clock.ts'
import { sentSince } from './db/outbox.ts'
import type { OutboxRow } from './db/outbox.ts'
import type { Db } from './db/open.ts'
import { readOrganisation } from './db/organisation.ts'
import { findLastFrozenMonth } from './db/periods.ts'
import { setTimer } from './db/timers.ts'
import { foreignVersion, sweepQueues } from './db/watch.ts'
import { DurableInbox } from './inbox.ts'
import { ArticleLinks } from './links.ts'
import type { Log } from './log.ts'
import { keepMade, sweepMade } from './made.ts'
import type { Metrics } from './metrics.ts'
import { officeOf } from './office.ts'
import { Outbox } from './outbox.ts'
import type { OutboxHooks } from './outbox.ts'
import { storePhoto } from './photos.ts'
import type { PlatformAdapter } from './platforms/adapter.ts'
import { ReportMaker } from './reports/maker.ts'
import { settleEndings } from './settle.ts'
import { Taps } from './taps.ts'
import { Timers } from './timers.ts'
import type { TurnSetting } from './turn.ts'
import { Turns } from './turns.ts'
import type { TurnHooks } from './turns.ts'

const HOUR_MS = 3600_000
const DAY_MS = 24 * HOUR_MS
/** Repeats are known for at least 7 days (contract, section 3). */
const KEPT_DAYS = 30
const LOOK_EVERY_MS = 1000
/** Time for what is on its way when the program is asked to stop. */
const GRACE_MS = 5000

export interface BotParts {
  config: Config
  secrets: Secrets
  db: Db
  clock: Clock
  handlers: Handlers
  /** Every version of the points' rules, the oldest first. */
  ruleSets: readonly RuleSet[]
  adapters: readonly PlatformAdapter[]
  metrics: Metrics
  log: Log
  /** Told at the start and whenever the organisation may have been imported. */
  onOrganisation?: ((file: Organisation) => void) | undefined
}

/** The bot without its doors: what comes in by `inbox` is handled and answered. */
export class Bot {
  readonly inbox: DurableInbox
  readonly links: ArticleLinks
  readonly #parts: BotParts
  readonly #platforms: readonly Platform[]
  readonly #turns: Turns
  readonly #outbox: Outbox
  readonly #timers: Timers
  readonly #alerts: Alerts
  readonly #maker: ReportMaker
  #office: Office
  #channels: readonly GroupChannel[] = []
  #seenVersion = -1
  #watch: NodeJS.Timeout | null = null
  #sweptAt = 0

  constructor(parts: BotParts) {
    const { config, secrets, db, clock, adapters } = parts
    this.#parts = parts
    this.#platforms = adapters.map((adapter) => adapter.platform)
    this.#office = officeOf(parts, { file: undefined, frozenUpTo: undefined })
    this.#maker = new ReportMaker({ dir: config.mediaDir })
    this.links = new ArticleLinks(secrets.signingKey, config.publicUrl)
    const wakeTurns = () => {
      this.#turns.wake()
    }
    const taps = this.#tapsToAnswer()
    this.inbox = new DurableInbox(db, clock, { taps, onKept: wakeTurns })
    this.#alerts = new Alerts(clock, () => this.#alertAdmins(), this.#fault)
    this.#timers = new Timers(db, clock, wakeTurns, this.#fault)
    const byPlatform = new Map(adapters.map((adapter) => [adapter.platform, adapter]))
    this.#outbox = new Outbox(db, clock, byPlatform, this.#outboxHooks())
    this.#turns = new Turns(db, clock, this.#turnSetting(), this.#turnHooks(taps))
  }

  #tapsToAnswer(): Taps {
    return new Taps({
      send: (rows) => {
        this.#outbox.accept(rows)
      },
      reached: (row) => {
        this.#outbox.reached(row).catch(this.#fault)
      },
    })
  }

  #outboxHooks(): OutboxHooks {
    const { config, db, clock, adapters, metrics, log } = this.#parts
    const allowanceOf = (platform: Platform) =>
      adapters.find((adapter) => adapter.platform === platform)?.allowance ?? null
    return {
      storePhoto: (id, bytes) => storePhoto(config.mediaDir, id, bytes),
      make: async (recipe, file) => {
        await this.#maker.make(recipe, file)
        await keepMade(config.mediaDir, file, clock.now())
      },
      settle: async (endings) => {
        await settleEndings(db, clock, endings, allowanceOf)
        if (endings.some(({ row }) => row.delivery.type === 'fetch-photo')) this.#turns.wake()
      },
      onDelivered: (result, tookMs) => {
        metrics.deliveries.inc({ result })
        metrics.delivery.observe(tookMs / 1000)
      },
      onParked: (id, reason) => {
        log.error({ outbox: id, reason }, 'a delivery was parked')
        this.#alerts.raise(id)
      },
      onFault: this.#fault,
    }
  }

  #turnSetting(): TurnSetting {
    const { handlers, metrics, log } = this.#parts
    return {
      handlers,
      office: () => this.#office,
      platforms: this.#platforms,
      channels: () => this.#channels,
      links: this.#office.publicAddress ? this.links : null,
      unreachable: () => {
        metrics.unreachable.inc()
        log.warn('somebody has no account on a platform that is on')
      },
    }
  }

  #turnHooks(taps: Taps): TurnHooks {
    const { metrics, log } = this.#parts
    return {
      onQueued: (rows, tapped) => {
        taps.queued(rows, tapped)
      },
      onBatch: () => {
        this.#timers.wake()
      },
      onHandled: (result, tookMs) => {
        metrics.updates.inc({ result })
        metrics.turn.observe(tookMs / 1000)
      },
      onParked: (seq, error) => {
        log.error({ inbox: seq, err: error }, 'an update was parked')
        this.#alerts.raise()
      },
      onFault: this.#fault,
      crowded: () => this.inbox.crowded(),
    }
  }

  /** Takes up what an earlier process left, then goes on by itself. */
  async start(): Promise<void> {
    const { db, clock } = this.#parts
    this.#seenVersion = await foreignVersion(db)
    await this.reload()
    for (const { chat, at } of await sentSince(db, (clock.now() - HOUR_MS) as Instant)) {
      this.#outbox.remember(chat, at)
    }
    await this.#outbox.load()
    if (await isUntold(db)) this.#alerts.raise()
    await this.setOut()
    this.#turns.wake()
    this.#timers.wake()
    this.#watch = setInterval(() => void this.lookAround(), LOOK_EVERY_MS)
    this.#watch.unref()
  }

  /** What comes round every month is set again: settings, or the organisation, may be others now. */
  async setOut(): Promise<void> {
    const { db, clock, handlers } = this.#parts
    const name = handlers.setOut
    if (name === undefined) return
    await setTimer(db, { key: name, name, person: null, dueAt: clock.now(), data: {} })
    this.#timers.wake()
  }

  /** Nothing can be done right now: all is handled, sent, or waits for its time. */
  async settled(): Promise<void> {
    for (let quiet = 0; quiet < 2; quiet += 1) {
      await this.inbox.idle()
      await this.#timers.idle()
      await this.#turns.idle()
      await this.#outbox.idle()
      await new Promise(setImmediate)
      if (this.#turns.busy || this.inbox.busy || this.#outbox.busy || this.#timers.busy) quiet = -1
    }
  }

  /** Before the sandbox empties the database: nothing in memory refers to it any more. */
  async forget(): Promise<void> {
    await this.settled()
    await this.#outbox.forget()
  }

  /** Finishes the turn in hand; what waits is taken up by the next start. */
  async stop(): Promise<void> {
    if (this.#watch) clearInterval(this.#watch)
    this.#alerts.stop()
    await this.inbox.idle()
    await this.#timers.stop()
    await this.#turns.stop()
    const late = setTimeout(() => void this.#maker.close(), GRACE_MS)
    await this.#outbox.stop(GRACE_MS)
    clearTimeout(late)
    await this.#maker.close()
  }

  get queueSize(): number {
    return this.#outbox.size
  }

  readonly #fault = (error: unknown) => {
    this.#parts.log.error({ err: error }, 'a fault: it is tried again')
  }

  /** Commands run beside the bot: what they committed is noticed within a second. */
  async lookAround(): Promise<void> {
    try {
      const version = await foreignVersion(this.#parts.db)
      if (version !== this.#seenVersion) {
        await this.reload()
        await this.setOut()
        this.#seenVersion = version
        this.#turns.wake()
        this.#timers.wake()
        this.#outbox.lookAgain()
      }
      await this.#warn()
      await this.#sweep()
    } catch (error) {
      this.#fault(error)
    }
  }

  async #warn() {
    const rows = await warnOfAllowances(this.#parts)
    if (rows.length > 0) this.#outbox.accept(rows)
  }

  async #sweep() {
    const now = this.#parts.clock.now()
    if (now - this.#sweptAt < DAY_MS) return
    this.#sweptAt = now
    const before = (now - KEPT_DAYS * DAY_MS) as Instant
    await sweepQueues(this.#parts.db, before)
    await sweepMade(this.#parts.config.mediaDir, before)
  }

  /** Reads the organisation; other processes' imports are noticed without it. */
  async reload() {
    const file = await readOrganisation(this.#parts.db)
    const frozenUpTo = await findLastFrozenMonth(this.#parts.db)
    this.#office = officeOf(this.#parts, { file, frozenUpTo })
    this.#channels = channelsOf(file)
    if (file) this.#parts.onOrganisation?.(file)
  }

  async #alertAdmins(): Promise<OutboxRow[]> {
    const rows = await alertAdmins(this.#parts, this.#platforms)
    this.#outbox.accept(rows)
    return rows
  }
}
