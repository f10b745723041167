import type { ChatOptions, ChatPerson, ChatRoom } from '../../support/chat.ts'
import { castOf, sendItem, type Cast, type CardHeard } from '../review/cast.ts'

export { cardsOf, newestCard, sendItem, timeline, title } from '../review/cast.ts'

export interface DeskCast extends Cast {
  /** 顾南枝, the other editor. */
  gu: ChatPerson
}

export const ASKED = '[采用 待用 退改 不采用 看全文]'

/** 2026-0001 of 溪畔社区, about 19 November, has just been filed; everybody has read their news. */
export async function filedItem(options: ChatOptions = {}): Promise<DeskCast> {
  const cast = { ...(await castOf(options)) }
  const desk = { ...cast, gu: cast.room.as('gunanzhi') }
  await sendItem(desk.lin)
  await desk.zhao.taps('通过')
  await desk.room.later(32 * 60_000)
  readAll(desk)
  return desk
}

export function readAll({ lin, zhao, shen, cheng, gu }: DeskCast): void {
  for (const person of [lin, zhao, shen, cheng, gu]) person.news()
}

/** Several taps that arrive before the first of them is handled. */
export async function tapTogether(
  room: ChatRoom,
  taps: readonly { by: ChatPerson; card: CardHeard; label: string }[],
): Promise<void> {
  for (const { by, card, label } of taps) {
    const action = card.shown.buttons.find((button) => button.label === label)?.action
    if (action === undefined) throw new Error(`the card has no button ${label}`)
    const handle = room.platform.newHandle()
    await room.bring(by.chat, { type: 'tap', card: card.id, action, choices: {}, handle })
  }
  await room.settled()
}

export const statusOf = async (room: ChatRoom, number = '2026-0001'): Promise<string> =>
  (
    await room.app.db
      .selectFrom('submission')
      .select('status')
      .where('number', '=', number)
      .executeTakeFirstOrThrow()
  ).status

/** Entry by entry, as the ledger has them: what a unit got for what, in hundredths. */
export async function ledgerOf(room: ChatRoom): Promise<[rule: string, hundredths: number][]> {
  const rows = await room.app.db.selectFrom('ledger_entry').selectAll().orderBy('id').execute()
  return rows.map(({ rule, hundredths }) => [rule, hundredths])
}

export async function pointsOf(room: ChatRoom, unit = 'C01'): Promise<number> {
  const rows = await room.app.db
    .selectFrom('ledger_entry')
    .select('hundredths')
    .where('unit_code', '=', unit)
    .execute()
  return rows.reduce((sum, { hundredths }) => sum + hundredths, 0)
}

export const adoptionsOf = (room: ChatRoom) =>
  room.app.db
    .selectFrom('adoption')
    .select(['level', 'outlet', 'used_as', 'placement', 'day', 'link', 'reversed_at'])
    .orderBy('recorded_at')
    .execute()
