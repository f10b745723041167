import type { Clock } from '../../clock.ts'

export interface DingtalkCredentials {
  /** AppKey: also the owner key of encrypted events. */
  clientId: string
  clientSecret: string
  robotCode: string
  corpId: string
  /** The one published template; `null`: nobody has built one. */
  cardTemplateId: string | null
  /** With it the route key is registered from the beginning, for `callbackUrl()/card`. */
  cardSecret?: string | null
  /** `baosong` unless said. */
  cardRouteKey?: string
  /** Without these two there is no event subscription by HTTP. */
  eventToken?: string | null
  eventAesKey?: string | null
}

export interface DingtalkMember {
  /** userid, staffId, senderStaffId: one value under three names. */
  account: string
  name: string
  /** Of another organisation: callbacks name no staffId, and nothing can be sent to one. */
  external?: boolean
}

export interface DingtalkGroup {
  /** `group:OPENCONVERSATIONID` with the robot in it, or `robot:ACCESSTOKEN` with a custom robot. */
  id: string
  name: string
  members: readonly string[]
  /** Of a custom robot: `SEC…`, where its security mode is the signature. */
  secret?: string
  /** Of a custom robot: one of them has to stand in every message. */
  keywords?: readonly string[]
}

export interface DingtalkStandInOptions {
  /** With 0 one that is free. */
  port: number
  clock: Clock
  credentials: DingtalkCredentials
  /** How robot messages and events come: one or the other, as in the developer console. */
  mode: 'stream' | 'http'
  /** Below it lie `/robot`, `/card` and `/event`; `null` while the bot does not listen. */
  callbackUrl: () => string | null
  /** Read anew at each use, as the organisation's people change. */
  readonly members: readonly DingtalkMember[]
  readonly groups: readonly DingtalkGroup[]
  /** `null`: nothing outlives the stand-in. Media lie in a folder beside the file. */
  journalFile: string | null
  /** A calendar month, Asia/Shanghai; the standard edition has 5,000 and 3,000. */
  allowance: { calls: number; pushes: number }
  /** Also refuses what the platform only loses in silence: variables the template does not have. */
  strict?: boolean
  /** Real milliseconds before an answer while the fault is 'slow'; 3000 unless said. */
  slowMs?: number
  /** Real milliseconds that the bot has for an answer; see `TIME_LIMITS`. */
  timeLimits?: Partial<TimeLimits>
  /** Real milliseconds that an update waits for the answer to a callback of its card, 1000 unless said. */
  crossingMs?: number
  /** Real milliseconds between two pings of a stream, 60 000 unless said. */
  pingEveryMs?: number
  /** Real milliseconds from a `disconnect` to the end of the socket, 10 000 unless said. */
  graceMs?: number
}

export interface TimeLimits {
  stream: number
  http: number
  card: number
  event: number
}

/** Sections 1.4, 6.4 and 9.4. */
export const TIME_LIMITS: TimeLimits = { stream: 3000, http: 2500, card: 2000, event: 1500 }
