import type { Actor, Aside, Effect, Handler, Read, Turn } from '../contract.ts'
import { lengthOf, numberIn, plain } from '../text.ts'
import { matterOf, standing, type Matter } from './matter.ts'
import { askInWords, REASON_LIMIT, tooLong } from './reasons-card.ts'
import { candidatesFor, handOn } from './reassign.ts'
import { returnItem } from './return.ts'
import type { Reviewer } from './reviewers.ts'
import { undecided } from './second-card.ts'
import { say } from './show.ts'
import { reasonLabel, reasonMeant } from './words.ts'

/** An open question about a step. */
export type ReviewAside = Extract<Aside, { step: unknown }>

type Answer = (
  read: Read,
  matter: Matter,
  as: Reviewer,
  text: string,
  turn: Turn,
) => Effect[] | Promise<Effect[]>

/** A typed answer to the second card, as far as its step still waits for one. */
const question = (closed: string, answer: Answer): Handler<string> => ({
  async run(read, text, turn) {
    const { aside } = turn.place
    const matter = aside && 'step' in aside && (await matterOf(read, aside, turn))
    const over: Effect = { type: 'ask', person: turn.actor.id, aside: null }
    if (!matter) return [over, say('这个问题已经过去了。回复“待审”看还有哪些稿件。')]
    const state = standing(matter, turn.actor, turn)
    if (!state.may) return [over, say(`${matter.item.number} ${state.why}。`)]
    const word = plain(text)
    if (word === '返回' || word === '取消') return undecided(matter, state.as, turn, closed)
    return answer(read, matter, state.as, text.trim(), turn)
  },
})

const choice = Object.values(reasonLabel)
  .map((label, index) => `${index + 1}. ${label}`)
  .join('　')

const chooseReason = question('没有退回', (_read, matter, as, text, turn) => {
  const reason = reasonMeant(text)
  if (reason === 'other') return askInWords(matter, turn)
  if (reason) return returnItem(matter, as, reasonLabel[reason], turn)
  return [say(`请回复序号选退回原因：${choice}。自己写原因请回复 6，不退回请回复“返回”。`)]
})

const writeReason = question('没有退回', (_read, matter, as, text, turn) =>
  lengthOf(text) > REASON_LIMIT
    ? [say(`${tooLong(text)}回复“返回”不退回。`)]
    : returnItem(matter, as, text, turn),
)

const chooseTarget = question('没有转交', async (read, matter, as, text, turn) => {
  const candidates = await candidatesFor(read, matter, turn.actor)
  const target = candidateMeant(candidates, text)
  return target
    ? handOn(read, matter, as, target, turn)
    : [say(`没有叫“${text.slice(0, 10)}”的审稿人可转交。请回复卡片里的姓名，或回复“返回”不转交。`)]
})

/** The question once more, for whoever asked for help in between. */
export function openAside({ kind, number }: ReviewAside): string {
  switch (kind) {
    case 'return-choice':
      return `正在退回 ${number}，请回复原因的序号：${choice}。不退回请回复“返回”。`
    case 'return-reason':
      return `正在退回 ${number}，请回复退回原因（${REASON_LIMIT}字以内）。不退回请回复“返回”。`
    case 'reassign-to':
      return `正在转交 ${number}，请回复转交给谁的姓名。不转交请回复“返回”。`
  }
}

/** By the place in the dropdown or by a name that only one of them has. */
export function candidateMeant(candidates: readonly Actor[], text: string): Actor | undefined {
  const number = numberIn(text)
  if (number !== undefined) return candidates[number - 1]
  const named = candidates.filter(({ name }) => name === plain(text))
  return named.length === 1 ? named[0] : undefined
}

export const reviewQuestions: Record<ReviewAside['kind'], Handler<string>> = {
  'return-choice': chooseReason,
  'return-reason': writeReason,
  'reassign-to': chooseTarget,
}
