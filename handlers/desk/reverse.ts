import type { Effect, ListItem } from '../../schema/effect.ts'
import { SubmissionNumber } from '../../schema/ids.ts'
import type { AdoptionRecord, Handler, Read, SubmissionRecord, Turn } from '../contract.ts'
import { loadWorth } from '../points/item.ts'
import { settle } from '../points/settle.ts'
import { levelName } from '../points/show.ts'
import { isDesk } from '../review/find.ts'
import { REASON_LIMIT, tooLong } from '../review/reasons-card.ts'
import { closeCard, say } from '../review/show.ts'
import { titled } from '../review/words.ts'
import { lengthOf } from '../text.ts'
import { lossOf } from './gain.ts'
import { loadDesk } from './matter.ts'
import { deskTyped } from './typed.ts'
import { adoptionLine, adoptionName, notDesk, openAgain, saysAdopted } from './words.ts'

export const REVERSE_TOPIC = 'reverse-adoption'

/** `撤销用稿 2026-0001 2 录错了`: which one is asked where there are several. */
export const reverseTyped = deskTyped(async (read, item, rest, turn) => {
  const all = await read.adoptions(item.number)
  const [first, ...others] = all.filter(isLive)
  if (!first) return [say(`${item.number} 没有可撤销的用稿记录。`)]
  const { ordinal, reason } = wordsBehind(rest)
  if (lengthOf(reason) > REASON_LIMIT) return [say(tooLong(reason))]
  if (ordinal === undefined && others.length > 0) return askWhich(item, all, reason, turn)
  const chosen = ordinal === undefined ? first : all[ordinal - 1]
  if (!chosen) return askWhich(item, all, reason, turn)
  if (!isLive(chosen)) return [say(gone)]
  return reverse(read, item, { chosen, reason: reason === '' ? null : reason }, turn)
})

const gone = '这条用稿已经撤销过了。'

const isLive = ({ reversed }: AdoptionRecord): boolean => reversed === null

/** `2 录错了` is the second one and why; `2处有误` is a reason. */
function wordsBehind(rest: string): { ordinal: number | undefined; reason: string } {
  const [, typed, after = ''] =
    /^([\d０-９]{1,2})(?=$|[\s,，:：、.])[\s,，:：、.]*(.*)$/su.exec(rest) ?? []
  return typed === undefined
    ? { ordinal: undefined, reason: rest.trim() }
    : { ordinal: Number(typed.normalize('NFKC')), reason: after.trim() }
}

/** Each keeps its number when another is reversed: the same words again do not mean the next one. */
function askWhich(
  item: SubmissionRecord,
  all: readonly AdoptionRecord[],
  reason: string,
  { actor }: Turn,
): Effect[] {
  const lines = all.flatMap((one, index) =>
    isLive(one) ? [`${index + 1}. ${adoptionLine(one)}`] : [],
  )
  const text = [`${titled(item)}的用稿记录，回复序号撤销一条：`, ...lines].join('\n')
  const items = all.map(({ id }): ListItem => ({
    type: 'choice',
    topic: REVERSE_TOPIC,
    value: id,
    data: { number: item.number, reason },
  }))
  return [say(text), { type: 'list', person: actor.id, items }]
}

/** The number of the list. */
export const reversalChosen: Handler<Extract<ListItem, { type: 'choice' }>> = {
  async run(read, { value, data }, turn) {
    if (!isDesk(turn.actor)) return [say(notDesk)]
    const item = await read.submission(SubmissionNumber.parse(data['number']))
    const all = item ? await read.adoptions(item.number) : []
    const chosen = all.find((one) => one.id === value && isLive(one))
    if (!item || !chosen) return [say(gone)]
    return reverse(read, item, { chosen, reason: data['reason'] || null }, turn)
  },
}

/** It is taken back, never edited; with the last one the item is with the desk again. */
async function reverse(
  read: Read,
  item: SubmissionRecord,
  { chosen, reason }: { chosen: AdoptionRecord; reason: string | null },
  turn: Turn,
): Promise<Effect[]> {
  const { number, version } = item
  const { actor, now } = turn
  const { entries, worth } = await loadWorth(read, item)
  const left = worth.adoptions.filter(({ id }) => id !== chosen.id)
  const posts = settle(entries, { ...worth, adoptions: left }, turn)
  const last = left.length === 0
  const what = adoptionName(chosen)
  const note = reason === null ? what : `${what}，${reason}`
  return [
    { type: 'reverse-adoption', adoption: chosen.id, by: actor.id, reason, at: now },
    { type: 'record', number, event: 'reversed', actor: actor.id, version, note, at: now },
    ...(last ? await backWithDesk(read, item, turn) : []),
    ...posts,
    ...told(item, { chosen, reason, last, loss: lossOf(posts, { item, lost: chosen }) }, turn),
  ]
}

async function backWithDesk(read: Read, item: SubmissionRecord, { now }: Turn): Promise<Effect[]> {
  const { cards } = await loadDesk(read, item)
  return [
    { type: 'set-status', number: item.number, status: 'filed', at: now },
    ...cards
      .filter(({ shown }) => saysAdopted(shown.closed))
      .map((card) => closeCard(card, `用稿已撤销，${openAgain('待审')}`)),
  ]
}

function told(
  item: SubmissionRecord,
  done: { chosen: AdoptionRecord; reason: string | null; last: boolean; loss: string },
  { actor }: Turn,
): Effect[] {
  const { chosen, reason, last, loss } = done
  const { outlet, level } = chosen
  const next = last ? '\n稿件回到已报送，回复“待审”可重新处理。' : ''
  const why = reason === null ? '' : `（${reason}）`
  const line = `${titled(item)}的用稿“${outlet}（${levelName(level)}）”已撤销${why}，${loss}。`
  return [
    say(`已撤销：${titled(item)}${adoptionLine(chosen)}，${loss}。${next}`),
    ...(item.author.id === actor.id ? [] : [say(line, item.author.id)]),
  ]
}
