import type { Command, CommandId, Handler, Timer } from '../contract.ts'
import { rankingTyped } from './asked.ts'
import { broadcastDue } from './broadcast.ts'
import { BROADCAST_TIMER, FREEZE_TIMER, NUDGE_TIMER, PREVIEW_TIMER } from './calendar.ts'
import { freezeDue } from './freeze.ts'
import { nudgeDue } from './nudge.ts'
import { previewDue } from './preview.ts'
import { setOut } from './set-out.ts'

export const rankingCommands = {
  ranking: rankingTyped,
} satisfies Partial<Record<CommandId, Handler<Command>>>

export const rankingTimers: Record<string, Handler<Timer>> = {
  'set-out': setOut,
  [FREEZE_TIMER]: freezeDue,
  [PREVIEW_TIMER]: previewDue,
  [BROADCAST_TIMER]: broadcastDue,
  [NUDGE_TIMER]: nudgeDue,
}
