import type { ShownCard } from '../../../../schema/delivery.ts'
import type { ChatUpdate, Content, KeyedUpdate } from '../../../../schema/update.ts'
import type { Inbox, TapAnswer } from '../../../../src/platforms/adapter.ts'

/** The inbox's side of the port: remembers, knows repeats, or fails as a full disk would. */
export class FakeInbox implements Inbox {
  readonly kept: KeyedUpdate[] = []
  /** Every call, repeats and failures included. */
  readonly offered: string[] = []
  readonly tapOptions: { waitMs: number; sameWithinMs?: number }[] = []
  /** What came of the answers to taps. */
  readonly arrived: boolean[] = []
  failing = false
  /** What a tap's turn has come to. */
  shown: ShownCard | undefined
  /** Nothing is kept before this resolves. */
  gate: Promise<unknown> = Promise.resolve()
  readonly #keys = new Set<string>()

  async keep(keyed: KeyedUpdate): Promise<'kept' | 'duplicate'> {
    const { eventKey } = keyed
    this.offered.push(eventKey)
    await this.gate
    if (this.failing) throw new Error('disk full')
    if (this.#keys.has(eventKey)) return 'duplicate'
    this.#keys.add(eventKey)
    this.kept.push(keyed)
    return 'kept'
  }

  async keepTap(
    keyed: KeyedUpdate,
    options: { waitMs: number; sameWithinMs?: number },
  ): Promise<TapAnswer> {
    this.tapOptions.push(options)
    await this.keep(keyed)
    const { shown } = this
    return { shown, answered: (arrived) => this.arrived.push(arrived) }
  }

  get updates(): ChatUpdate[] {
    return this.kept.map(({ update }) => {
      if (update.from !== 'chat') throw new Error('a platform sends nothing else')
      return update
    })
  }

  get contents(): Content[] {
    return this.updates.map(({ content }) => content)
  }

  get keys(): string[] {
    return this.kept.map(({ eventKey }) => eventKey)
  }
}
