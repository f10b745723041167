import type { Chat, Platform } from '../schema/update.ts'
import type { Instant, PhotoId } from '../schema/ids.ts'
import type { Receipt } from '../schema/delivery.ts'
import type { Recipe } from '../schema/report.ts'
import { Batch } from './batch.ts'
import { changeCard } from './card-change.ts'
import { findChannel } from './channels.ts'
import type { Clock } from './clock.ts'
import type { Db } from './db/open.ts'
import { markBegun, markDelivery, waitingDeliveries } from './db/outbox.ts'
import type { OutboxRow } from './db/outbox.ts'
import { MAYBE_SENT } from './db/parked.ts'
import { failed, parked, sendsOf, sent } from './endings.ts'
import type { Ending } from './endings.ts'
import { PlatformRefusedError, PlatformSilentError, UnreadableError } from './errors.ts'
import { Lanes } from './lanes.ts'
import type { Allowance, PlatformAdapter } from './platforms/adapter.ts'
import type { PhotoOutcome } from './photos.ts'

/** So many on their way: their marks wait a little for each other, which saves most commits. */
const MANY = 8
const GATHER_MS = 8
/** Kept in memory at most; what goes beyond waits in the database. */
const IN_MEMORY = 4_000

export interface OutboxHooks {
  storePhoto(id: PhotoId, bytes: Uint8Array): Promise<PhotoOutcome>
  /** Makes a file below the media directory, unless it is there already. */
  make(recipe: Recipe, file: string): Promise<void>
  /** Writes endings in one commit: marks, card handles, photos. */
  settle(endings: readonly Ending[]): Promise<void>
  onDelivered(result: 'sent' | 'again' | 'parked', tookMs: number): void
  onParked(id: number, reason: string): void
  onFault(error: unknown): void
}

/**
 * Sends what turns have queued: in order within a chat, at the same time across chats, again with
 * growing pauses, and never given up on without being parked.
 */
export class Outbox {
  readonly #db: Db
  readonly #clock: Clock
  readonly #adapters: ReadonlyMap<Platform, PlatformAdapter>
  readonly #hooks: OutboxHooks
  readonly #lanes: Lanes
  readonly #settling: Batch<Ending, null>
  readonly #beginning: Batch<OutboxRow, null>
  readonly #abort = new AbortController()
  /** Rows in memory: what is known is not loaded a second time. */
  readonly #known = new Set<number>()
  /** How those ended that the store would not take word of. */
  readonly #unsettled = new Map<number, Ending>()
  readonly #bornAt: Instant
  #loadedUpTo = 0
  /** Rows beyond `#loadedUpTo` are in the database only. */
  #overflow = true
  #asked = 0
  #loading: Promise<void> | null = null

  constructor(
    db: Db,
    clock: Clock,
    adapters: ReadonlyMap<Platform, PlatformAdapter>,
    hooks: OutboxHooks,
  ) {
    this.#db = db
    this.#clock = clock
    this.#bornAt = clock.now()
    this.#adapters = adapters
    this.#hooks = hooks
    this.#lanes = new Lanes(clock, adapters, (row, answered) => this.#send(row, answered))
    this.#settling = new Batch(
      async (endings) => {
        await hooks.settle(endings)
        return endings.map(() => null)
      },
      () => (this.#lanes.size > MANY ? GATHER_MS : 0),
    )
    this.#beginning = new Batch(async (begun) => {
      await db.transaction().execute(async (tx) => {
        for (const row of begun) await markBegun(tx, row)
      })
      return begun.map(() => null)
    })
  }

  /** Rows of a turn that has just committed. */
  accept(rows: readonly OutboxRow[]): void {
    if (rows.length === 0) return
    const fits = this.#lanes.size + rows.length <= IN_MEMORY
    if (this.#overflow || !fits) {
      this.#lookAfter()
      return
    }
    for (const row of rows) this.#take(row)
  }

  /** Of what an earlier process left nobody knows whether it had begun to send it. */
  #asFound(row: OutboxRow): OutboxRow {
    const adapter = this.#adapters.get(row.chat.platform)
    const twice = adapter && sendsOf(row, adapter) === 2
    return twice && row.createdAt <= this.#bornAt && row.unanswered === 0
      ? { ...row, unanswered: 1 }
      : row
  }

  #take(row: OutboxRow) {
    this.#loadedUpTo = Math.max(this.#loadedUpTo, row.id)
    if (this.#known.has(row.id)) return
    this.#known.add(row.id)
    this.#lanes.add(row)
  }

  /** Brings in what waits in the database: at start, after an overflow, after another process. */
  async load(): Promise<void> {
    this.#loading ??= this.#load().finally(() => {
      this.#loading = null
    })
    return this.#loading
  }

  async #load() {
    while (this.#overflow && this.#lanes.size < IN_MEMORY / 2 && !this.#abort.signal.aborted) {
      const asked = this.#asked
      const rows = await waitingDeliveries(this.#db, this.#loadedUpTo, IN_MEMORY / 2)
      // Before anything is waited for: a row that is settled meanwhile would be sent once more.
      for (const row of rows) if (row.delivery !== null) this.#take(this.#asFound(row))
      for (const { id, delivery } of rows) if (delivery === null) await this.#parkUnreadable(id)
      // What was queued while this was being read may not be in it.
      this.#overflow = this.#asked > asked || rows.length === IN_MEMORY / 2
    }
  }

  async #parkUnreadable(id: number) {
    const reason = new UnreadableError().name
    await markDelivery(this.#db, { id, outcome: 'parked', reason })
    this.#hooks.onParked(id, reason)
  }

  #lookAfter() {
    this.#overflow = true
    this.#asked += 1
    this.load().catch((error: unknown) => {
      this.#hooks.onFault(error)
      this.#clock.at((this.#clock.now() + 1000) as Instant, () => {
        this.#lookAfter()
      })
    })
  }

  /** Another process may have queued something, or put a parked row back: look at all again. */
  lookAgain(): void {
    this.#loadedUpTo = 0
    this.#lookAfter()
  }

  /** Nothing is on its way and nothing could be sent right now. */
  async idle(): Promise<void> {
    while (this.busy) {
      await this.#loading
      await this.#lanes.idle()
      await this.#settling.idle()
    }
  }

  /** A row that has reached its reader without being sent: it is only written down. */
  async reached(row: OutboxRow): Promise<void> {
    await this.#settling.add(this.#sent(row, {}))
    this.#hooks.onDelivered('sent', 0)
  }

  /** Drops what is in memory: the sandbox empties the database under it. */
  async forget(): Promise<void> {
    await this.idle()
    this.#lanes.clear()
    this.#known.clear()
    this.#unsettled.clear()
    this.#loadedUpTo = 0
  }

  /** Takes nothing more up and waits for what is on its way, `graceMs` at most. */
  async stop(graceMs: number): Promise<void> {
    this.#lanes.stop()
    const late = setTimeout(() => {
      this.#abort.abort()
    }, graceMs)
    await this.#lanes.idle()
    await this.#settling.idle()
    clearTimeout(late)
  }

  get size(): number {
    return this.#lanes.size
  }

  get busy(): boolean {
    return this.#loading !== null || this.#lanes.active || this.#settling.busy
  }

  /** What was sent before a restart counts towards the platform's limits. */
  remember(chat: Chat, at: Instant): void {
    this.#lanes.remember(chat, at)
  }

  async #send(row: OutboxRow, answered: () => void): Promise<void> {
    const startedAt = performance.now()
    const ending = this.#unsettled.get(row.id) ?? (await this.#try(row))
    answered()
    if (this.#abort.signal.aborted) return
    try {
      await this.#settling.add(ending)
      this.#unsettled.delete(row.id)
    } catch (error) {
      // It cannot be written down now: that is tried again, and the sending is not.
      this.#hooks.onFault(error)
      this.#unsettled.set(row.id, ending)
      this.#lanes.again(row, (this.#clock.now() + 1000) as Instant)
      return
    }
    const { mark } = ending
    this.#hooks.onDelivered(mark.outcome, performance.now() - startedAt)
    if (mark.outcome === 'parked') this.#hooks.onParked(row.id, mark.reason)
    if (mark.outcome === 'again') {
      const { attempts, unanswered, notBefore } = mark
      this.#lanes.again({ ...row, attempts, unanswered }, notBefore)
    } else {
      this.#known.delete(row.id)
      this.#lanes.done(row)
    }
    if (this.#overflow) this.#lookAfter()
  }

  async #try(row: OutboxRow): Promise<Ending> {
    const adapter = this.#adapters.get(row.chat.platform)
    if (!adapter) return parked(row, 'platform-off')
    const spent = { calls: 0, pushes: 0 }
    try {
      return { ...(await this.#attempt(row, adapter, spent)), spent }
    } catch (error) {
      const answered = error instanceof PlatformRefusedError || error instanceof PlatformSilentError
      // Our own fault (a full disk, say), not the platform's answer.
      if (!answered) this.#hooks.onFault(error)
      return { ...failed(row, adapter, error, this.#clock.now()), spent }
    }
  }

  async #attempt(row: OutboxRow, adapter: PlatformAdapter, spent: Allowance): Promise<Ending> {
    const { chat, delivery } = row
    const options = { signal: this.#abort.signal, spent }
    if (delivery.type === 'card-update') {
      const place = { db: this.#db, clock: this.#clock, adapter, options }
      return this.#sent(row, await changeCard(place, { ...row, delivery }))
    }
    if (delivery.type === 'fetch-photo') {
      const { bytes } = await adapter.deliver(chat, delivery, row.id, options)
      if (!bytes) return parked(row, 'no-bytes')
      return { ...this.#sent(row, {}), photo: await this.#hooks.storePhoto(delivery.photo, bytes) }
    }
    const left = sendsOf(row, adapter) - row.unanswered
    if (left <= 0) return parked(row, MAYBE_SENT)
    // Before the send is begun: whoever stops while it is being made has sent nothing.
    if ('made' in delivery && delivery.made) await this.#hooks.make(delivery.made, delivery.file)
    const to = row.broadcast ? await findChannel(this.#db, chat) : chat
    if (!to) return parked(row, 'channel-removed')
    // The first of two sends needs no mark: after a restart it is taken to have been begun.
    if (left === 1) await this.#beginning.add(row)
    return this.#sent(row, await adapter.deliver(to, delivery, row.id, options))
  }

  #sent(row: OutboxRow, receipt: Receipt): Ending {
    return sent(row, receipt, this.#clock.now())
  }
}
