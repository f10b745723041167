import type { Card } from '../../schema/card.ts'
import type { ObjectionId } from '../../schema/ids.ts'
import type {
  Actor,
  CardRecord,
  Effect,
  Handler,
  ObjectionRecord,
  Read,
  Tap,
  Turn,
} from '../contract.ts'
import { editorsOf } from '../desk-people.ts'
import { objectedTo, type Objected } from '../points/objected.ts'
import { isDesk } from '../review/find.ts'
import { closeCard, closeTapped, openQuestion, say, showCard } from '../review/show.ts'
import { stampOf } from '../time.ts'
import { aboutWords, ANSWER_LIMIT, answeredLine } from './objection-words.ts'

const objectionCard = (
  { about, person, at, reason }: ObjectionRecord,
  unit: Actor['unit'],
  figures: Objected | undefined,
): Card => ({
  source: '异议 · 待答复',
  title: `对${aboutWords(about)}的异议`,
  subtitle: unit ? `${unit.name} · ${person.name}` : person.name,
  facts: [
    { label: '时间', value: stampOf(at) },
    ...(figures
      ? [
          { label: '积分', value: figures.sum },
          { label: '看每一笔', value: figures.typed },
        ]
      : []),
  ],
  text: reason,
  buttons: [{ action: 'answer', label: '答复', look: 'primary' }],
})

/** `to` is `null` where it answers somebody in their own chat. */
export async function askForAnswer(
  read: Read,
  objection: ObjectionRecord,
  to: Parameters<typeof showCard>[1],
  turn: Turn,
): Promise<Effect> {
  const unit = await unitOf(read, objection)
  const figures = await objectedTo(read, objection.about, unit)
  const purpose = { kind: 'objection', objection: objection.id } as const
  return showCard(turn, to, purpose, objectionCard(objection, unit, figures))
}

const unitOf = async (read: Read, { person }: ObjectionRecord): Promise<Actor['unit']> =>
  (await read.person(person.id))?.unit ?? null

/** Where there is no editor, the director. */
export async function askEditors(
  read: Read,
  objection: ObjectionRecord,
  turn: Turn,
): Promise<Effect[]> {
  const effects: Effect[] = []
  for (const { id } of await editorsOf(read))
    effects.push(await askForAnswer(read, objection, id, turn))
  return effects
}

export async function cardsOf(read: Read, objection: ObjectionId): Promise<CardRecord[]> {
  const cards = await read.openCardsOf('objection')
  return cards.filter(
    ({ purpose }) => purpose.kind === 'objection' && purpose.objection === objection,
  )
}

/** 答复: the first tap takes it, the others see who is on it. */
export const objectionCardTapped: Handler<Tap> = {
  async run(read, tap, turn) {
    const { purpose, open, shown } = tap.card
    if (purpose.kind !== 'objection') return []
    const objection = await read.objection(purpose.objection)
    if (!objection || !isDesk(turn.actor)) return [say('这条异议现在不由您答复。')]
    const over = answeredLine(objection)
    if (over !== undefined) return [closeTapped(tap, over)]
    if (!open)
      return [
        {
          type: 'redraw-card',
          card: tap.card.id,
          content: shown,
          otherwise: `${shown.closed ?? '这张卡片已经用过'}。回复“异议”可重新打开。`,
        },
      ]
    return take(read, objection, turn, tap)
  },
}

async function take(read: Read, objection: ObjectionRecord, turn: Turn, tap: Tap) {
  const cards = await cardsOf(read, objection.id)
  const figures = await objectedTo(read, objection.about, await unitOf(read, objection))
  const look = figures ? `看每一笔请回复“${figures.typed}”。\n` : ''
  const closed = `由 ${turn.actor.name} 答复`
  return [
    closeTapped(tap, closed),
    ...cards.filter(({ id }) => id !== tap.card.id).map((card) => closeCard(card, closed)),
    ...openQuestion(turn, { kind: 'objection-answer', objection: objection.id }),
    say(
      `${objection.person.name} 对${aboutWords(objection.about)}的异议：${objection.reason}\n${look}请直接回复答复内容（${ANSWER_LIMIT}字以内），会发给本人。先不答复请回复“返回”。`,
    ),
  ]
}
