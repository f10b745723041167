import type { Clock } from '../../clock.ts'

export interface WecomCredentials {
  corpId: string
  agentId: number
  secret: string
  token: string
  encodingAesKey: string
}

export interface WecomMember {
  account: string
  name: string
}

export interface WecomGroup {
  /** `webhook:KEY` or `appchat:CHATID`. */
  id: string
  name: string
  members: readonly string[]
}

export interface WecomStandInOptions {
  /** With 0 one that is free. */
  port: number
  clock: Clock
  /** Where the bot listens, `null` while it does not. */
  callbackUrl: () => string | null
  credentials: WecomCredentials
  /** Read anew at each use, as the corp's people change. */
  readonly members: readonly WecomMember[]
  readonly groups: readonly WecomGroup[]
  /** `null`: nothing outlives the stand-in. Uploaded media lie in a folder beside the file. */
  journalFile: string | null
  /** Also refuses what the platform only advises against: long captions, misplaced or mistyped fields. */
  strict?: boolean
  /** Real milliseconds, 5000 as the platform has it. */
  callbackTimeoutMs?: number
  /** Real milliseconds between two tries of one callback; the platform's own pause is not documented. */
  retryPauseMs?: number
  /** Real milliseconds before an answer while the fault is 'slow'; 3000 unless said. */
  slowMs?: number
}
