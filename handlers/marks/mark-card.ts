import type { Card } from '../../schema/card.ts'
import type { MarkId, PersonId } from '../../schema/ids.ts'
import type { RuleSet } from '../../schema/rules/rule-set.ts'
import type { CardRecord, Effect, MarkRecord, Read, Tap, Turn } from '../contract.ts'
import { signedText } from '../points/show.ts'
import { closeCard, closeTapped, showCard } from '../review/show.ts'
import type { Confirming } from './confirming.ts'
import { mayConfirm, roleOf, rulesNow } from './confirming.ts'
import { amountOf, markTitle } from './words.ts'

const markCard = (mark: MarkRecord, rules: RuleSet): Card => ({
  source: '记分 · 待确认',
  title: `第${mark.ordinal}号记分：${mark.unit.name} ${markTitle(mark)}`,
  facts: [
    { label: '分值', value: signedText(amountOf(mark, rules)) },
    ...(mark.number === null ? [] : [{ label: '稿件', value: `${mark.number}（该稿计 0 分）` }]),
    { label: '提出', value: mark.proposedBy.name },
  ],
  text: `事由：${mark.reason}\n确认后生效。也可回复“记分 第${mark.ordinal}号 确认”或“不同意”。`,
  buttons: [
    { action: 'confirm', label: '确认', look: 'primary' },
    { action: 'refuse', label: '不同意', look: 'danger' },
  ],
})

/** To everybody who may confirm it and has no card of it: two different people have to. */
export const askToConfirm = (
  mark: MarkRecord,
  confirming: Confirming,
  turn: Turn,
  asked: ReadonlySet<PersonId> = new Set(),
): Effect[] =>
  mayConfirm(confirming)
    .filter(({ person }) => !asked.has(person.id))
    .map(({ person, role }) =>
      showCard(
        turn,
        person.id,
        { kind: 'mark', mark: mark.id, role },
        markCard(mark, rulesNow(turn)),
      ),
    )

export async function cardsOf(read: Read, mark: MarkId): Promise<CardRecord[]> {
  const cards = await read.openCardsOf('mark')
  return cards.filter(({ purpose }) => purpose.kind === 'mark' && purpose.mark === mark)
}

/** The tapped card tells; of the others those whose holder has nothing left to confirm. */
export const closeCards = (
  cards: readonly CardRecord[],
  closed: string,
  { still, tap }: { still?: Confirming; tap?: Tap | undefined } = {},
): Effect[] => [
  ...(tap ? [closeTapped(tap, closed)] : []),
  ...cards
    .filter(({ id, person }) => id !== tap?.card.id && !(still && roleOf(still, person)))
    .map((card) => closeCard(card, closed)),
]
