import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import { Organisation } from '../../schema/organisation.ts'
import { buildApp, type App } from '../../src/app.ts'
import { loadConfig } from '../../src/config.ts'
import { importOrganisation } from '../../src/organisation.ts'
import type { StandIn } from '../../src/sandbox/stand-in.ts'
import { sampleOrganisation } from '../support/chat.ts'
import { ManualClock } from '../support/clock.ts'
import { channelSeen, type ChannelSeen } from './groups.ts'
import { openPlatform, type OpenPlatform, type PlatformName } from './platforms.ts'
import { Player } from './player.ts'

export interface StageOptions {
  /** Friday, a working day, unless told. */
  now?: string
  organisation?: unknown
  /** Its records lie in a file, so that the program can be started again. */
  restarts?: true
  /** Where photos and documents lie; a folder of its own unless told. */
  media?: string
}

/** Long enough for any answer that is held back to be merged with others. */
const BREATH_MS = 5000
/** Real milliseconds within which everything that can be done is done. */
const SETTLE_MS = 10_000

/**
 * The whole program between stand-ins of the platforms it is told: their HTTP, their websocket, and
 * a clock that stands still until it is moved.
 */
export async function openStage(
  names: readonly PlatformName[],
  options: StageOptions = {},
): Promise<Stage> {
  const { now = '2026-11-20T10:00:00+08:00', organisation = sampleOrganisation() } = options
  const dir = mkdtempSync(join(tmpdir(), 'baosong-both-'))
  const clock = new ManualClock(now)
  const file = Organisation.parse(organisation)
  let address: string | null = null
  const bench = { clock, organisation: file, address: () => address }
  const platforms = await Promise.all(names.map((name) => openPlatform(name, bench)))
  const env = Object.assign({}, ...platforms.map((one) => one.env)) as Record<string, string>
  const { config, secrets } = loadConfig({
    PORT: '0',
    SECRET_KEY: '00'.repeat(32),
    DATABASE_URL: options.restarts ? `sqlite:${join(dir, 'baosong.db')}` : 'sqlite::memory:',
    MEDIA_DIR: options.media ?? join(dir, 'media'),
    PUBLIC_URL: 'https://bot.example.com',
    LOG_LEVEL: 'silent',
    ...env,
  })
  const start = async (): Promise<App> => {
    const app = await buildApp({ config, secrets, clock })
    if (address === null) await importOrganisation(app.db, file, clock.now())
    address = await app.listen()
    await Promise.all(platforms.map((one) => one.ready()))
    return app
  }
  const stage = new Stage(await start(), { clock, platforms, start })
  onTestFinished(async () => {
    await stage.app.close()
    await Promise.all(platforms.map(({ standIn }) => standIn.close()))
    rmSync(dir, { recursive: true, force: true })
  })
  return stage
}

interface StageParts {
  clock: ManualClock
  platforms: readonly OpenPlatform[]
  /** Starts the program on what it left behind. */
  start: () => Promise<App>
}

export class Stage {
  readonly clock: ManualClock
  readonly #platforms: readonly OpenPlatform[]
  readonly #start: () => Promise<App>
  #app: App

  constructor(app: App, { clock, platforms, start }: StageParts) {
    this.#app = app
    this.clock = clock
    this.#platforms = platforms
    this.#start = start
  }

  get app(): App {
    return this.#app
  }

  /** The program ends as it is asked to, and starts again. */
  async restart(): Promise<void> {
    await this.#app.close()
    this.#app = await this.#start()
    await this.settled()
  }

  get standIns(): readonly StandIn[] {
    return this.#platforms.map(({ standIn }) => standIn)
  }

  /** Whether a card that was sent can be changed on the (first) platform. */
  get changesCards(): boolean {
    return this.#platforms.every(({ name }) => name !== 'dingtalk-words')
  }

  /** Somebody at their phone, by the id that the organisation has for them. */
  as(person: string, on = this.#first.name): Player {
    const platform = this.#platforms.find(({ name }) => name === on)
    if (!platform) throw new Error(`${on} is not on this stage`)
    return new Player(this, platform.standIn, on === 'wecom' ? person : `dt_${person}`)
  }

  /** What stands in every channel of the groups on the (first) platform, in the file's order. */
  inGroups(): Promise<ChannelSeen[]> {
    const { standIn, groups } = this.#first
    return Promise.all(groups.map((id) => channelSeen(standIn, id)))
  }

  get #first(): OpenPlatform {
    const [platform] = this.#platforms
    if (!platform) throw new Error('a stage needs a platform')
    return platform
  }

  /** Nothing can be done right now: all is handled and sent, or waits for its time. */
  async settled(): Promise<void> {
    const until = performance.now() + SETTLE_MS
    for (;;) {
      await this.app.bot.settled()
      // Two tries may be set for the same moment: the clock sets off one alarm at a time.
      if (this.clock.step(this.clock.now())) continue
      const due = await this.#due()
      if (due.length === 0) return
      if (performance.now() > until) {
        throw new Error(`it does not come to rest: ${due.join('; ')}`)
      }
      await pause(2)
    }
  }

  /** What is on its way to a phone, or has only just come in. In one chat things go in order. */
  async #due(): Promise<string[]> {
    const { db } = this.app
    const waiting = await db
      .selectFrom('outbox')
      .select(['id', 'chat_id', 'not_before', 'attempts', 'body'])
      .where('sent_at', 'is', null)
      .where('parked', 'is', null)
      .orderBy('id', 'desc')
      .execute()
    const next = new Map(waiting.map((row) => [row.chat_id, row]))
    const queued = [...next.values()].filter((row) => row.not_before <= this.clock.now())
    const kept = await db
      .selectFrom('inbox')
      .select(['seq', 'body'])
      .where('handled_at', 'is', null)
      .where('parked', 'is', null)
      .execute()
    return [
      ...queued.map((row) => `delivery ${row.id} after ${row.attempts} tries ${row.body}`),
      ...kept.map((row) => `update ${row.seq} ${row.body}`),
    ]
  }

  /** Moves the clock on, alarm by alarm, and lets each be handled. */
  async later(ms: number): Promise<void> {
    const until = this.clock.now() + ms
    await this.settled()
    while (this.clock.step(until)) await this.settled()
    await this.settled()
  }

  laterUntil(time: string): Promise<void> {
    return this.later(Date.parse(time) - this.clock.now())
  }

  breathe(): Promise<void> {
    return this.later(BREATH_MS)
  }
}
