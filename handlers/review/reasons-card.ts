import type { Effect } from '../../schema/effect.ts'
import type { Handler, Tap, Turn } from '../contract.ts'
import { lengthOf, shorten } from '../text.ts'
import { notFound } from './find.ts'
import { matterOf, standing, type Matter } from './matter.ts'
import { returnItem } from './return.ts'
import { secondCards, staleTap } from './second-card.ts'
import { closeCard, closeTapped, openQuestion, say, waitingFor } from './show.ts'
import { reasonLabel, ReturnReason } from './words.ts'

export const REASON_LIMIT = 200
export const tooLong = (reason: string): string =>
  `原因请写在${REASON_LIMIT}字以内，现在有 ${lengthOf(reason)} 字。`
const askWords = `请回复退回原因（${REASON_LIMIT}字以内），回复“返回”不退回。`

/** The six reasons under 退回; where the platform's card has an input, its text comes along. */
export const reasonsCardTapped: Handler<Tap> = {
  async run(read, tap, turn) {
    const { purpose } = tap.card
    if (purpose.kind !== 'reasons') return []
    const matter = await matterOf(read, purpose, turn)
    if (!matter) return [say(notFound(purpose.number))]
    const stale = staleTap(matter, tap)
    if (stale) return stale
    const state = standing(matter, turn.actor, turn)
    if (!state.may) return [closeTapped(tap, state.why)]
    const reason = reasonTapped(tap)
    if (reason === undefined) return [say('请点一个退回原因，或回复“返回”不退回。')]
    return reason === 'in words'
      ? askInWords(matter, turn)
      : returnItem(matter, state.as, reason.text, turn, tap)
  },
}

/** What a tap on one of the six gives as the reason; `undefined` if it is none of them. */
export function reasonTapped({
  action,
  choices,
}: Pick<Tap, 'action' | 'choices'>): { text: string } | 'in words' | undefined {
  const reason = ReturnReason.safeParse(action)
  if (!reason.success) return undefined
  const note = shorten((choices['note']?.[0] ?? '').trim(), REASON_LIMIT)
  if (reason.data === 'other' && note === '') return 'in words'
  return { text: worded(reason.data, note) }
}

function worded(reason: ReturnReason, note: string): string {
  if (reason === 'other') return note
  return note === '' ? reasonLabel[reason] : `${reasonLabel[reason]}：${note}`
}

/** 其他原因: the next message is the reason. */
export function askInWords(matter: Matter, turn: Turn): Effect[] {
  const { step } = matter
  return [
    ...openQuestion(turn, { kind: 'return-reason', step: step.id, number: step.number }),
    ...secondCards(matter, turn).map((card) => closeCard(card, waitingFor.words)),
    say(askWords),
  ]
}
