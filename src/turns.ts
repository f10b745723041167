import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import type { Transaction } from 'kysely'
import type { Instant } from '../schema/ids.ts'
import type { Database } from '../schema/tables.ts'
import type { Chat } from '../schema/update.ts'
import type { Clock } from './clock.ts'
import { markFailed, markHandled, waitingUpdates } from './db/inbox.ts'
import type { KeptUpdate, UnreadableUpdate } from './db/inbox.ts'
import type { Db } from './db/open.ts'
import { queueDelivery } from './db/outbox.ts'
import type { OutboxRow } from './db/outbox.ts'
import { inSavepoint, isStoreFault } from './db/savepoint.ts'
import { UnreadableError } from './errors.ts'
import { Loop } from './loop.ts'
import { takeTurn } from './turn.ts'
import type { TurnSetting } from './turn.ts'

const BATCH = 64
/** A transaction holds up callbacks that want to be committed: it is kept short. */
const BATCH_MS = 4
/** WeCom gives up on an acknowledgement after 5 s; for an answer people wait longer. */
const SHARE_WHILE_CROWDED = 0.01
/** So long without a crowd, and a flood is over. */
const QUIET_MS = 5
const TRIES = 3

export interface TurnHooks {
  /** Committed: these may be sent now. `tapped`: the cards whose taps were handled. */
  onQueued(rows: readonly OutboxRow[], tapped: readonly string[]): void
  /** A batch has committed: timers may have been set. */
  onBatch(): void
  onHandled(result: 'handled' | 'failed' | 'parked', tookMs: number): void
  onParked(seq: number, error: unknown): void
  onFault(error: unknown): void
  /** Whether many callbacks have come at once since this was asked last. */
  crowded(): boolean
}

type Waiting = KeptUpdate | UnreadableUpdate

interface Taken {
  queued: OutboxRow[]
  handled: boolean
}

/** Somebody's turn failed, and with it the batch that it was in. */
class StumbledError extends Error {
  override name = 'StumbledError'
}

interface BatchResult {
  /** More wait than one batch takes. */
  cut: boolean
  queued: OutboxRow[]
  tapped: string[]
  handled: number
  after: number
}

/**
 * Takes updates out of the inbox in the order in which they came, one person's strictly one after
 * the other, several turns to a commit. One that fails is tried again while others go on, and is
 * parked in the end.
 */
export class Turns {
  readonly #db: Db
  readonly #clock: Clock
  readonly #setting: TurnSetting
  readonly #hooks: TurnHooks
  readonly #heldUntil = new Map<string, Instant>()
  readonly #loop: Loop

  constructor(db: Db, clock: Clock, setting: TurnSetting, hooks: TurnHooks) {
    this.#db = db
    this.#clock = clock
    this.#setting = setting
    this.#hooks = hooks
    // Where the store itself fails nothing is taken, so nothing is lost by trying again.
    this.#loop = new Loop(
      clock,
      () => this.#drain(),
      (error) => {
        hooks.onFault(error)
      },
    )
  }

  wake(): void {
    this.#loop.wake()
  }

  get busy(): boolean {
    return this.#loop.busy
  }

  idle(): Promise<void> {
    return this.#loop.idle()
  }

  /** Finishes the batch in hand and takes no more. */
  stop(): Promise<void> {
    return this.#loop.stop()
  }

  async #drain() {
    let after = 0
    while (!this.#loop.stopped) {
      const startedAt = performance.now()
      // Those that are handled now do not count as a crowd any more.
      this.#hooks.crowded()
      const result = await this.#batch(after)
      const { queued, tapped } = result
      if (queued.length > 0 || tapped.length > 0) this.#hooks.onQueued(queued, tapped)
      if (result.handled > 0) this.#hooks.onBatch()
      if (result.handled === 0 && result.after === after) return
      after = result.after
      await this.#giveWay(performance.now() - startedAt, result.cut ? QUIET_MS : 0)
    }
  }

  /**
   * Acknowledging goes first: while callbacks pour in, turns take a small part of the time. Where
   * more waits than a batch takes it is a flood, and a short lull is not its end.
   */
  async #giveWay(tookMs: number, quietMs: number) {
    await new Promise(setImmediate)
    const until = performance.now() + tookMs / SHARE_WHILE_CROWDED
    let crowdedAt = this.#hooks.crowded() ? performance.now() : -Infinity
    while (performance.now() < Math.min(until, crowdedAt + quietMs + 1)) {
      await pause(1)
      if (this.#hooks.crowded()) crowdedAt = performance.now()
    }
  }

  /** Most batches have nobody who fails: only then each turn is made to be undone by itself. */
  async #batch(after: number): Promise<BatchResult> {
    try {
      return await this.#transact(after, (tx, kept) => this.#take(tx, kept))
    } catch (error) {
      if (!(error instanceof StumbledError)) throw error
      return this.#transact(after, (tx, kept) => this.#takeCarefully(tx, kept))
    }
  }

  async #transact(
    after: number,
    take: (tx: Transaction<Database>, kept: Waiting) => Promise<Taken>,
  ): Promise<BatchResult> {
    const tookMs: number[] = []
    const result = await this.#db.transaction().execute(async (tx) => {
      const { updates, cut } = await waitingUpdates(tx, after, BATCH)
      const batch: BatchResult = { queued: [], tapped: [], handled: 0, after, cut }
      const handled: number[] = []
      const startedAt = performance.now()
      let last = startedAt
      for (const kept of updates) {
        batch.after = kept.seq
        if (kept.update && this.#isHeld(kept)) continue
        const taken = await take(tx, kept)
        const now = performance.now()
        batch.queued.push(...taken.queued)
        batch.handled += 1
        if (taken.handled) {
          batch.tapped.push(...tappedBy(kept))
          handled.push(kept.seq)
          tookMs.push(now - last)
        }
        last = now
        if (now - startedAt > BATCH_MS) break
      }
      await markHandled(tx, handled, this.#clock.now())
      return batch
    })
    for (const ms of tookMs) this.#hooks.onHandled('handled', ms)
    return result
  }

  #isHeld(kept: KeptUpdate): boolean {
    const lane = laneOf(kept)
    const until = this.#heldUntil.get(lane)
    if (until === undefined) return false
    if (until > this.#clock.now()) return true
    this.#heldUntil.delete(lane)
    return false
  }

  async #take(tx: Transaction<Database>, kept: Waiting): Promise<Taken> {
    if (!kept.update) throw new StumbledError()
    try {
      return done(await takeTurn(this.#setting, tx, kept, this.#clock.now()))
    } catch (error) {
      throw isStoreFault(error) ? error : new StumbledError()
    }
  }

  async #takeCarefully(tx: Transaction<Database>, kept: Waiting): Promise<Taken> {
    if (!kept.update) return this.#park(tx, kept.seq, new UnreadableError())
    const now = this.#clock.now()
    try {
      return done(await inSavepoint(tx, () => takeTurn(this.#setting, tx, kept, now)))
    } catch (error) {
      // No fault of the update: the whole batch is tried again, and it costs nobody a try.
      if (isStoreFault(error)) throw error
      return this.#failed(tx, kept, now, error)
    }
  }

  async #failed(
    tx: Transaction<Database>,
    kept: KeptUpdate,
    now: Instant,
    error: unknown,
  ): Promise<Taken> {
    if (kept.attempts + 1 < TRIES) {
      await markFailed(tx, kept.seq, null)
      this.#hooks.onHandled('failed', 0)
      this.#hold(laneOf(kept), (now + 500 * 2 ** kept.attempts) as Instant)
      return notDone()
    }
    await this.#park(tx, kept.seq, error)
    const chat = chatOf(kept)
    if (!chat) return notDone()
    const text = this.#setting.handlers.parked()
    return notDone([await queueDelivery(tx, chat, { type: 'text', text }, now)])
  }

  async #park(tx: Transaction<Database>, seq: number, error: unknown): Promise<Taken> {
    await markFailed(tx, seq, error instanceof Error ? error.name : 'unknown')
    this.#hooks.onHandled('parked', 0)
    this.#hooks.onParked(seq, error)
    return notDone()
  }

  #hold(lane: string, until: Instant) {
    this.#heldUntil.set(lane, until)
    this.#clock.at(until, () => {
      this.wake()
    })
  }
}

const done = (queued: OutboxRow[]): Taken => ({ queued, handled: true })
const notDone = (queued: OutboxRow[] = []): Taken => ({ queued, handled: false })

/** What must stay in order: everything that one person did or waits for. */
function laneOf({ update }: KeptUpdate): string {
  if (update.from !== 'chat') return `person ${update.person ?? ''}`
  return `${update.chat.platform} ${update.account}`
}

function tappedBy({ update }: Waiting): string[] {
  return update?.from === 'chat' && update.content.type === 'tap' ? [update.content.card] : []
}

function chatOf({ update }: KeptUpdate): Chat | undefined {
  return update.from === 'chat' ? update.chat : undefined
}
