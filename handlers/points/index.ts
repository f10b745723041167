import type { Command, CommandId, Handler } from '../contract.ts'
import { pointsTyped } from './typed.ts'

export const pointsCommands = {
  points: pointsTyped,
} satisfies Partial<Record<CommandId, Handler<Command>>>
