import type { Instant } from '../schema/ids.ts'
import type { KeyedUpdate } from '../schema/update.ts'
import { Batch } from './batch.ts'
import type { Clock } from './clock.ts'
import { inboxKey, keepUpdates, wasKeptBetween } from './db/inbox.ts'
import type { Db } from './db/open.ts'
import { addSpending } from './db/spending.ts'
import { monthOf } from './month.ts'
import type { Inbox, TapAnswer } from './platforms/adapter.ts'
import type { Taps } from './taps.ts'

/** So many callbacks in one commit: more come in than can be taken one by one. */
const MANY = 4

interface Kept {
  keyed: KeyedUpdate
  receivedAt: Instant
}

export interface InboxHooks {
  onKept(): void
  taps: Taps
}

/**
 * The one door for everything that sets the bot in motion. `keep` resolves after the commit:
 * whoever acknowledges then has promised nothing that a power cut could break.
 */
export class DurableInbox implements Inbox {
  readonly #db: Db
  readonly #clock: Clock
  readonly #hooks: InboxHooks
  readonly #batch: Batch<Kept, 'kept' | 'duplicate'>
  #looking: Promise<unknown> = Promise.resolve()
  #crowded = false

  constructor(db: Db, clock: Clock, hooks: InboxHooks) {
    this.#db = db
    this.#clock = clock
    this.#hooks = hooks
    this.#batch = new Batch(async (items) => {
      const fresh = await this.#write(items)
      this.#crowded ||= items.length >= MANY
      if (fresh.size > 0) hooks.onKept()
      // The same update twice within one commit: the first is the one that was kept.
      return items.map(({ keyed }) =>
        fresh.delete(inboxKey(keyed.source, keyed.eventKey)) ? 'kept' : 'duplicate',
      )
    })
  }

  keep(keyed: KeyedUpdate): Promise<'kept' | 'duplicate'> {
    return this.#batch.add({ keyed, receivedAt: this.#clock.now() })
  }

  async keepTap(
    keyed: KeyedUpdate,
    { waitMs, sameWithinMs }: { waitMs: number; sameWithinMs?: number },
  ): Promise<TapAnswer> {
    const { update } = keyed
    if (update.from !== 'chat' || update.content.type !== 'tap') throw new Error('this is no tap')
    const { card } = update.content
    const keep = () =>
      sameWithinMs === undefined ? this.keep(keyed) : this.#keepOnceWithin(keyed, sameWithinMs)
    return this.#hooks.taps.answer(card, keep, waitMs)
  }

  /** What has no id of its own is the same if it was kept so recently: one look after the other. */
  #keepOnceWithin(keyed: KeyedUpdate, ms: number): Promise<'kept' | 'duplicate'> {
    const kept = this.#looking.then(() => this.#keepUnlessRecent(keyed, ms))
    this.#looking = kept.catch(() => undefined)
    return kept
  }

  async #keepUnlessRecent(keyed: KeyedUpdate, ms: number): Promise<'kept' | 'duplicate'> {
    const now = this.#clock.now()
    const { source, eventKey } = keyed
    const at = (moment: number) => `${eventKey}:${String(Math.max(0, moment)).padStart(14, '0')}`
    if (await wasKeptBetween(this.#db, source, at(now - ms - 1), at(now))) return 'duplicate'
    return this.keep({ ...keyed, eventKey: at(now) })
  }

  /** What the updates have cost is written with them. */
  async #write(items: readonly Kept[]): Promise<Set<string>> {
    const costs = items.filter(({ keyed }) => keyed.pushes)
    if (costs.length === 0) return keepUpdates(this.#db, items)
    return this.#db.transaction().execute(async (tx) => {
      for (const source of new Set(costs.map(({ keyed }) => keyed.source))) {
        const own = costs.filter(({ keyed }) => keyed.source === source)
        const pushes = own.reduce((sum, { keyed }) => sum + (keyed.pushes ?? 0), 0)
        await addSpending(tx, source, monthOf(this.#clock.now()), { calls: 0, pushes })
      }
      return keepUpdates(tx, items)
    })
  }

  /** Whether many callbacks have come at once since this was asked last. */
  crowded(): boolean {
    const crowded = this.#crowded || this.#batch.waiting >= MANY
    this.#crowded = false
    return crowded
  }

  get busy(): boolean {
    return this.#batch.busy
  }

  idle(): Promise<void> {
    return this.#batch.idle()
  }
}
