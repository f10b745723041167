import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RuleSet } from '../../schema/rules/rule-set.ts'
import type { Chat, Content, Platform } from '../../schema/update.ts'
import { buildApp } from '../../src/app.ts'
import type { App } from '../../src/app.ts'
import { loadConfig } from '../../src/config.ts'
import { importOrganisation } from '../../src/organisation.ts'
import { ManualClock } from './clock.ts'
import { FakePlatform } from './fake-platform.ts'
import type { Heard } from './fake-platform.ts'

const SAMPLE = new URL('../../src/sandbox/samples/org.json', import.meta.url)

export function sampleOrganisation(): unknown {
  return JSON.parse(readFileSync(SAMPLE, 'utf8')) as unknown
}

export interface ChatOptions {
  /** Friday, a working day, unless told. */
  now?: string
  organisation?: unknown
  /** A path; in memory unless told. */
  database?: string
  env?: Record<string, string>
  platforms?: Platform[]
  /** Those of the program unless told. */
  ruleSets?: readonly RuleSet[]
}

/** The whole program but its two ends: a fake platform and a clock that stands still. */
export async function startChat(options: ChatOptions = {}): Promise<ChatRoom> {
  const dir = mkdtempSync(join(tmpdir(), 'baosong-'))
  const clock = new ManualClock(options.now ?? '2026-11-20T10:00:00+08:00')
  const platforms = (options.platforms ?? ['wecom']).map((name) => new FakePlatform(name))
  const { config, secrets } = loadConfig({
    WECOM_CORP_ID: 'wwtest',
    WECOM_AGENT_ID: '1000002',
    WECOM_SECRET: 'secret',
    WECOM_TOKEN: 'token',
    WECOM_ENCODING_AES_KEY: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
    SECRET_KEY: '00'.repeat(32),
    DATABASE_URL: `sqlite:${options.database ?? ':memory:'}`,
    MEDIA_DIR: join(dir, 'media'),
    PUBLIC_URL: 'https://bot.example.com',
    LOG_LEVEL: 'silent',
    ...options.env,
  })
  const { ruleSets } = options
  const app = await buildApp({
    config,
    secrets,
    clock,
    adapters: platforms,
    ...(ruleSets && { ruleSets }),
  })
  await importOrganisation(app.db, options.organisation ?? sampleOrganisation(), clock.now())
  await app.bot.start()
  const [platform] = platforms
  if (!platform) throw new Error('a chat needs a platform')
  return new ChatRoom(app, clock, platforms, dir)
}

let rooms = 0

export class ChatRoom {
  readonly app: App
  readonly clock: ManualClock
  readonly platforms: readonly FakePlatform[]
  readonly #dir: string
  readonly #name = `test-${(rooms += 1)}`
  #updates = 0

  constructor(app: App, clock: ManualClock, platforms: readonly FakePlatform[], dir: string) {
    this.app = app
    this.clock = clock
    this.platforms = platforms
    this.#dir = dir
  }

  get platform(): FakePlatform {
    const [first] = this.platforms
    if (!first) throw new Error('a chat needs a platform')
    return first
  }

  /** The chat of one person, by their account (in the sample the same as their id). */
  as(account: string, platform: FakePlatform = this.platform): ChatPerson {
    return new ChatPerson(this, account, platform)
  }

  /** An update as the platform would bring it. Handled once `settled` resolves. */
  async bring(chat: Chat, content: Content, eventKey?: string, sentAt = this.clock.now()) {
    this.#updates += 1
    return this.app.bot.inbox.keep({
      source: chat.platform,
      // A room that goes on with the database of an earlier one hears something new.
      eventKey: eventKey ?? `${this.#name}-${this.#updates}`,
      update: { from: 'chat', chat, account: chat.id, sentAt, content },
    })
  }

  settled(): Promise<void> {
    return this.app.bot.settled()
  }

  /** Moves the clock on, alarm by alarm, and lets each be handled. */
  async later(ms: number): Promise<void> {
    const until = this.clock.now() + ms
    await this.settled()
    while (this.clock.step(until)) await this.settled()
    await this.settled()
  }

  async laterUntil(time: string): Promise<void> {
    await this.later(Date.parse(time) - this.clock.now())
  }

  async close(): Promise<void> {
    await this.app.close()
    rmSync(this.#dir, { recursive: true, force: true })
  }
}

export class ChatPerson {
  readonly #room: ChatRoom
  readonly #platform: FakePlatform
  readonly account: string
  #read: number

  constructor(room: ChatRoom, account: string, platform: FakePlatform) {
    this.#room = room
    this.account = account
    this.#platform = platform
    this.#read = platform.heard(account).length
  }

  get chat(): Chat {
    return { platform: this.#platform.platform, kind: 'person', id: this.account }
  }

  /** Everything in this chat from the bot, cards as they look now. */
  get heard(): readonly Heard[] {
    return this.#platform.heard(this.account)
  }

  /** What came since the last look, as lines: a card by its title, its buttons in brackets. */
  news(): string[] {
    const fresh = this.heard.slice(this.#read)
    this.#read = this.heard.length
    return fresh.map(asLine)
  }

  /** Sends a text, lets it be handled and returns what came back. */
  async says(text: string): Promise<string[]> {
    return this.#sends({ type: 'text', text })
  }

  /** Sends photos in one burst: `media` names stand for their bytes. */
  async photographs(...media: string[]): Promise<string[]> {
    for (const name of media) await this.#room.bring(this.chat, { type: 'photo', media: name })
    await this.#room.settled()
    return this.news()
  }

  async sends(content: Content): Promise<string[]> {
    return this.#sends(content)
  }

  async clicks(key: string): Promise<string[]> {
    return this.#sends({ type: 'menu', key })
  }

  /** Taps the newest card that shows such a button now. */
  async taps(label: string, choices: Record<string, string[]> = {}): Promise<string[]> {
    const card = this.heard.findLast(
      (one) =>
        one.type === 'card' &&
        one.shown.closed === undefined &&
        one.shown.buttons.some((button) => button.label === label),
    )
    if (card?.type !== 'card') throw new Error(`${this.account} sees no button ${label}`)
    return this.tapsOn(card, label, choices)
  }

  /** Taps a card as it was once shown, also when it looks different by now. */
  async tapsOn(
    card: Extract<Heard, { type: 'card' }>,
    label: string,
    choices: Record<string, string[]> = {},
  ): Promise<string[]> {
    const button = card.shown.buttons.find((one) => one.label === label)
    if (!button) throw new Error(`the card has no button ${label}`)
    return this.#sends({
      type: 'tap',
      card: card.id,
      action: button.action,
      choices,
      handle: this.#platform.newHandle(),
    })
  }

  /** The newest card, as it was drawn at this moment: keep it to tap it later. */
  lastCard(): Extract<Heard, { type: 'card' }> {
    const card = this.heard.findLast((one) => one.type === 'card')
    if (card?.type !== 'card') throw new Error(`${this.account} sees no card`)
    return structuredClone(card)
  }

  async #sends(content: Content): Promise<string[]> {
    await this.#room.bring(this.chat, content)
    await this.#room.settled()
    return this.news()
  }
}

function asLine(heard: Heard): string {
  switch (heard.type) {
    case 'text':
      return heard.text
    case 'card': {
      const { title, closed, buttons } = heard.shown
      return `${title} [${closed ?? buttons.map(({ label }) => label).join(' ')}]`
    }
    case 'image':
      return '[图片]'
    case 'file':
      return `[文件] ${heard.name}`
  }
}
