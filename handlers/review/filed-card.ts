import type { Handler, Tap } from '../contract.ts'
import { maySee, notFound } from './find.ts'
import { fullText } from './full-text.ts'
import { say } from './show.ts'

/** 看全文 of a filed item; the desk's own buttons come with the desk. */
export const filedCardTapped: Handler<Tap> = {
  async run(read, tap, turn) {
    const { purpose } = tap.card
    if (purpose.kind !== 'filed' && purpose.kind !== 'article') return []
    const item = await read.submission(purpose.number)
    if (!item || !maySee(turn.actor, item, await read.steps(item.number))) {
      return [say(notFound(purpose.number))]
    }
    return fullText(read, item, purpose.version)
  },
}
