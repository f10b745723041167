import type { StandInBody, StandInChat, StandInMessage } from '../stand-in.ts'

export interface MediaRecord {
  id: string
  /** What a bot sends it by; of what members sent there is none. */
  mediaId: string | null
  /** What a bot fetches it by; of what was uploaded there is none. */
  downloadCode: string | null
  kind: string
  type: string
  name: string
  size: number
  width: number
  height: number
  at: number
}

export interface Copy {
  chat: StandInChat
  messageId: string
}

/** One message or card that was sent, for recalls. */
export interface SentRecord {
  processQueryKey: string
  at: number
  copies: Copy[]
}

export type Params = Record<string, string>

export interface CardRecord {
  outTrackId: string
  /** `null`: its buttons call nobody. */
  callbackType: 'STREAM' | 'HTTP' | null
  routeKey: string | null
  params: Params
  /** By userId: the private variables. */
  ownParams: Record<string, Params>
  /** By userId: what the answer to a tap changed, for whoever tapped alone (section 6.4). */
  tappedParams: Record<string, Params>
  copies: Copy[]
}

export interface SessionRecord {
  session: string
  chat: StandInChat
  expiresAt: number
}

export interface RouteRecord {
  key: string
  url: string
  apiSecret: string | null
}

/** Everything that outlives a restart of the stand-in. */
export type WorldEvent =
  | { type: 'said'; chat: StandInChat; message: StandInMessage }
  | { type: 'redrawn'; chat: StandInChat; messageId: string; body: StandInBody }
  | { type: 'recalled'; chat: StandInChat; messageId: string }
  | { type: 'sent'; sent: SentRecord }
  | { type: 'card'; card: CardRecord }
  | { type: 'session'; session: SessionRecord }
  | { type: 'media'; media: MediaRecord }
  | { type: 'route'; route: RouteRecord }
  | { type: 'uuid'; uuid: string }
  | { type: 'counted'; what: 'calls' | 'pushes'; month: string }
