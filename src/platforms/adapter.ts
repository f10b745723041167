import type { Chat, KeyedUpdate, Platform } from '../../schema/update.ts'
import type { CardHandle } from '../../schema/update.ts'
import type { Delivery, Receipt, ShownCard } from '../../schema/delivery.ts'

/** The same on every try of one delivery, different for any other. Counts up. */
export type DeliveryKey = number

/** What a month may cost, where the platform counts: calls of its API, and pushes (which come in, or go to webhooks). */
export interface Allowance {
  calls: number
  pushes: number
}

export interface DeliverOptions {
  /** The newest unspent one of the card, for 'card-update'. */
  handle?: CardHandle
  signal: AbortSignal
  /** The adapter adds what it has spent, also where it throws. */
  spent: Allowance
}

/** How a platform sends, apart from what is sent. Receiving is each platform's own plugin. */
export interface PlatformAdapter {
  readonly platform: Platform
  /** What people call it. */
  readonly label: string
  /** What the organisation may spend in a calendar month; `null`: nobody counts. */
  readonly allowance: Allowance | null
  /**
   * The only method that touches the network. Throws `PlatformRefusedError` or
   * `PlatformSilentError`.
   */
  deliver(
    chat: Chat,
    delivery: Delivery,
    key: DeliveryKey,
    options: DeliverOptions,
  ): Promise<Receipt>
  /**
   * Whether a send whose answer was lost may be sent again: `always` where the platform recognises
   * a repeat, `once` where a second one is better than none, `never` where a person must look.
   */
  repeatable(chat: Chat, delivery: Delivery): 'always' | 'once' | 'never'
  /** Whether cards are changed by single-use handles. */
  readonly singleUseHandles: boolean
  /** Messages that one chat may get: the outbox holds what goes beyond. */
  limits(chat: Chat): readonly { count: number; windowMs: number }[]
  /** For `/readyz`: able to get an access token. */
  ready(signal: AbortSignal): Promise<boolean>
}

/** What a tap has come to by the time the platform wants its answer. */
export interface TapAnswer {
  /** The card as it looks now, if its turn is done and has changed it: goes into the answer. */
  shown: ShownCard | undefined
  /** Always to be called, once the answer has left or could not: before, no call changes the card. */
  answered(arrived: boolean): void
}

/** Where a receiving plugin puts what came in; all of it resolves after the commit. */
export interface Inbox {
  keep(update: KeyedUpdate): Promise<'kept' | 'duplicate'>
  /**
   * Keeps a tap and waits for its turn, `waitMs` at most (contract, section 6). Rejects only if it
   * was not kept. `sameWithinMs`: the key says what was tapped, not when, and the same again within
   * so long is no second update.
   */
  keepTap(
    update: KeyedUpdate,
    options: { waitMs: number; sameWithinMs?: number },
  ): Promise<TapAnswer>
}
