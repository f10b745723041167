import { lengthOf } from '../text.ts'
import { fitsTitle, tidyTitle } from './answers.ts'
import { linesOf } from './captions.ts'
import { withPaste } from './gather.ts'
import { afterLine } from './reading.ts'
import type { Gathered } from './state.ts'

/** A text as long as this, with a line break, is an item rather than a remark. */
const OFFER_MIN = 80

export const isOffer = (text: string): boolean =>
  lengthOf(text) >= OFFER_MIN && linesOf(text).length > 1

/** An article out of the blue: first line as title, the rest as body. */
export function articleIn(gathered: Gathered, text: string): Gathered | undefined {
  const [title] = linesOf(text)
  const titled = title !== undefined && gathered.answers.title === undefined && fitsTitle(title)
  if (!titled) return withPaste(gathered, text)
  const answers = { ...gathered.answers, title: tidyTitle(title) }
  return withPaste({ ...gathered, answers }, afterLine(text, title))
}
