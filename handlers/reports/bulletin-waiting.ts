import { z } from 'zod'
import { Period, type PersonId } from '../../schema/ids.ts'
import type { BulletinRecord, CardRecord, Effect, Handler, Read, Timer, Turn } from '../contract.ts'
import { editorsOf } from '../desk-people.ts'
import { addMonths, quarterOf, spanOf } from '../periods.ts'
import { closeCard, say } from '../review/show.ts'
import { DAY_MS } from '../time.ts'
import { nextStart, onceAtWork } from './at-work.ts'
import { askDirector, cardsOf } from './bulletin-card.ts'
import { sendFile } from './bulletin-desk.ts'
import { draftName, toType } from './bulletin-draft.ts'

export const WAITING_TIMER = 'bulletin-waiting'

/** Whose turn it is: the director's to confirm, or the desk's to submit it (again). */
const Asked = z.enum(['director', 'desk'])
type Asked = z.infer<typeof Asked>

/** An older card is hard to find, and a platform may not let it be changed any more: a fresh one then. */
const CARD_LASTS_MS = 3 * DAY_MS

/** As each working day begins they are asked again, until it is confirmed. */
export const remindLater = (
  { quarter }: BulletinRecord,
  asked: Asked,
  { office, now }: Turn,
  dueAt = nextStart(office, now),
): Effect => ({
  type: 'set-timer',
  key: `${WAITING_TIMER}:${quarter}`,
  name: WAITING_TIMER,
  person: null,
  dueAt,
  data: { quarter, asked },
})

export const waitingDue: Handler<Timer> = {
  async run(read, { data }, turn) {
    const record = await read.bulletin(Period.parse(data['quarter']))
    const asked = Asked.parse(data['asked'])
    if (record?.state !== 'draft' || (await isOvertaken(read, record))) return []
    const dueAt = onceAtWork(turn.office, turn.now)
    if (dueAt > turn.now) return [remindLater(record, asked, turn, dueAt)]
    const again = remindLater(record, asked, turn)
    // Nobody can confirm it until there is a group.
    if (turn.office.reachableGroups === 0) return [again]
    const remind = asked === 'desk' ? remindDesk : remindDirectors
    return [...(await remind(read, record, turn)), again]
  },
}

/** A later quarter's was sent: this one was let go. */
async function isOvertaken(read: Read, { quarter }: BulletinRecord): Promise<boolean> {
  const last = (await read.lastFrozenMonth()) ?? spanOf(quarter).to
  for (let month = addMonths(spanOf(quarter).to, 3); month <= last; month = addMonths(month, 3))
    if ((await read.bulletin(quarterOf(month)))?.state === 'confirmed') return true
  return false
}

const remindDesk = (read: Read, record: BulletinRecord): Promise<Effect[]> =>
  tellEditors(read, `提醒：${draftName(record)}还没有送审。改好后请回复${toType(record, '送审')}。`)

async function tellEditors(read: Read, text: string): Promise<Effect[]> {
  return (await editorsOf(read)).map(({ id }) => say(text, id))
}

/** Who has a recent card gets a line; who has an old one, or came to the role since, file and card. */
async function remindDirectors(read: Read, record: BulletinRecord, turn: Turn): Promise<Effect[]> {
  const directors = await read.withRole('publicityDirector')
  if (directors.length === 0)
    return tellEditors(
      read,
      `提醒：${draftName(record)}待确认，还没有人担任宣传办主任。请补充人员信息。`,
    )
  const cards = await cardsOf(read, record.quarter)
  return directors.flatMap(({ id }) =>
    remindDirector(
      record,
      id,
      cards.filter(({ person }) => person === id),
      turn,
    ),
  )
}

function remindDirector(
  record: BulletinRecord,
  to: PersonId,
  cards: readonly CardRecord[],
  turn: Turn,
): Effect[] {
  const line = `提醒：${draftName(record)}等您确认。请点卡片，或回复${toType(record, '确认')}${toType(record, '先不发')}。`
  if (cards.some(({ sentAt }) => turn.now - sentAt < CARD_LASTS_MS)) return [say(line, to)]
  return [
    ...cards.map((card) => closeCard(card, '请看新的卡片')),
    sendFile(record, to),
    askDirector(record, to, turn),
  ]
}
