import type { SubmissionNumber } from '../../schema/ids.ts'
import type { Effect, Handler, Read, Tap, Turn } from '../contract.ts'
import { maySee, notFound } from './find.ts'
import { fullText } from './full-text.ts'
import { say } from './show.ts'

/** A card that leads to an item and asks nothing. */
export const articleCardTapped: Handler<Tap> = {
  async run(read, { card: { purpose } }, turn) {
    return purpose.kind === 'article' ? readTapped(read, purpose, turn) : []
  },
}

/** 看全文, where it is no link: for whoever may see the item at this moment. */
export async function readTapped(
  read: Read,
  { number, version }: { number: SubmissionNumber; version: number },
  turn: Turn,
): Promise<Effect[]> {
  const item = await read.submission(number)
  const seen = item && (await maySee(read, turn.actor, item, await read.steps(number)))
  if (!seen) return [say(notFound(number))]
  return fullText(read, item, version)
}
