import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ChatEvent, Handler, Handlers, Timer, Turn } from '../../handlers/contract.ts'
import type { Effect } from '../../schema/effect.ts'
import { CardId, type Instant, PersonId } from '../../schema/ids.ts'
import type { Chat, Content } from '../../schema/update.ts'
import { Bot } from '../../src/bot.ts'
import { loadConfig } from '../../src/config.ts'
import { openDatabase, type Db } from '../../src/db/open.ts'
import { createLog } from '../../src/log.ts'
import { createMetrics } from '../../src/metrics.ts'
import { importOrganisation } from '../../src/organisation.ts'
import { sampleOrganisation } from '../support/chat.ts'
import { ManualClock } from '../support/clock.ts'
import { FakePlatform } from '../support/fake-platform.ts'
import { loadRuleSets } from '../../src/rules.ts'

export { FakePlatform, ManualClock }

/** What the bot does on an event; everything else about a handler is left out. */
export type Deciding = (event: ChatEvent, turn: Turn) => Effect[]

/** Says back what was said. */
export const echo: Deciding = (event) =>
  event.type === 'said' ? [{ type: 'say', text: `“${event.text}”` }] : []

const running = <In>(run: (input: In, turn: Turn) => Effect[]): Handler<In> => ({
  // A throw must come as a rejection, as it would from a real handler.
  run: (_read, input, turn) => Promise.resolve().then(() => run(input, turn)),
})

/** Handlers that hand every event to one function. No text is a command. */
export function handlersThat(decide: Deciding): Handlers {
  const event = running(decide)
  const nothing = running<unknown>(() => [])
  const timer = running((fired: Timer, turn) => decide({ type: 'timer', ...fired }, turn))
  const tap: Handlers['cards']['choice'] = running(({ card, action, choices }, turn) =>
    decide({ type: 'tapped', card: card.id, action, choices }, turn),
  )
  return {
    parse: () => null,
    menu: () => null,
    flowCommands: new Set(),
    flow: event,
    commands: new Proxy({} as Handlers['commands'], { get: () => nothing }),
    cards: new Proxy({} as Handlers['cards'], { get: () => tap }),
    asides: new Proxy({} as Handlers['asides'], { get: () => nothing }),
    pick: nothing,
    timers: { alarm: timer },
    outOfTheBlue: event,
    article: new Proxy({} as Handlers['article'], { get: () => nothing }),
    welcome: () => [{ type: 'say', text: '欢迎' }],
    stranger: () => '不认识您',
    foreignCard: () => '不是您的卡片',
    inGroup: () => '请私聊',
    allowanceWarning: ({ label }) => `${label}快用完了`,
    notInList: () => '没有这一条',
    alert: (parked) => `有 ${parked} 条没有处理`,
    parked: () => '没能处理，已记录',
  }
}

export interface CoreOptions {
  decide?: Deciding
  platform?: FakePlatform
  /** Platforms that are on beside that one. */
  others?: readonly FakePlatform[]
  /** What is imported into a folder that is new. */
  organisation?: unknown
  clock?: ManualClock
  folder?: string
}

/** A later life must not repeat the keys of an earlier one. */
let updates = 0

/** The heart of the program between a fake platform and a clock that stands still. */
export class Core {
  readonly bot: Bot
  readonly db: Db
  readonly platform: FakePlatform
  readonly clock: ManualClock
  readonly folder: string

  constructor(parts: Pick<Core, 'bot' | 'db' | 'platform' | 'clock' | 'folder'>) {
    this.bot = parts.bot
    this.db = parts.db
    this.platform = parts.platform
    this.clock = parts.clock
    this.folder = parts.folder
  }

  /** Kept, but not yet waited for. */
  bring(account: string, content: Content | string, eventKey?: string) {
    return this.bringTo(
      { platform: 'wecom', kind: 'person', id: account },
      account,
      content,
      eventKey,
    )
  }

  bringToGroup(account: string, text: string) {
    return this.bringTo({ platform: 'wecom', kind: 'group', id: 'group' }, account, text)
  }

  bringTo(chat: Chat, account: string, content: Content | string, eventKey?: string) {
    updates += 1
    return this.bot.inbox.keep({
      source: 'wecom',
      eventKey: eventKey ?? `test-${updates}`,
      update: {
        from: 'chat',
        chat,
        account,
        sentAt: this.clock.now(),
        content: typeof content === 'string' ? { type: 'text', text: content } : content,
      },
    })
  }

  /** Kept, handled and answered as far as it can be without time going on. */
  async says(account: string, text: string): Promise<void> {
    await this.bring(account, text)
    await this.bot.settled()
  }

  /** What that account was told, in order. */
  told(account: string): string[] {
    return this.platform
      .heard(account)
      .map((one) => (one.type === 'text' ? one.text : `[${one.type}]`))
  }

  async later(ms: number): Promise<void> {
    const until = this.clock.now() + ms
    await this.bot.settled()
    while (this.clock.step(until)) await this.bot.settled()
    await this.bot.settled()
  }

  /** As after a power cut: what is in the database goes on in a new process, nothing else does. */
  async crash(options: CoreOptions = {}): Promise<Core> {
    started.delete(this)
    await this.db.destroy()
    const { platform, clock, folder } = this
    return startCore({ platform, clock, folder, ...options })
  }
}

const started = new Set<Core>()

export async function startCore(options: CoreOptions = {}): Promise<Core> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'baosong-core-'))
  const clock = options.clock ?? new ManualClock('2026-11-20T10:00:00+08:00')
  const platform = options.platform ?? new FakePlatform()
  const { config, secrets } = loadConfig({
    WECOM_CORP_ID: 'wwtest',
    WECOM_AGENT_ID: '1000002',
    WECOM_SECRET: 'secret',
    WECOM_TOKEN: 'token',
    WECOM_ENCODING_AES_KEY: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
    SECRET_KEY: '00'.repeat(32),
    DATABASE_URL: `sqlite:${join(folder, 'core.db')}`,
    MEDIA_DIR: join(folder, 'media'),
  })
  const db = await openDatabase({ file: config.databaseFile, kind: 'real' })
  if (options.folder === undefined) {
    await importOrganisation(db, options.organisation ?? sampleOrganisation(), clock.now())
  }
  const bot = new Bot({
    config,
    secrets,
    db,
    clock,
    handlers: handlersThat(options.decide ?? echo),
    ruleSets: loadRuleSets(),
    adapters: [platform, ...(options.others ?? [])],
    metrics: createMetrics(),
    log: createLog('silent'),
  })
  await bot.start()
  const core = new Core({ bot, db, platform, clock, folder })
  started.add(core)
  return core
}

/** For `afterEach`. */
export async function stopAll(): Promise<void> {
  for (const { bot, db, folder } of started) {
    await bot.stop()
    await db.destroy()
    // The thread of a bot that crashed may still be writing its picture there.
    await rm(folder, { recursive: true, force: true, maxRetries: 20 })
  }
  started.clear()
}

export const person = (id: string) => PersonId.parse(id)
export const card = (id: string) => CardId.parse(id)
export const after = (turn: Turn, ms: number) => (turn.now + ms) as Instant
