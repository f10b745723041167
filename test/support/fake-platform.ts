import type { Delivery, Receipt, ShownCard } from '../../schema/delivery.ts'
import type { Instant } from '../../schema/ids.ts'
import type { CardHandle, Chat, Platform } from '../../schema/update.ts'
import type { Allowance, DeliverOptions, PlatformAdapter } from '../../src/platforms/adapter.ts'
import { picture } from './picture.ts'

export type Heard =
  | { type: 'text'; text: string }
  | { type: 'card'; id: string; shown: ShownCard }
  | { type: 'image'; file: string }
  | { type: 'file'; name: string }

/** The far end of the wire: remembers what each chat was sent, as its people would see it. */
export class FakePlatform implements PlatformAdapter {
  readonly platform: Platform
  readonly label = '企业微信'
  /** What a month may cost; a test that counts sets it. */
  allowance: Allowance | null = null
  /** How a person's lost answers are dealt with. */
  repeats: 'always' | 'once' = 'always'
  singleUseHandles = true
  /** Everything sent, in the order in which it was taken. */
  readonly sent: { chat: Chat; delivery: Delivery; key: number }[] = []
  /** Called before each delivery: throw to refuse or to stay silent. */
  before: (delivery: Delivery, chat: Chat) => void | Promise<void> = () => undefined
  readonly #chats = new Map<string, Heard[]>()
  #codes = 0

  constructor(platform: Platform = 'wecom') {
    this.platform = platform
  }

  limits(): readonly { count: number; windowMs: number }[] {
    return []
  }

  repeatable(chat: Chat): 'always' | 'once' | 'never' {
    return chat.kind === 'person' ? this.repeats : 'never'
  }

  ready(): Promise<boolean> {
    return Promise.resolve(true)
  }

  /** What that account's chat shows now; cards as last redrawn. */
  heard(account: string): Heard[] {
    let list = this.#chats.get(account)
    if (!list) this.#chats.set(account, (list = []))
    return list
  }

  async deliver(
    chat: Chat,
    delivery: Delivery,
    key: number,
    options: DeliverOptions,
  ): Promise<Receipt> {
    if (this.allowance) options.spent.calls += 1
    await this.before(delivery, chat)
    const repeated = this.sent.some((one) => one.key === key)
    this.sent.push({ chat, delivery, key })
    if (delivery.type === 'fetch-photo') return { bytes: await picture(delivery.media) }
    if (!repeated) this.#show(this.heard(chat.id), delivery)
    if (delivery.type !== 'card') return { messageId: `m${key}` }
    return { messageId: `m${key}`, handle: this.newHandle() }
  }

  newHandle(): CardHandle {
    this.#codes += 1
    return { code: `rc${this.#codes}`, expiresAt: Number.MAX_SAFE_INTEGER as Instant }
  }

  #show(list: Heard[], delivery: Delivery) {
    switch (delivery.type) {
      case 'text':
        list.push({ type: 'text', text: delivery.text })
        return
      case 'card':
        list.push({ type: 'card', id: delivery.card, shown: delivery.shown })
        return
      case 'card-update': {
        const card = list.find((one) => one.type === 'card' && one.id === delivery.card)
        if (card?.type === 'card') card.shown = delivery.shown
        return
      }
      case 'image':
        list.push({ type: 'image', file: delivery.file })
        return
      case 'file':
        list.push({ type: 'file', name: delivery.name })
        return
      case 'fetch-photo':
    }
  }
}
