import type { Effect, Handler, ObjectionRecord, Read, Turn } from '../contract.ts'
import { isDesk } from '../review/find.ts'
import { closeCard, say } from '../review/show.ts'
import { when } from '../review/words.ts'
import { lengthOf, plain } from '../text.ts'
import { askEditors, cardsOf } from './objection-card.ts'
import { aboutWords, ANSWER_LIMIT, answeredLine } from './objection-words.ts'

/** The next text is the answer: kept, and sent to whoever objected; an objection is answered once. */
export const objectionAnswered: Handler<string> = {
  async run(read, text, turn) {
    const { aside } = turn.place
    const objection =
      aside?.kind === 'objection-answer' ? await read.objection(aside.objection) : undefined
    const over: Effect = { type: 'ask', person: turn.actor.id, aside: null }
    if (!objection || !isDesk(turn.actor)) return [over, say('这个问题已经过去了。')]
    const before = answeredLine(objection)
    if (before !== undefined) return [over, say(`这条异议${before}：${wordsOf(objection)}`)]
    const said = plain(text)
    if (said === '返回' || said === '取消') return [over, ...(await letGo(read, objection, turn))]
    const answer = text.trim()
    if (lengthOf(answer) < 2) return [say('请回复答复内容，先不答复请回复“返回”。')]
    if (lengthOf(answer) > ANSWER_LIMIT)
      return [say(`答复请在 ${ANSWER_LIMIT} 字以内，现在 ${lengthOf(answer)} 字，没有发出。`)]
    return [over, ...(await settle(read, objection, answer, turn))]
  },
}

const wordsOf = ({ answered }: ObjectionRecord): string => answered?.answer ?? ''

/** Somebody else may take it: every editor is asked afresh. */
const letGo = async (read: Read, objection: ObjectionRecord, turn: Turn): Promise<Effect[]> => [
  say('好，先不答复。回复“异议”可随时打开。'),
  ...(await askEditors(read, objection, turn)),
]

async function settle(
  read: Read,
  { id, about, person }: ObjectionRecord,
  answer: string,
  { actor, now }: Turn,
): Promise<Effect[]> {
  const closed = `已由 ${actor.name} 于 ${when(now, now)} 答复`
  return [
    { type: 'answer-objection', objection: id, answer, by: actor.id, at: now },
    ...(await cardsOf(read, id)).map((card) => closeCard(card, closed)),
    say(`您对${aboutWords(about)}的异议，宣传办 ${actor.name} 答复：${answer}`, person.id),
    say(`已答复 ${person.name}，异议和答复已记录。`),
  ]
}
