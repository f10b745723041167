/**
 * What the sandbox page needs of a platform's stand-in. The bot does not know these: it speaks
 * to the stand-in over HTTP alone, with the code and the protocol of production.
 */

export interface StandInMessage {
  id: string
  /** Milliseconds, by the sandbox's clock. */
  at: number
  from: 'person' | 'bot'
  /** In a group: the account of the person who says it. */
  by?: string
  body: StandInBody
}

/** `path` is relative to the page: `media/ID`. */
export interface StandInPicture {
  path: string
  width: number
  height: number
}

export type StandInBody =
  | { type: 'text'; text: string }
  /** `pictures`: what the platform finds for the `![](NAME)` of its text. */
  | { type: 'markdown'; text: string; pictures?: readonly (StandInPicture & { name: string })[] }
  | ({ type: 'image' } & StandInPicture)
  | { type: 'file'; path: string; name: string; bytes: number }
  | { type: 'card'; card: DrawnCard }
  /** Not the person's words but what they did: opened the chat, tapped a menu entry. */
  | { type: 'deed'; text: string }

/** A card as the platform's client draws it, from the JSON that the bot sent to the API. */
export interface DrawnCard {
  source: string | null
  title: string | null
  subtitle: string | null
  quote: string | null
  text: string | null
  facts: { label: string; value: string }[]
  choice: {
    key: string
    label: string
    options: { id: string; text: string }[]
    selected: string | null
    disabled: boolean
  } | null
  /** A text input on the card itself: what is written comes with the tap under `key` (DingTalk). */
  note?: { key: string; hint: string }
  buttons: {
    text: string
    look: 'primary' | 'danger' | 'plain'
    key: string | null
    url: string | null
  }[]
  /** Grey, in place of the buttons: the question is settled. */
  replaced: string | null
}

export interface WireEntry {
  id: number
  at: number
  direction: 'callback' | 'call'
  /** Account or group it is about, to filter by. */
  chat: string | null
  /** `text 投稿`, `message/send template_card` … */
  title: string
  /** Decrypted and readable; secrets and tokens struck out. */
  request: unknown
  answer: unknown
  ok: boolean
  tookMs: number
  tries: number
}

export type Fault = 'none' | 'slow' | 'refusing' | 'answers-lost'

export interface StandInChat {
  kind: 'person' | 'group'
  id: string
}

export interface StandInMenuEntry {
  name: string
  key: string | null
  children: { name: string; key: string }[]
}

/** One platform, played. Every method of a person ends in a callback to the bot, as in life. */
export interface StandIn {
  readonly platform: 'wecom' | 'dingtalk'
  readonly url: string
  messages(chat: StandInChat): readonly StandInMessage[]
  menu(): readonly StandInMenuEntry[]
  wire(): readonly WireEntry[]
  open(account: string): Promise<void>
  sendText(account: string, text: string): Promise<void>
  /** Several photos are sent as a burst, one message each. */
  sendPhotos(account: string, photos: readonly Uint8Array[]): Promise<void>
  /** At most 20 MB, as the clients take no more. */
  sendFile(account: string, file: { name: string; bytes: Uint8Array }): Promise<void>
  tap(
    account: string,
    messageId: string,
    key: string,
    choices: Record<string, string[]>,
  ): Promise<void>
  clickMenu(account: string, key: string): Promise<void>
  /** Where people can speak to the bot in a group: by mentioning it, as they have to in life. */
  sayInGroup?(account: string, group: string, text: string): Promise<void>
  media(id: string): { bytes: Uint8Array; type: string; name: string } | undefined
  setFault(fault: Fault): void
  fault(): Fault
  /** Called after every change that the page shows; the return value unsubscribes. */
  onChange(listener: (change: { chats: StandInChat[]; wire: boolean }) => void): () => void
  reset(): void
  close(): Promise<void>
}
