import type { StandInBody, StandInChat, StandInMessage } from '../stand-in.ts'
import type { JsonObject } from '../common/json.ts'
import type { WecomGroup } from './options.ts'

export interface MediaRecord {
  id: string
  kind: string
  /** Whose uploads may be sent: the app's, or one webhook's. */
  owner: string
  type: string
  name: string
  size: number
  width: number
  height: number
  at: number
}

/** One message/send, and where its copies lie. */
export interface SentRecord {
  msgid: string
  at: number
  taskId: string | null
  copies: { account: string; messageId: string }[]
}

/** The card of one member as it stands, for taps and updates. */
export interface CardCopy {
  msgid: string
  account: string
  messageId: string
  card: JsonObject
  replaced: string | null
}

/** Everything that outlives a restart of the stand-in. */
export type WorldEvent =
  | { type: 'said'; chat: StandInChat; message: StandInMessage }
  | { type: 'redrawn'; chat: StandInChat; messageId: string; body: StandInBody }
  | { type: 'recalled'; chat: StandInChat; messageId: string }
  | { type: 'sent'; sent: SentRecord }
  | { type: 'card'; copy: CardCopy }
  | { type: 'code'; code: string; msgid: string; at: number }
  | { type: 'code-spent'; code: string }
  | { type: 'menu'; menu: JsonObject | null }
  | { type: 'media'; media: MediaRecord }
  | { type: 'group'; group: WecomGroup; owner: string }
