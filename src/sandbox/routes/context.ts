import type { MovableClock } from '../../clock.ts'
import type { CurrentCast } from '../cast.ts'
import type { Live } from '../live.ts'
import type { StandIn } from '../stand-in.ts'
import { chatsOf } from '../cast.ts'
import { z } from 'zod'

export interface SandboxOptions {
  cast: CurrentCast
  standIns: readonly StandIn[]
  clock: MovableClock
  /** Called after the clock was moved, so that it can be kept across restarts. */
  clockMoved?: (aheadMs: number) => void | Promise<void>
  /** Empties the sandbox: bot and stand-ins. */
  reset: () => Promise<void>
  /** Sends the sample items through the real flow. */
  sendDemo: (progress: (done: number, total: number) => void) => Promise<void>
}

export interface SandboxContext extends SandboxOptions {
  live: Live
}

/** Something the page asked for that is not there; becomes a 4xx with these words. */
export class SandboxRefusal extends Error {
  override name = 'SandboxRefusal'
  readonly statusCode: number
  constructor(statusCode: number, message: string) {
    super(message)
    this.statusCode = statusCode
  }
}

/** Who does something, and where. */
export const Who = z.object({ platform: z.string(), account: z.string().min(1).max(128) })

export const Chat = z.object({ kind: z.enum(['person', 'group']), id: z.string().min(1).max(128) })

/** `person:linxiaohe`, as it stands in a query. */
export const ChatInQuery = z
  .string()
  .regex(/^(?:person|group):.{1,128}$/)
  .transform((text) => {
    const cut = text.indexOf(':')
    return Chat.parse({ kind: text.slice(0, cut), id: text.slice(cut + 1) })
  })

export function standInOf(context: SandboxContext, platform: string): StandIn {
  const found = context.standIns.find((standIn) => standIn.platform === platform)
  if (!found) throw new SandboxRefusal(404, '没有这个平台。')
  return found
}

type Chat = z.infer<typeof Chat>

export function hasChat({ cast }: SandboxContext, platform: StandIn['platform'], chat: Chat) {
  return chatsOf(cast, platform).some(({ kind, id }) => kind === chat.kind && id === chat.id)
}

/** Of a robot that only sends there, nobody can ask anything. */
const oneWay = /^(?:webhook|robot):/

/** Whether people can speak to the bot in this chat. */
export function mayBeSpokenIn(standIn: StandIn, { kind, id }: Chat): boolean {
  return kind === 'person' || (standIn.sayInGroup !== undefined && !oneWay.test(id))
}

export function assertChat(context: SandboxContext, platform: StandIn['platform'], chat: Chat) {
  if (!hasChat(context, platform, chat)) throw new SandboxRefusal(404, '没有这个会话。')
}
