import type { Instant } from '../../schema/ids.ts'
import type { AdoptionRecord, EventRecord, Handling } from '../contract.ts'
import { levelName, placementLabel, usedAsLabel } from '../points/show.ts'
import { when } from '../review/words.ts'
import { dayInWords } from '../time.ts'

/** What the desk can make of an item; each is also an event of its history. */
export type DeskDecision = Extract<
  EventRecord['event'],
  'held' | 'declined' | 'returned' | 'adopted'
>

const verdict: Record<DeskDecision, string> = {
  held: '待用',
  declined: '不采用',
  returned: '退改',
  adopted: '采用',
}

/** `已由 程亦舟 于 10:32 待用` */
export function decidedLine(
  decision: DeskDecision,
  { by, at }: { by: string; at: Instant },
  now: Instant,
  detail = '',
): string {
  const line = `已由 ${by} 于 ${when(at, now)} ${verdict[decision]}`
  return detail === '' ? line : `${line}：${detail}`
}

/** `程亦舟 正在处理（10:32）` */
export const onItLine = ({ by, at }: Handling, now: Instant): string =>
  `${by.name} 正在处理（${when(at, now)}）`

export const saysOnIt = (closed = ''): boolean => /^.+ 正在处理（.+）$/u.test(closed)

export const saysAdopted = (closed = ''): boolean => /^已由 .+ 于 .+ 采用：/u.test(closed)

const AGAIN = '可重新打开'
export const openAgain = (word: string): string => `回复“${word}”${AGAIN}`
export const saysOpenAgain = (closed = ''): boolean => closed.endsWith(AGAIN)

export type Adoption = Pick<
  AdoptionRecord,
  'level' | 'outlet' | 'usedAs' | 'placement' | 'day' | 'link'
>

/** `省级 山东画报 通讯 头版` */
export const adoptionName = ({ level, outlet, usedAs, placement }: Adoption): string =>
  [
    levelName(level),
    outlet,
    usedAsLabel[usedAs],
    ...(placement === null ? [] : [placementLabel[placement]]),
  ].join(' ')

/** With its day: `省级 山东画报 通讯 头版 11月20日` */
export const adoptionLine = (adoption: Adoption): string =>
  `${adoptionName(adoption)} ${dayInWords(adoption.day)}`

/** Without a day: it would be refused before it has come, and goes stale after. */
export const USE_EXAMPLE = '山东画报 通讯 头版'
export const ADOPT_EXAMPLE = (number: string): string => `用稿 ${number} 省 ${USE_EXAMPLE}`

/** 返回 in the middle of it. */
export const NOT_RECORDED = '没有录入'
export const NOT_SENT_BACK = '没有退改'

/** To somebody who does not belong to the desk. */
export const notDesk = '采用、待用、退改由宣传办编辑办理。回复“帮助”看您能做什么。'
