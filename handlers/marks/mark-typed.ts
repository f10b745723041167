import type { Command, Effect, Handler, Read, Turn } from '../contract.ts'
import { findItem, isDesk } from '../review/find.ts'
import { say } from '../review/show.ts'
import { lengthOf, plain } from '../text.ts'
import { decide, type Verdict } from './decide.ts'
import { EXAMPLES, explained, forOthers, isNumbered, mayKnow, wantsKind } from './mark-list.ts'
import { propose } from './propose.ts'
import { unitMeant } from './unit-meant.ts'
import { weighed } from './weigh.ts'
import {
  kindLabel,
  kindMeant,
  levelMeant,
  markLine,
  REASON_LIMIT,
  type PraiseLevel,
} from './words.ts'

/** 记分: what the desk gives or takes by hand, and what confirms it. */
export const markTyped: Handler<Command> = {
  async run(read, command, turn) {
    const answer = verdictMeant(command.args)
    if (answer) return decideTyped(read, answer, turn)
    if (!isDesk(turn.actor)) return [say(await forOthers(read, turn))]
    if (command.args === '') return [say(await explained(read, turn))]
    return enter(read, command, turn)
  },
}

interface Answer {
  ordinal: number
  verdict: Verdict
}

const VERDICTS: Readonly<Record<string, Verdict>> = {
  确认: 'confirm',
  同意: 'confirm',
  不同意: 'refuse',
  不确认: 'refuse',
}

/** `第3号 确认`, `3 不同意` */
function verdictMeant(args: string): Answer | undefined {
  const [, typed, word = ''] = /^第?(\d{1,4})号?[ ,:;、]*(\p{L}+)$/u.exec(plain(args)) ?? []
  const verdict = VERDICTS[word]
  return typed !== undefined && verdict ? { ordinal: Number(typed), verdict } : undefined
}

async function decideTyped(
  read: Read,
  { ordinal, verdict }: Answer,
  turn: Turn,
): Promise<Effect[]> {
  const mark = await read.markNumbered(ordinal)
  const may = mark && (isDesk(turn.actor) || (await mayKnow(read, mark, turn)))
  if (!mark || !may) return [say(`没有第${ordinal}号记分。回复“记分”看最近的。`)]
  return decide(read, mark, verdict, turn)
}

/** A blank, a comma or a colon lies between the parts, or a break between lines. */
const words =
  /^([^\s,，:：;；、]+)(?:[\s,，:：;；、]+([^\s,，:：;；、]+))?(?:[\s,，:：;；、]+(.+))?$/su

/** A unit or an item, the kind, and why. */
async function enter(read: Read, command: Command, turn: Turn): Promise<Effect[]> {
  const [, subject = '', word = '', rest = ''] = words.exec(command.args) ?? []
  const kind = kindMeant(word)
  const numbered = isNumbered(subject)
  const first = kindMeant(subject)
  if (first) return [say(`请先写单位，失实写稿件编号，再写种类。例如：${EXAMPLES[first]}`)]
  if (!kind) return [say(wantsKind(subject))]
  if (kind === 'untrue') {
    if (numbered) return untrue(read, { ...command, args: `${subject} ${rest}` }, turn)
    return [say(`失实要写稿件编号，例如：${EXAMPLES.untrue}`)]
  }
  if (numbered) return [say(`${kindLabel[kind]}要写单位名称，例如：${EXAMPLES[kind]}`)]
  const meant = unitMeant(await read.units(), subject)
  if ('answer' in meant) return [say(meant.answer)]
  const { code, name } = meant.unit
  const [level, reason] = kind === 'praise' ? praised(rest) : [null, rest]
  if (kind === 'praise' && !level)
    return [say(`请写明谁表扬的：街道、区、市或省。例如：${EXAMPLES.praise}`)]
  const lacking = reasonLacking(reason)
  if (lacking) return [say(lacking)]
  return propose(read, { kind, unit: { code, name }, number: null, level, reason }, turn)
}

function praised(rest: string): [PraiseLevel | null, string] {
  const [, level = '', reason = ''] =
    /^([^\s,，:：;；、]+)(?:[\s,，:：;；、]+(.+))?$/su.exec(rest) ?? []
  return [levelMeant(level) ?? null, reason.trim()]
}

function reasonLacking(reason: string): string | undefined {
  const length = lengthOf(reason)
  if (length < 2) return `请写明事由，单位看得到。例如：${EXAMPLES.keyEventOmitted}`
  return length > REASON_LIMIT ? `事由请在 ${REASON_LIMIT} 字以内，现在 ${length} 字。` : undefined
}

/** 失实: about an item that was filed, and once. */
async function untrue(read: Read, command: Command, turn: Turn): Promise<Effect[]> {
  const found = await findItem(read, command, turn)
  if ('answer' in found) return found.answer
  const { item, rest: reason } = found
  const lacking = reasonLacking(reason)
  if (lacking) return [say(lacking)]
  const { unit, number } = item
  if ((await read.firstFiledAt(number)) === undefined)
    return [say(`${number} 还没有报送，没有积分可扣，请在审稿时退回。`)]
  const before = (await read.marksAbout(number)).find(
    ({ kind, state }) => kind === 'untrue' && (state === 'standing' || state === 'proposed'),
  )
  if (before) return [say(`${number} 已有记分：${markLine(await weighed(read, before, turn))}`)]
  return propose(read, { kind: 'untrue', unit, number, level: null, reason }, turn)
}
