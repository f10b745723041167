import type { Aside, Effect, Handler, Read, Turn } from '../contract.ts'
import { levelName } from '../points/show.ts'
import { isDesk } from '../review/find.ts'
import { REASON_LIMIT, tooLong } from '../review/reasons-card.ts'
import { say } from '../review/show.ts'
import { reasonLabel, reasonMeant } from '../review/words.ts'
import { lengthOf, numberIn, plain } from '../text.ts'
import { askOutlet, calendarOf, levelsInWords } from './adopt.ts'
import { levelMeant, levelPicked } from './adoption-words.ts'
import { readUse, wordsIn } from './adoption-text.ts'
import { loadDesk, undecidable, unusable, type DeskMatter } from './matter.ts'
import { recordAdoption } from './record.ts'
import { askWhyInWords, sendBack } from './send-back.ts'
import { letGo } from './show.ts'
import { NOT_RECORDED, NOT_SENT_BACK, USE_EXAMPLE } from './words.ts'

/** An open question of the desk. */
export type DeskAside = Extract<Aside, { version: number }>
type Kind = DeskAside['kind']

type Answer<Asked> = (
  read: Read,
  about: { matter: DeskMatter; aside: Asked; text: string },
  turn: Turn,
) => Effect[] | Promise<Effect[]>

/** A typed answer, as far as the item still is what the question was about. */
const question = <Asked extends DeskAside>(
  isAsked: (aside: Aside) => aside is Asked,
  { refuse, undone }: { refuse: (matter: DeskMatter) => string | undefined; undone: string },
  answer: Answer<Asked>,
): Handler<string> => ({
  async run(read, text, turn) {
    const { aside } = turn.place
    const over: Effect = { type: 'ask', person: turn.actor.id, aside: null }
    const item = aside && isAsked(aside) ? await read.submission(aside.number) : undefined
    if (!aside || !isAsked(aside) || !item || !isDesk(turn.actor)) {
      return [over, say('这个问题已经过去了。回复“待审”看还有哪些稿件。')]
    }
    if (item.version !== aside.version) {
      return [over, say(`${item.number} 已有第${item.version}版，请看新卡片。`)]
    }
    const matter = await loadDesk(read, item)
    const refused = refuse(matter)
    if (refused !== undefined) return [over, say(`${item.number} ${refused}。`)]
    const word = plain(text)
    if (word === '返回' || word === '取消') return letGo(matter, undone, turn)
    return answer(read, { matter, aside, text: text.trim() }, turn)
  },
})

const adopting = { refuse: ({ item }: DeskMatter) => unusable(item), undone: NOT_RECORDED }
const sendingBack = { refuse: undecidable, undone: NOT_SENT_BACK }

const isOf =
  <K extends Kind>(kind: K) =>
  (aside: Aside): aside is Extract<DeskAside, { kind: K }> =>
    aside.kind === kind

/** Who answers more than was asked is not asked for it again: `省 山东画报 头版`. */
const chooseLevel = question(isOf('adopt-level'), adopting, (read, { matter, text }, turn) => {
  const [first = '', ...words] = wordsIn(text)
  const level = levelPicked(first)
  if (!level) return [say(`请回复级别的序号：${levelsInWords}。不录了请回复“返回”。`)]
  if (words.length === 0) return askOutlet(read, matter, level, turn)
  const use = readUse(words, calendarOf(matter, turn))
  if ('fault' in use) return [say(`${use.fault}。例如：省 ${USE_EXAMPLE}`)]
  return recordAdoption(read, matter, { level, ...use }, turn)
})

const writeOutlet = question(
  isOf('adopt-outlet'),
  adopting,
  (read, { matter, aside, text }, turn) => {
    const { level, words } = outletWords(aside, wordsIn(text))
    if (words === null) {
      return [say(`最近用过的只有 1 到 ${aside.outlets.length}，请重新回复序号或媒体名称。`)]
    }
    const use = readUse(words, calendarOf(matter, turn))
    if ('fault' in use) return [say(`${use.fault}。例如：${USE_EXAMPLE}。不录了请回复“返回”。`)]
    return recordAdoption(read, matter, { level, ...use }, turn)
  },
)

/** A number is one of those listed; a level said once more may also correct the one chosen. */
function outletWords(
  { level, outlets }: Extract<DeskAside, { kind: 'adopt-outlet' }>,
  words: readonly string[],
) {
  const [first = '', ...rest] = words
  const again = rest.length > 0 ? levelMeant(first) : undefined
  if (again) return { level: again, words: rest }
  const number = numberIn(first)
  if (number === undefined || outlets.length === 0) return { level, words }
  const outlet = outlets[number - 1]
  return { level, words: outlet === undefined ? null : [outlet, ...rest] }
}

const choices = Object.values(reasonLabel)
  .map((label, index) => `${index + 1}. ${label}`)
  .join('　')

const chooseReason = question(isOf('desk-choice'), sendingBack, (_read, { matter, text }, turn) => {
  const reason = reasonMeant(text)
  if (reason === 'other') return askWhyInWords(matter, turn)
  if (reason) return sendBack(matter, reasonLabel[reason], turn)
  return [say(`请回复序号选退改原因：${choices}。自己写原因请回复 6，不退改请回复“返回”。`)]
})

const writeReason = question(isOf('desk-reason'), sendingBack, (_read, { matter, text }, turn) =>
  lengthOf(text) > REASON_LIMIT
    ? [say(`${tooLong(text)}回复“返回”不退改。`)]
    : sendBack(matter, text, turn),
)

export const deskQuestions: Record<Kind, Handler<string>> = {
  'adopt-level': chooseLevel,
  'adopt-outlet': writeOutlet,
  'desk-choice': chooseReason,
  'desk-reason': writeReason,
}

/** The question once more, for whoever asked for help in between. */
export function openDeskAside(aside: DeskAside): string {
  const { number } = aside
  switch (aside.kind) {
    case 'adopt-level':
      return `正在录入 ${number} 的用稿，请回复级别的序号：${levelsInWords}。不录了请回复“返回”。`
    case 'adopt-outlet': {
      const known = aside.outlets.map((outlet, index) => `${index + 1}. ${outlet}`).join('　')
      const listed = known === '' ? '' : `，或序号：${known}`
      return `正在录入 ${number} 的${levelName(aside.level)}用稿，请回复媒体名称，例如：${USE_EXAMPLE}${listed}。不录了请回复“返回”。`
    }
    case 'desk-choice':
      return `正在退改 ${number}，请回复原因的序号：${choices}。不退改请回复“返回”。`
    case 'desk-reason':
      return `正在退改 ${number}，请回复退改原因（${REASON_LIMIT}字以内）。不退改请回复“返回”。`
  }
}
