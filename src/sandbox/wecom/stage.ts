import type { FileAnswer } from '../common/file-answer.ts'
import { randomBytes, randomUUID } from 'node:crypto'
import type { Instant } from '../../../schema/ids.ts'
import type { StandInBody, StandInChat } from '../stand-in.ts'
import type { JsonObject } from '../common/json.ts'
import type { Limits } from './limits.ts'
import type { MediaStore } from './media.ts'
import type { WecomMember, WecomStandInOptions } from './options.ts'
import type { Tokens } from './tokens.ts'
import type { World } from './world.ts'

/** What every API call works on. */
export interface Stage {
  options: WecomStandInOptions
  world: World
  media: MediaStore
  tokens: Tokens
  limits: Limits
  /** Request JSON that may not be delivered again, until when. */
  duplicates: Map<string, number>
}

/** One call of the bot. */
export interface Call {
  /** `message/send` */
  path: string
  method: string
  query: URLSearchParams
  headers: Record<string, string | string[] | undefined>
  raw: Buffer
  body: JsonObject
  now: Instant
  /** Set by whoever finds out: the one person or group that the call is about. */
  about: string | null
  /** For the wire only: advice not followed, messages dropped. */
  notes: string[]
}

export type Handler = (
  stage: Stage,
  call: Call,
) => JsonObject | FileAnswer | Promise<JsonObject | FileAnswer>

export interface Endpoint {
  method: 'GET' | 'POST'
  /** gettoken and webhooks do without. */
  open?: true
  handle: Handler
}

/** UserIDs are unique without regard to case (document 90195). */
export function memberOf(stage: Stage, account: string): WecomMember | undefined {
  const wanted = account.toLowerCase()
  return stage.options.members.find((member) => member.account.toLowerCase() === wanted)
}

/** Puts a message into a chat; the answer is its id there. */
export function say(
  stage: Stage,
  chat: StandInChat,
  from: 'person' | 'bot',
  body: StandInBody,
): string {
  const id = randomUUID()
  const message = { id, at: stage.options.clock.now(), from, body }
  stage.world.record({ type: 'said', chat, message })
  return id
}

export function newResponseCode(stage: Stage, msgid: string): string {
  const code = randomBytes(32).toString('base64url')
  stage.world.record({ type: 'code', code, msgid, at: stage.options.clock.now() })
  return code
}
