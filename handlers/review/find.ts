import type { Effect } from '../../schema/effect.ts'
import type { SubmissionNumber } from '../../schema/ids.ts'
import type { Actor, Command, Read, StepRecord, SubmissionRecord, Turn } from '../contract.ts'
import { yearOf } from '../time.ts'
import { say } from './show.ts'

export type Found =
  { item: SubmissionRecord; steps: readonly StepRecord[]; rest: string } | { answer: Effect[] }

/** `2026-0001`, `20260001` or `1`, and what follows it. */
const numbered = /^(\d{4}-\d{4,6}|\d{1,10})(?!\d)\s*(.*)$/su

/** The item that a typed command is about, if the person may see it at all. */
export async function findItem(read: Read, command: Command, turn: Turn): Promise<Found> {
  const [, typed, rest = ''] = numbered.exec(command.args) ?? []
  if (typed === undefined) return { answer: [say(await askNumber(read, command, turn))] }
  const seen: { item: SubmissionRecord; steps: readonly StepRecord[] }[] = []
  for (const number of await read.numbersMeant(typed)) {
    const item = await read.submission(number)
    const steps = await read.steps(number)
    if (item && (await maySee(read, turn.actor, item, steps))) seen.push({ item, steps })
  }
  const [only, ...others] = seen
  if (!only) return { answer: [say(notFound(typed))] }
  if (others.length === 0) return { ...only, rest }
  const numbers = seen.map(({ item }) => item.number)
  return {
    answer: [
      say(
        `“${typed}”可能是 ${numbers.slice(0, 5).join('、')}，请写完整编号，例如：${command.word} ${numbers[0] ?? ''}`,
      ),
    ],
  }
}

/** The same words for what does not exist and what is none of their business. */
export const notFound = (typed: string): string =>
  `没有找到稿件 ${typed}，或者它不归您查看。回复“待审”或“我的稿件”可以看到编号。`

async function askNumber(read: Read, { word }: Command, turn: Turn): Promise<string> {
  const example = (await exampleNumber(read, turn)) ?? `${yearOf(turn.now)}-0001`
  return `请写上稿件编号，例如：${word} ${example}`
}

async function exampleNumber(read: Read, { actor }: Turn): Promise<SubmissionNumber | undefined> {
  const [pending] = await read.pending(actor.id)
  if (pending) return pending.number
  const [newest] = await read.submissionsBy(actor.id, 1)
  return newest?.number
}

export const isDesk = ({ roles }: Actor): boolean =>
  roles.includes('editor') || roles.includes('publicityDirector')

/** An item is seen by its units, its reviewers and the desk (plan, section 8). */
export async function maySee(
  read: Read,
  actor: Actor,
  item: SubmissionRecord,
  steps: readonly StepRecord[],
): Promise<boolean> {
  if (item.author.id === actor.id || actor.unit?.code === item.unit.code) return true
  if (isDesk(actor) || steps.some((step) => reviews(step, actor))) return true
  return actor.unit !== null && (await read.partners(item.number)).includes(actor.unit.code)
}

const reviews = ({ holders, decision }: StepRecord, { id }: Actor): boolean =>
  decision?.by.id === id || holders.some(({ person }) => person === id)
