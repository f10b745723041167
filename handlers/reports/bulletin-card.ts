import type { Card } from '../../schema/card.ts'
import { percentOf } from '../../schema/figure-text.ts'
import type { Period, PersonId } from '../../schema/ids.ts'
import type { BulletinRecord, CardRecord, Effect, Office, Read, Tap, Turn } from '../contract.ts'
import { closeCard, closeTapped, showCard } from '../review/show.ts'
import { documentOf, draftName, toType } from './bulletin-draft.ts'

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
    text: `${whereTo(office)}。全文见上面的文件，也可回复${toType(record, '确认')}。`,
    buttons: [
      { action: 'send', label: '确认发送', look: 'primary' },
      { action: 'wait', label: '先不发', look: 'plain' },
    ],
  }
}

function whereTo(office: Office): string {
  const groups = office.reachableGroups
  return groups === 0 ? '还没有可发的群，设好后才能确认' : `确认后发到 ${groups} 个群，只发一次`
}

/** About exactly this version. */
export const askDirector = (record: BulletinRecord, to: PersonId, turn: Turn): Effect =>
  showCard(
    turn,
    to,
    { kind: 'bulletin', quarter: record.quarter, version: record.version },
    bulletinCard(record, turn.office),
  )

/** To every publicity director. */
export async function askDirectors(
  read: Read,
  record: BulletinRecord,
  turn: Turn,
): Promise<Effect[]> {
  const directors = await read.withRole('publicityDirector')
  return directors.map(({ id }) => askDirector(record, id, turn))
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
