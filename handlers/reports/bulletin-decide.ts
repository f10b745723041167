import type { BulletinRecord, Effect, Handler, Read, Tap, Turn } from '../contract.ts'
import { closedCard } from '../review/cards.ts'
import { closeTapped, say } from '../review/show.ts'
import { when } from '../review/words.ts'
import { stampOf } from '../time.ts'
import { broadcastOf } from './bulletin-broadcast.ts'
import { cardsOf, closeCards } from './bulletin-card.ts'
import { tellDesk } from './bulletin-desk.ts'
import { draftName, toType } from './bulletin-draft.ts'
import { remindLater } from './bulletin-waiting.ts'

/** 确认发送 · 先不发 */
export const bulletinCardTapped: Handler<Tap> = {
  async run(read, tap, turn) {
    const { purpose, open } = tap.card
    if (purpose.kind !== 'bulletin') return []
    const record = await read.bulletin(purpose.quarter)
    if (!record || !isDirector(turn)) return [closeTapped(tap, '现在不由您确认')]
    const over = confirmedLine(record)
    if (over !== undefined) return [closeTapped(tap, over)]
    if (!open || record.version !== purpose.version) return [stale(tap, record)]
    if (tap.action === 'send') return confirm(read, record, turn, tap)
    if (tap.action === 'wait') return wait(read, record, turn, tap)
    return [say(`请点卡片上的按钮，或回复${toType(record, '确认')}。`)]
  },
}

/** Answered already, or about a version that is not the newest any more. */
function stale({ card: { id, shown } }: Tap, record: BulletinRecord): Effect {
  const closed = shown.closed ?? '草稿有修改'
  const otherwise = `${closed}。回复${toType(record, '送审')}可重新发卡片。`
  return { type: 'redraw-card', card: id, content: closedCard(shown, closed), otherwise }
}

/** `通报 确认`, `通报 先不发`: as if the card that is open about this version were tapped. */
export async function decideTyped(
  read: Read,
  record: BulletinRecord,
  verdict: 'send' | 'wait',
  turn: Turn,
): Promise<Effect[]> {
  const over = confirmedLine(record)
  if (over !== undefined) {
    if (isDirector(turn) && verdict === 'send') return sendAgain(record, over, turn)
    return [say(`${draftName(record)}${over}。`)]
  }
  if (!isDirector(turn))
    return [say(`通报由宣传办主任确认。改好后请回复${toType(record, '送审')}。`)]
  const card = (await cardsOf(read, record.quarter)).findLast(
    ({ person, purpose }) =>
      person === turn.actor.id && purpose.kind === 'bulletin' && purpose.version === record.version,
  )
  if (!card)
    return [
      say(`${draftName(record)}还没有送审。请回复${toType(record, '送审')}，看过新的卡片再确认。`),
    ]
  // What was sent before the card came cannot have been about it (platforms tell whole seconds).
  if (turn.sentAt !== undefined && turn.sentAt < Math.floor(card.sentAt / 1000) * 1000)
    return [say('草稿刚有变化，请看新的卡片后再确认。')]
  return verdict === 'send' ? confirm(read, record, turn) : wait(read, record, turn)
}

const isDirector = ({ actor }: Turn): boolean => actor.roles.includes('publicityDirector')

export function confirmedLine({ confirmed }: BulletinRecord): string | undefined {
  return confirmed ? `已由 ${confirmed.by.name} 于 ${stampOf(confirmed.at)} 确认发送` : undefined
}

/** 补发: what was confirmed, to groups that are new since; the others are left out. */
function sendAgain(record: BulletinRecord, over: string, { office }: Turn): Effect[] {
  const line = `${draftName(record)}${over}。`
  if (office.reachableGroups === 0) return [say(`${line}现在没有可发的群。`)]
  return [broadcastOf(record), say(`${line}新加的群会补发，已发过的不会重发。`)]
}

/** Exactly this version, and each group once. */
async function confirm(
  read: Read,
  record: BulletinRecord,
  turn: Turn,
  tap?: Tap,
): Promise<Effect[]> {
  const { actor, now, office } = turn
  // The card stays open: the same question is still to be answered.
  if (office.reachableGroups === 0) return [say(noGroup(record))]
  const { quarter, version } = record
  const final: BulletinRecord = {
    ...record,
    state: 'confirmed',
    confirmed: { by: { id: actor.id, name: actor.name }, at: now },
  }
  const told = `${draftName(final)}已由 ${actor.name} 确认，正在发到 ${office.reachableGroups} 个群。`
  return [
    { type: 'confirm-bulletin', quarter, version, by: actor.id, at: now },
    broadcastOf(final),
    ...(await closeCards(read, quarter, `已由 ${actor.name} 于 ${when(now, now)} 确认发送`, tap)),
    ...(tap ? [] : [say(told)]),
    ...(await tellDesk(read, told, actor.id)),
  ]
}

const noGroup = (record: BulletinRecord): string =>
  `现在没有可发的群，暂不能确认。请管理员设好群，再回复${toType(record, '确认')}。`

async function wait(read: Read, record: BulletinRecord, turn: Turn, tap?: Tap): Promise<Effect[]> {
  const { actor, now } = turn
  const closed = `${actor.name} 于 ${when(now, now)} 决定先不发`
  const text = `${draftName(record)}：${actor.name} 决定先不发。修改请回复${toType(record)}，改好后回复${toType(record, '送审')}。`
  return [
    ...(await closeCards(read, record.quarter, closed, tap)),
    remindLater(record, 'desk', turn),
    ...(tap ? [] : [say(text)]),
    ...(await tellDesk(read, text, actor.id)),
  ]
}
