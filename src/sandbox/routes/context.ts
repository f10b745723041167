import type { MovableClock } from '../../clock.ts'
import type { Cast } from '../cast.ts'
import type { Live } from '../live.ts'
import type { StandIn } from '../stand-in.ts'
import { chatsOf } from '../cast.ts'
import { z } from 'zod'

export interface SandboxOptions extends Cast {
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

export function assertChat(
  context: SandboxContext,
  platform: StandIn['platform'],
  chat: z.infer<typeof Chat>,
) {
  const known = chatsOf(context, platform).some(
    ({ kind, id }) => kind === chat.kind && id === chat.id,
  )
  if (!known) throw new SandboxRefusal(404, '没有这个会话。')
}
