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
import { openPlatform, type PlatformName } from './platforms.ts'
import { Player } from './player.ts'

export interface StageOptions {
  /** Friday, a working day, unless told. */
  now?: string
  organisation?: unknown
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
  { now = '2026-11-20T10:00:00+08:00', organisation = sampleOrganisation() }: StageOptions = {},
): Promise<Stage> {
  const dir = mkdtempSync(join(tmpdir(), 'baosong-both-'))
  const clock = new ManualClock(now)
  const file = Organisation.parse(organisation)
  let address: string | null = null
  const bench = { clock, people: file.people, address: () => address }
  const platforms = await Promise.all(names.map((name) => openPlatform(name, bench)))
  const env = Object.assign({}, ...platforms.map((one) => one.env)) as Record<string, string>
  const { config, secrets } = loadConfig({
    PORT: '0',
    SECRET_KEY: '00'.repeat(32),
    DATABASE_URL: 'sqlite::memory:',
    MEDIA_DIR: join(dir, 'media'),
    PUBLIC_URL: 'https://bot.example.com',
    LOG_LEVEL: 'silent',
    ...env,
  })
  const app = await buildApp({ config, secrets, clock })
  const stage = new Stage(app, clock, new Map(platforms.map((one) => [one.name, one.standIn])))
  onTestFinished(async () => {
    await app.close()
    await Promise.all(platforms.map(({ standIn }) => standIn.close()))
    rmSync(dir, { recursive: true, force: true })
  })
  await importOrganisation(app.db, file, clock.now())
  address = await app.listen()
  await Promise.all(platforms.map((one) => one.ready()))
  return stage
}

export class Stage {
  readonly app: App
  readonly clock: ManualClock
  readonly #standIns: ReadonlyMap<PlatformName, StandIn>

  constructor(app: App, clock: ManualClock, standIns: ReadonlyMap<PlatformName, StandIn>) {
    this.app = app
    this.clock = clock
    this.#standIns = standIns
  }

  get standIns(): readonly StandIn[] {
    return [...this.#standIns.values()]
  }

  /** Whether a card that was sent can be changed on the (first) platform. */
  get changesCards(): boolean {
    return !this.#standIns.has('dingtalk-words')
  }

  /** Somebody at their phone, by the id that the organisation has for them. */
  as(person: string, on = this.#first()): Player {
    const standIn = this.#standIns.get(on)
    if (!standIn) throw new Error(`${on} is not on this stage`)
    return new Player(this, standIn, on === 'wecom' ? person : `dt_${person}`)
  }

  #first(): PlatformName {
    const [name] = this.#standIns.keys()
    if (!name) throw new Error('a stage needs a platform')
    return name
  }

  /** Nothing can be done right now: all is handled and sent, or waits for its time. */
  async settled(): Promise<void> {
    const until = performance.now() + SETTLE_MS
    for (;;) {
      await this.app.bot.settled()
      if ((await this.#due()) === 0) return
      if (performance.now() > until) throw new Error('it does not come to rest')
      await pause(2)
    }
  }

  /** What is on its way to a phone, or has only just come in. In one chat things go in order. */
  async #due(): Promise<number> {
    const { db } = this.app
    const now = this.clock.now()
    const waiting = await db
      .selectFrom('outbox')
      .select(['chat_id', 'not_before'])
      .where('sent_at', 'is', null)
      .where('parked', 'is', null)
      .orderBy('id', 'desc')
      .execute()
    const next = new Map(waiting.map((row) => [row.chat_id, row.not_before]))
    const queued = [...next.values()].filter((notBefore) => notBefore <= now)
    const kept = await db
      .selectFrom('inbox')
      .select('seq')
      .where('handled_at', 'is', null)
      .where('parked', 'is', null)
      .execute()
    return queued.length + kept.length
  }

  /** Moves the clock on, alarm by alarm, and lets each be handled. */
  async later(ms: number): Promise<void> {
    const until = this.clock.now() + ms
    await this.settled()
    while (this.clock.step(until)) await this.settled()
    await this.settled()
  }

  breathe(): Promise<void> {
    return this.later(BREATH_MS)
  }
}
