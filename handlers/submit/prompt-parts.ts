import type { Button } from '../../schema/card.ts'
import type { Option } from './choices.ts'

/** A question before it is put on a card or into a line. */
export interface Prompt {
  /** Of the seven. */
  place: number
  heading: string
  lines: readonly string[]
  buttons: readonly Button[]
}

/** A prompt that does not know yet at which of the seven places it stands. */
export type Unplaced = Omit<Prompt, 'place'>

export const buttons = (options: readonly Option<string>[]): Button[] =>
  options.map(({ value, button }) => ({ action: value, label: button, look: 'plain' }))
