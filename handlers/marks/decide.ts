import type { Effect, Handler, MarkRecord, Read, Tap, Turn } from '../contract.ts'
import { roleLabel } from '../labels.ts'
import { closeTapped, say } from '../review/show.ts'
import { when } from '../review/words.ts'
import { afterwards, confirmingOf, roleOf, type Confirming } from './confirming.ts'
import { cardsOf, closeCards } from './mark-card.ts'
import { confirmed } from './propose.ts'
import { stand } from './stand.ts'
import { weighedNow } from './weigh.ts'
import { inWords } from './words.ts'

export type Verdict = 'confirm' | 'refuse'

/** 确认 · 不同意 on the card. */
export const markCardTapped: Handler<Tap> = {
  async run(read, tap, turn) {
    const { purpose } = tap.card
    if (purpose.kind !== 'mark') return []
    const mark = await read.mark(purpose.mark)
    if (!mark) return [say('没有找到这一条记分。回复“记分”看最近的。')]
    if (tap.action !== 'confirm' && tap.action !== 'refuse')
      return [say(`请点卡片上的按钮，或回复“记分 第${mark.ordinal}号 确认”。`)]
    return decide(read, mark, tap.action, turn, tap)
  },
}

/** The last confirmation that is wanted makes it stand; one who does not agree ends it. */
export async function decide(
  read: Read,
  mark: MarkRecord,
  verdict: Verdict,
  turn: Turn,
  tap?: Tap,
): Promise<Effect[]> {
  const confirming = await confirmingOf(read, mark, turn)
  const role = roleOf(confirming, turn.actor.id)
  const refused = endedLine(mark) ?? (role ? undefined : notTheirs(mark, turn))
  if (refused !== undefined || !role) return [refusal(mark, refused ?? '', tap)]
  return verdict === 'confirm'
    ? confirm(read, mark, afterwards(confirming, role, turn.actor.id), { role, turn, tap })
    : drop(read, mark, turn, tap)
}

/** A card that has been answered keeps what it says. */
function refusal(mark: MarkRecord, why: string, tap: Tap | undefined): Effect {
  if (!tap) return say(`第${mark.ordinal}号记分${why}。`)
  const { shown } = tap.card
  return shown.closed === undefined
    ? closeTapped(tap, why)
    : { type: 'redraw-card', card: tap.card.id, content: shown, otherwise: shown.closed }
}

export function endedLine({ state, confirmations }: MarkRecord): string | undefined {
  const names = confirmations.map(({ by }) => by.name).join('、')
  switch (state) {
    case 'proposed':
      return undefined
    case 'standing':
      return names === '' ? '已生效' : `已由 ${names} 确认，已生效`
    case 'dropped':
      return '未获确认，没有生效'
    case 'reversed':
      return '已撤销'
  }
}

function notTheirs({ confirmations }: MarkRecord, { actor, now }: Turn): string {
  const own = confirmations.find(({ by }) => by.id === actor.id)
  return own ? `您已于 ${when(own.at, now)} 确认，等另一位确认` : '现在不由您确认'
}

async function confirm(
  read: Read,
  mark: MarkRecord,
  rest: Confirming,
  { role, turn, tap }: { role: string; turn: Turn; tap: Tap | undefined },
): Promise<Effect[]> {
  const { actor, now } = turn
  const cards = await cardsOf(read, mark.id)
  const by = `已由 ${actor.name} 于 ${when(now, now)} 确认`
  const missing = rest.missing.map((one) => roleLabel[one]).join('、')
  if (missing !== '')
    return [
      confirmed(mark, role, turn),
      ...closeCards(cards, `${by}，等${missing}`, { still: rest, tap }),
      ...answered(`已确认第${mark.ordinal}号记分，还要由${missing}确认。`, tap),
    ]
  const line = `第${mark.ordinal}号记分已生效：${inWords(weighedNow(mark, turn))}。`
  return [
    confirmed(mark, role, turn),
    ...closeCards(cards, `${by}，已生效`, { tap }),
    ...answered(line, tap),
    ...(await stand(read, mark, turn)),
    ...toThoseIn(mark, line, turn),
  ]
}

async function drop(read: Read, mark: MarkRecord, turn: Turn, tap: Tap | undefined) {
  const { actor, now } = turn
  const closed = `${actor.name} 于 ${when(now, now)} 不同意，没有记分`
  return [
    ...(await dropped(read, mark, closed, tap)),
    ...answered(`已按不同意处理，第${mark.ordinal}号不记分。`, tap),
    ...toThoseIn(mark, `第${mark.ordinal}号记分没有生效：${actor.name} 不同意。`, turn),
  ]
}

/** It ends without having counted. */
export async function dropped(
  read: Read,
  mark: MarkRecord,
  closed: string,
  tap?: Tap,
): Promise<Effect[]> {
  return [
    { type: 'set-mark', mark: mark.id, state: 'dropped' },
    ...closeCards(await cardsOf(read, mark.id), closed, { tap }),
  ]
}

/** A tapped card is its own answer. */
const answered = (text: string, tap: Tap | undefined): Effect[] => (tap ? [] : [say(text)])

/** The outcome, to who proposed it and who has confirmed it, each once; whoever acts knows. */
export function toThoseIn(
  { proposedBy, confirmations }: MarkRecord,
  text: string,
  { actor }: Turn,
): Effect[] {
  const people = new Set([proposedBy.id, ...confirmations.map(({ by }) => by.id)])
  people.delete(actor.id)
  return [...people].map((id) => say(text, id))
}
