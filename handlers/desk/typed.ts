import type { Command, Effect, Handler, Read, SubmissionRecord, Turn } from '../contract.ts'
import { findItem, isDesk } from '../review/find.ts'
import { REASON_LIMIT, tooLong } from '../review/reasons-card.ts'
import { say } from '../review/show.ts'
import { reasonLabel, reasonMeant } from '../review/words.ts'
import { lengthOf } from '../text.ts'
import { yearOf } from '../time.ts'
import { adoptInWords } from './adopt.ts'
import { decide } from './decide.ts'
import { heldList } from './held.ts'
import { decidedAlready, loadDesk, typedTooEarly, undecidable, unusable } from './matter.ts'
import type { DeskMatter } from './matter.ts'
import { askWhy, askWhyInWords, sendBack } from './send-back.ts'
import { take, waitingFor } from './show.ts'
import { ADOPT_EXAMPLE, notDesk } from './words.ts'

type OnItem = (
  read: Read,
  item: SubmissionRecord,
  rest: string,
  turn: Turn,
) => Effect[] | Promise<Effect[]>

/** A command of the desk that names an item; `alone` answers it without a number. */
export const deskTyped = (
  onItem: OnItem,
  alone?: (read: Read, turn: Turn) => Promise<Effect[]>,
): Handler<Command> => ({
  async run(read, command, turn) {
    if (!isDesk(turn.actor)) return [say(notDesk)]
    if (alone && command.args === '') return alone(read, turn)
    const found = await findItem(read, command, turn)
    return 'answer' in found ? found.answer : onItem(read, found.item, found.rest, turn)
  },
})

type Deed = (
  read: Read,
  about: { matter: DeskMatter; rest: string },
  turn: Turn,
) => Effect[] | Promise<Effect[]>

/** Typed as tapped: the same conditions, and never for what the editor cannot have seen. */
const decides =
  (refuse: (matter: DeskMatter, turn: Turn) => string | undefined, deed: Deed): OnItem =>
  async (read, item, rest, turn) => {
    const matter = await loadDesk(read, item)
    const refused = refuse(matter, turn)
    if (refused !== undefined) {
      return [say(`${item.number} ${refused}。回复“过程 ${item.number}”可看进展。`)]
    }
    if (typedTooEarly(matter, turn)) {
      return [say(`${item.number} 刚有变化，请回复“过程 ${item.number}”看过再决定。`)]
    }
    return deed(read, { matter, rest }, turn)
  }

const refuseAs =
  (decision: 'held' | 'declined') =>
  (matter: DeskMatter, turn: Turn): string | undefined =>
    undecidable(matter) ?? decidedAlready(matter, decision, turn)

export const holdTyped = deskTyped(
  decides(refuseAs('held'), (_read, { matter }, turn) => decide(matter, 'held', turn)),
  heldList,
)

export const declineTyped = deskTyped(
  decides(refuseAs('declined'), (_read, { matter }, turn) => decide(matter, 'declined', turn)),
)

/** A reason in free words is welcome here; without one the second card asks for it. */
export const sendBackTyped = deskTyped(
  decides(undecidable, (_read, { matter, rest }, turn) => {
    if (rest === '') return askWhy(matter, turn)
    const reason = reasonMeant(rest)
    if (reason === 'other') {
      return [
        ...take(matter, waitingFor.words, turn),
        ...askWhyInWords({ ...matter, cards: [] }, turn),
      ]
    }
    if (lengthOf(rest) > REASON_LIMIT) return [say(tooLong(rest))]
    return sendBack(matter, reason ? reasonLabel[reason] : rest, turn)
  }),
)

const canBeUsed = ({ item }: DeskMatter): string | undefined => unusable(item)

const records = decides(canBeUsed, (read, { matter, rest }, turn) =>
  adoptInWords(read, matter, rest, turn),
)

export const useTyped = deskTyped(records)

export const adoptTyped = deskTyped(records, (_read, { now }) =>
  Promise.resolve([
    say(`请写在一行里：编号、级别、媒体，例如：${ADOPT_EXAMPLE(`${yearOf(now)}-0001`)}`),
  ]),
)
