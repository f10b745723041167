import type { Command, CommandId, Handler } from '../contract.ts'
import { joinUnitsTyped } from './join-units.ts'
import { reverseTyped } from './reverse.ts'
import { adoptTyped, declineTyped, holdTyped, sendBackTyped, useTyped } from './typed.ts'

export { deskQuestions } from './questions.ts'
export { deskCards } from './taps.ts'

export const deskCommands = {
  use: useTyped,
  adopt: adoptTyped,
  reverseAdoption: reverseTyped,
  hold: holdTyped,
  sendBack: sendBackTyped,
  decline: declineTyped,
  joinUnits: joinUnitsTyped,
} satisfies Partial<Record<CommandId, Handler<Command>>>
