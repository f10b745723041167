import type { MarkRecord, Read, Turn } from '../contract.ts'
import { confirmingOf, roleOf } from './confirming.ts'
import { weighed, weighedNow } from './weigh.ts'
import { markLine } from './words.ts'

const NEWEST = 5

export const EXAMPLES = {
  praise: '记分 溪畔社区 表扬 区 区领导批示肯定夜间服务',
  keyEventOmitted: '记分 溪畔社区 漏报 消防演练列入计划没有报',
  untrue: '记分 2026-0001 失实 参加人数与签到表不符',
  concealed: '记分 溪畔社区 瞒报 积水情况没有如实报送',
} as const

/** Where the kind is missing or none of the four. */
export const wantsKind = (subject: string): string =>
  `请写明种类：表扬、漏报、失实或瞒报。例如：${isNumbered(subject) ? EXAMPLES.untrue : EXAMPLES.praise}`

export const isNumbered = (subject: string): boolean => /^\d[\d-]*$/u.test(subject)

/** Whether that person has confirmed it or may. */
export async function mayKnow(read: Read, mark: MarkRecord, turn: Turn): Promise<boolean> {
  const confirming = await confirmingOf(read, mark, turn)
  const { actor } = turn
  return confirming.spent.has(actor.id) || roleOf(confirming, actor.id) !== undefined
}

/** To the desk: how it is written, and the newest. */
export async function explained(read: Read, turn: Turn): Promise<string> {
  const newest: string[] = []
  for (const mark of await read.marks(NEWEST))
    newest.push(markLine(await weighed(read, mark, turn)))
  return [
    '记分这样写（单位或稿件编号，种类，事由）：',
    ...Object.values(EXAMPLES),
    '表扬写明街道、区、市或省。失实和瞒报须两人确认后生效。记错了请回复“撤销记分 号数 原因”。',
    ...(newest.length === 0 ? [] : ['最近的记分：']),
    ...newest,
  ].join('\n')
}

/** Whoever confirms sees what waits for them; the others how to object, if they belong to a unit. */
export async function forOthers(read: Read, turn: Turn): Promise<string> {
  const waiting: MarkRecord[] = []
  for (const mark of await read.proposedMarks())
    if (await mayKnow(read, mark, turn)) waiting.push(mark)
  const [first] = waiting
  if (!first) {
    const none = '记分由宣传办办理，现在没有等您确认的。'
    return turn.actor.unit ? `${none}对积分有疑问请回复“异议”看怎么提。` : none
  }
  return [
    '等您确认的记分：',
    ...waiting.slice(0, NEWEST).map((mark) => markLine(weighedNow(mark, turn))),
    ...(waiting.length > NEWEST ? ['后面还有，确认后再看。'] : []),
    `请回复“记分 第${first.ordinal}号 确认”或“记分 第${first.ordinal}号 不同意”。`,
  ].join('\n')
}
