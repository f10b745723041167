import type { Instant } from '../schema/ids.ts'
import type { KeyedUpdate } from '../schema/update.ts'
import { Batch } from './batch.ts'
import type { Clock } from './clock.ts'
import { inboxKey, keepUpdates } from './db/inbox.ts'
import type { Db } from './db/open.ts'
import type { Inbox } from './platforms/adapter.ts'

/** So many callbacks in one commit: more come in than can be taken one by one. */
const MANY = 4

interface Kept {
  keyed: KeyedUpdate
  receivedAt: Instant
}

/**
 * The one door for everything that sets the bot in motion. `keep` resolves after the commit:
 * whoever acknowledges then has promised nothing that a power cut could break.
 */
export class DurableInbox implements Inbox {
  readonly #clock: Clock
  readonly #batch: Batch<Kept, 'kept' | 'duplicate'>
  #crowded = false

  constructor(db: Db, clock: Clock, onKept: () => void) {
    this.#clock = clock
    this.#batch = new Batch(async (items) => {
      const fresh = await keepUpdates(db, items)
      this.#crowded ||= items.length >= MANY
      if (fresh.size > 0) onKept()
      // The same update twice within one commit: the first is the one that was kept.
      return items.map(({ keyed }) =>
        fresh.delete(inboxKey(keyed.source, keyed.eventKey)) ? 'kept' : 'duplicate',
      )
    })
  }

  keep(keyed: KeyedUpdate): Promise<'kept' | 'duplicate'> {
    return this.#batch.add({ keyed, receivedAt: this.#clock.now() })
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
