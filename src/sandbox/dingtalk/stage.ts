import { randomBytes, randomUUID } from 'node:crypto'
import type { Instant } from '../../../schema/ids.ts'
import type { StandInBody, StandInChat } from '../stand-in.ts'
import type { JsonObject } from '../common/json.ts'
import type { FileAnswer } from '../common/file-answer.ts'
import type { Allowance } from './allowance.ts'
import type { Dialect } from './faults.ts'
import type { Limits } from './limits.ts'
import type { MediaStore } from './media.ts'
import type { DingtalkGroup, DingtalkMember, DingtalkStandInOptions } from './options.ts'
import type { Tickets } from './tickets.ts'
import type { Tokens } from './tokens.ts'
import type { World } from './world.ts'
import type { Copy } from './world-event.ts'

/** What every API call works on. */
export interface Stage {
  options: DingtalkStandInOptions
  /** Both hosts of the platform. */
  url: string
  world: World
  media: MediaStore
  tokens: Tokens
  tickets: Tickets
  limits: Limits
  allowance: Allowance
  /** Whoever gets too much at the moment: named as such instead of being sent to. */
  flowControlled: ReadonlySet<string>
  /** By outTrackId: how many taps are not answered yet. */
  unanswered: Map<string, number>
}

/** One call of the bot. */
export interface Call {
  method: string
  path: string
  query: URLSearchParams
  headers: Record<string, string | string[] | undefined>
  raw: Buffer
  body: JsonObject
  now: Instant
  /** Set by whoever finds out: the one person or group that the call is about. */
  about: string | null
  /** For the wire only: advice not followed, what was ignored. */
  notes: string[]
}

export type Answer = JsonObject | FileAnswer

export interface Endpoint {
  dialect: Dialect
  /** Tokens, the gateway, webhooks and file addresses do without an access token. */
  open?: true
  /** Tokens, the login of a stream and contacts are free (section 10.1). */
  free?: true
  /** Webhooks have limits of their own, file addresses none. */
  unpaced?: true
  handle: (stage: Stage, call: Call) => Answer | Promise<Answer>
}

/** Of this organisation: somebody from outside has no staffId to be found by. */
export function memberOf(stage: Stage, account: string): DingtalkMember | undefined {
  return stage.options.members.find((member) => member.account === account && !member.external)
}

export function groupOf(stage: Stage, id: string): DingtalkGroup | undefined {
  return stage.options.groups.find((group) => group.id === id)
}

/** Puts a message into a chat; the answer is its id there. */
export function say(
  stage: Stage,
  chat: StandInChat,
  from: 'person' | 'bot',
  body: StandInBody,
  by?: string,
): string {
  const id = randomUUID()
  const at = stage.options.clock.now()
  const message = { id, at, from, ...(by === undefined ? {} : { by }), body }
  stage.world.record({ type: 'said', chat, message })
  return id
}

/** Remembers what was sent, for a recall. */
export function keepSent(stage: Stage, copies: Copy[]): string {
  const processQueryKey = randomBytes(33).toString('base64')
  const sent = { processQueryKey, at: stage.options.clock.now(), copies }
  stage.world.record({ type: 'sent', sent })
  return processQueryKey
}

/** What the platform takes without a word, and then does not do. */
export function advise(
  stage: Stage,
  call: Pick<Call, 'notes'>,
  advice: readonly string[],
): readonly string[] {
  call.notes.push(...advice)
  return stage.options.strict === true ? advice : []
}
