import type { Chat, Platform } from '../schema/update.ts'
import type { Instant } from '../schema/ids.ts'
import type { Clock } from './clock.ts'
import type { OutboxRow } from './db/outbox.ts'
import type { PlatformAdapter } from './platforms/adapter.ts'

/** Fetching photos has places of its own: a media server that hangs must not hold answers up. */
const AT_ONCE = { messages: 32, photos: 16 } as const

type Pool = `${Platform} ${keyof typeof AT_ONCE}`

interface Lane {
  key: string
  pool: Pool
  rows: OutboxRow[]
  busy: boolean
  /** Waiting for its place among those at work. */
  queued: boolean
  cancelAlarm: (() => void) | null
}

/**
 * One lane a chat: its deliveries go one after the other, those of different chats side by side,
 * so many a platform at once. Holds a lane that would go over what the platform lets one chat get.
 */
export class Lanes {
  readonly #clock: Clock
  readonly #adapters: ReadonlyMap<Platform, PlatformAdapter>
  readonly #send: (row: OutboxRow, answered: () => void) => Promise<void>
  readonly #lanes = new Map<string, Lane>()
  readonly #queues = new Map<Pool, Lane[]>()
  readonly #atWork = new Map<Pool, number>()
  /** When each chat was written to, within the platform's longest window. */
  readonly #history = new Map<string, number[]>()
  #idleWaiters: (() => void)[] = []
  #size = 0
  #stopped = false

  constructor(
    clock: Clock,
    adapters: ReadonlyMap<Platform, PlatformAdapter>,
    send: (row: OutboxRow, answered: () => void) => Promise<void>,
  ) {
    this.#clock = clock
    this.#adapters = adapters
    this.#send = send
  }

  get size(): number {
    return this.#size
  }

  get active(): boolean {
    return [...this.#lanes.values()].some((lane) => lane.busy || lane.queued)
  }

  add(row: OutboxRow): void {
    const key = laneKey(row)
    let lane = this.#lanes.get(key)
    if (!lane) {
      const pool = poolOf(row)
      lane = { key, pool, rows: [], busy: false, queued: false, cancelAlarm: null }
      this.#lanes.set(key, lane)
    }
    lane.rows.push(row)
    this.#size += 1
    this.#consider(lane)
  }

  /** The head of its lane is to be tried again: what follows it waits. */
  again(row: OutboxRow, notBefore: Instant): void {
    const lane = this.#lanes.get(laneKey(row))
    if (lane?.rows[0]?.id === row.id) lane.rows[0] = { ...row, notBefore }
  }

  done(row: OutboxRow): void {
    const lane = this.#lanes.get(laneKey(row))
    if (lane?.rows[0]?.id !== row.id) return
    lane.rows.shift()
    this.#size -= 1
  }

  /** What was sent before a restart counts towards the limits. */
  remember(chat: Chat, at: number): void {
    const key = chatKey(chat)
    const times = this.#history.get(key)
    if (times) times.push(at)
    else this.#history.set(key, [at])
  }

  async idle(): Promise<void> {
    while (this.active) await new Promise<void>((resolve) => this.#idleWaiters.push(resolve))
  }

  clear(): void {
    for (const lane of this.#lanes.values()) lane.cancelAlarm?.()
    this.#lanes.clear()
    this.#history.clear()
    this.#size = 0
  }

  stop(): void {
    this.#stopped = true
    for (const lane of this.#lanes.values()) {
      lane.cancelAlarm?.()
      lane.queued = false
    }
    this.#queues.clear()
    this.#wakeIdle()
  }

  #consider(lane: Lane) {
    const head = lane.rows[0]
    if (!head) {
      this.#lanes.delete(lane.key)
      return
    }
    if (this.#stopped || lane.busy || lane.queued) return
    lane.cancelAlarm?.()
    lane.cancelAlarm = null
    const from = Math.max(head.notBefore, this.#freeFrom(head))
    if (from > this.#clock.now()) {
      lane.cancelAlarm = this.#clock.at(from as Instant, () => {
        lane.cancelAlarm = null
        this.#consider(lane)
      })
      return
    }
    lane.queued = true
    const queue = this.#queues.get(lane.pool)
    if (queue) queue.push(lane)
    else this.#queues.set(lane.pool, [lane])
    this.#work(lane.pool)
  }

  #work(pool: Pool) {
    const queue = this.#queues.get(pool) ?? []
    const places = pool.endsWith(' photos') ? AT_ONCE.photos : AT_ONCE.messages
    while ((this.#atWork.get(pool) ?? 0) < places) {
      const lane = queue.shift()
      if (!lane) return
      void this.#run(lane)
    }
  }

  async #run(lane: Lane) {
    const head = lane.rows[0]
    lane.queued = false
    if (!head) return
    lane.busy = true
    this.#atWork.set(lane.pool, (this.#atWork.get(lane.pool) ?? 0) + 1)
    if (counts(head) && this.#limitsOf(head.chat).length > 0) {
      this.remember(head.chat, this.#clock.now())
    }
    // Writing down how it ended keeps its lane, but nobody else from being sent to.
    await this.#send(head, () => {
      this.#atWork.set(lane.pool, (this.#atWork.get(lane.pool) ?? 1) - 1)
      this.#work(lane.pool)
    })
    lane.busy = false
    this.#consider(lane)
    this.#wakeIdle()
  }

  #wakeIdle() {
    if (this.active) return
    const waiters = this.#idleWaiters
    this.#idleWaiters = []
    for (const resolve of waiters) resolve()
  }

  #limitsOf(chat: Chat) {
    return this.#adapters.get(chat.platform)?.limits(chat) ?? []
  }

  /** The moment from which one more message stays within every limit. */
  #freeFrom(row: OutboxRow): number {
    const { chat } = row
    const times = this.#history.get(chatKey(chat))
    const limits = this.#limitsOf(chat)
    if (!counts(row) || !times || limits.length === 0) return 0
    const now = this.#clock.now()
    const longest = Math.max(...limits.map(({ windowMs }) => windowMs))
    while ((times[0] ?? now) <= now - longest) times.shift()
    if (times.length === 0) this.#history.delete(chatKey(chat))
    return Math.max(
      ...limits.map(({ count, windowMs }) => {
        const nth = times[times.length - count]
        return nth === undefined ? 0 : nth + windowMs
      }),
    )
  }
}

/** Only messages count towards what a chat may get; a changed card is none. */
function counts({ delivery }: OutboxRow): boolean {
  return delivery.type !== 'fetch-photo' && delivery.type !== 'card-update'
}

function chatKey({ platform, kind, id }: Chat): string {
  return `${platform} ${kind} ${id}`
}

function poolOf({ chat, delivery }: OutboxRow): Pool {
  return `${chat.platform} ${delivery.type === 'fetch-photo' ? 'photos' : 'messages'}`
}

function laneKey({ chat, delivery }: OutboxRow): string {
  // Fetching a photo is nobody's message: it keeps no order and holds nothing up.
  return delivery.type === 'fetch-photo' ? `photo ${delivery.photo}` : chatKey(chat)
}
