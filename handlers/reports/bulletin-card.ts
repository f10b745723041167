import type { Card } from '../../schema/card.ts'
import type { Period } from '../../schema/ids.ts'
import type { BulletinRecord, CardRecord, Effect, Office, Read, Tap, Turn } from '../contract.ts'
import { closeCard, closeTapped, showCard } from '../review/show.ts'
import { documentOf, draftName } from './bulletin-draft.ts'
import { percentOf } from './summary.ts'

/** Groups that something can be sent to. */
export const reached = ({ groups }: Office): number =>
  groups.filter(({ channels }) => channels > 0).length

function bulletinCard(record: BulletinRecord, office: Office): Card {
  const { totals, commendation, criticism, zero } = documentOf(record)
  return {
    source: '通报 · 待确认',
    title: draftName(record),
    facts: [
      { label: '报送', value: `${totals.filed}篇，迟报 ${totals.late}篇` },
      { label: '用稿', value: `${totals.adopted}篇` },
      { label: '采用率', value: percentOf(totals.rate) },
      { label: '表扬', value: `${commendation.length}个单位` },
      { label: '零报送', value: `${zero.length}个单位` },
      { label: '批评', value: `${criticism.length}个单位` },
    ],
    text: `确认后发到 ${reached(office)} 个群，只发一次。全文见上面的文件，也可回复“通报 确认”。`,
    buttons: [
      { action: 'send', label: '确认发送', look: 'primary' },
      { action: 'wait', label: '先不发', look: 'plain' },
    ],
  }
}

/** To every publicity director, about exactly this version. */
export async function askDirectors(
  read: Read,
  record: BulletinRecord,
  turn: Turn,
): Promise<Effect[]> {
  const { quarter, version } = record
  const purpose = { kind: 'bulletin', quarter, version } as const
  const directors = await read.withRole('publicityDirector')
  return directors.map(({ id }) => showCard(turn, id, purpose, bulletinCard(record, turn.office)))
}

export async function cardsOf(read: Read, quarter: Period): Promise<CardRecord[]> {
  const cards = await read.openCardsOf('bulletin')
  return cards.filter(({ purpose }) => purpose.kind === 'bulletin' && purpose.quarter === quarter)
}

export async function closeCards(
  read: Read,
  quarter: Period,
  closed: string,
  tap?: Tap,
): Promise<Effect[]> {
  const cards = await cardsOf(read, quarter)
  return [
    ...(tap ? [closeTapped(tap, closed)] : []),
    ...cards.filter(({ id }) => id !== tap?.card.id).map((card) => closeCard(card, closed)),
  ]
}
