import type { Chat, KeyedUpdate, Platform } from '../../schema/update.ts'
import type { CardHandle } from '../../schema/update.ts'
import type { Delivery, Receipt } from '../../schema/delivery.ts'

/** The same on every try of one delivery, different for any other. Counts up. */
export type DeliveryKey = number

/** How a platform sends, apart from what is sent. Receiving is each platform's own plugin. */
export interface PlatformAdapter {
  readonly platform: Platform
  /**
   * The only method that touches the network. Throws `PlatformRefusedError` or
   * `PlatformSilentError`. `handle` is the newest unspent one of the card, for 'card-update'.
   */
  deliver(
    chat: Chat,
    delivery: Delivery,
    key: DeliveryKey,
    options: { handle?: CardHandle; signal: AbortSignal },
  ): Promise<Receipt>
  /** Whether a repeated send to such a chat is recognised by the platform. */
  deduplicates(chat: Chat, delivery: Delivery): boolean
  /** Whether cards are changed by single-use handles. */
  readonly singleUseHandles: boolean
  /** Messages that one chat may get: the outbox holds what goes beyond. */
  limits(chat: Chat): readonly { count: number; windowMs: number }[]
  /** For `/readyz`: able to get an access token. */
  ready(signal: AbortSignal): Promise<boolean>
}

/** Where a receiving plugin puts what came in; resolves after the commit. */
export interface Inbox {
  keep(update: KeyedUpdate): Promise<'kept' | 'duplicate'>
}
