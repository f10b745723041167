import { OutletLevel } from '../../schema/points.ts'
import type { Effect, Handler, Read, Tap, Turn } from '../contract.ts'
import { isDesk, notFound } from '../review/find.ts'
import { readTapped } from '../review/filed-card.ts'
import { reasonTapped } from '../review/reasons-card.ts'
import { closeTapped, say } from '../review/show.ts'
import { askLevel, askOutlet } from './adopt.ts'
import { decide } from './decide.ts'
import { decidedAlready, loadDesk, undecidable, unusable, type DeskMatter } from './matter.ts'
import { askWhy, askWhyInWords, sendBack } from './send-back.ts'
import { letGo } from './show.ts'
import { staleTap } from './stale.ts'
import { NOT_RECORDED, notDesk } from './words.ts'

type Kind = 'filed' | 'adopt-level' | 'desk-reasons'
type Deed = (
  read: Read,
  about: { matter: DeskMatter; tap: Tap },
  turn: Turn,
) => Effect[] | Promise<Effect[]>

/** A tap on one of the desk's cards, as far as that very card still asks. */
const tapped = (
  kind: Kind,
  refuse: (matter: DeskMatter) => string | undefined,
  deed: Deed,
): Handler<Tap> => ({
  async run(read, tap, turn) {
    const { purpose, open } = tap.card
    if (purpose.kind !== kind) return []
    if (tap.action === 'fullText') return readTapped(read, purpose, turn)
    if (!isDesk(turn.actor)) return [closeTapped(tap, notDesk)]
    const item = await read.submission(purpose.number)
    if (!item) return [say(notFound(purpose.number))]
    if (!open) return staleTap(await loadDesk(read, item), tap, turn)
    if (item.version !== purpose.version) {
      return [closeTapped(tap, `已有第${item.version}版，请看新卡片`)]
    }
    const matter = await loadDesk(read, item)
    const refused = refuse(matter)
    return refused === undefined
      ? deed(read, { matter, tap }, turn)
      : [closeTapped(tap, `${item.number} ${refused}`)]
  },
})

const filedCardTapped = tapped('filed', undecidable, (_read, { matter, tap }, turn) => {
  switch (tap.action) {
    case 'adopt':
      return askLevel(matter, turn, tap)
    case 'hold':
      return decideOnce(matter, 'held', turn, tap)
    case 'sendBack':
      return askWhy(matter, turn, tap)
    case 'decline':
      return decideOnce(matter, 'declined', turn, tap)
    default:
      return [say('请点卡片上的按钮，或回复“待审”重新打开。')]
  }
})

/** A held item is opened again with the same buttons: holding it once more is no news to its writer. */
function decideOnce(matter: DeskMatter, decision: 'held' | 'declined', turn: Turn, tap: Tap) {
  const before = decidedAlready(matter, decision, turn)
  return before === undefined ? decide(matter, decision, turn, tap) : [closeTapped(tap, before)]
}

const levelCardTapped = tapped(
  'adopt-level',
  ({ item }) => unusable(item),
  (read, { matter, tap }, turn) => {
    if (tap.action === 'back') return letGo(matter, NOT_RECORDED, turn, tap)
    const level = OutletLevel.safeParse(tap.action)
    return level.success
      ? askOutlet(read, matter, level.data, turn, tap)
      : [say('请点一个级别，或回复“返回”不录。')]
  },
)

const reasonsCardTapped = tapped('desk-reasons', undecidable, (_read, { matter, tap }, turn) => {
  const reason = reasonTapped(tap)
  if (reason === undefined) return [say('请点一个退改原因，或回复“返回”不退改。')]
  return reason === 'in words'
    ? askWhyInWords(matter, turn, tap)
    : sendBack(matter, reason.text, turn, tap)
})

export const deskCards: Record<Kind, Handler<Tap>> = {
  filed: filedCardTapped,
  'adopt-level': levelCardTapped,
  'desk-reasons': reasonsCardTapped,
}
