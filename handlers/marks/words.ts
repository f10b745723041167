import { MarkKind } from '../../schema/points.ts'
import type { OutletLevel } from '../../schema/points.ts'
import type { RuleSet } from '../../schema/rules/rule-set.ts'
import type { MarkRecord } from '../contract.ts'
import { praisedBy, signedText } from '../points/show.ts'
import { plain, shorten } from '../text.ts'

export const kindLabel: Record<MarkKind, string> = {
  praise: '表扬',
  keyEventOmitted: '漏报',
  untrue: '失实',
  concealed: '瞒报',
}

/** These stand only once they have been confirmed. */
export type GraveKind = Extract<MarkKind, 'untrue' | 'concealed'>
export const isGrave = (kind: MarkKind): kind is GraveKind =>
  kind === 'untrue' || kind === 'concealed'

export function kindMeant(text: string): MarkKind | undefined {
  const word = plain(text)
  return MarkKind.options.find((kind) => kindLabel[kind] === word)
}

/** Of the office whose leader praised. */
export type PraiseLevel = keyof RuleSet['praise']

const LEVELS: Readonly<Record<string, PraiseLevel>> = {
  街道: 'subdistrict',
  区: 'district',
  县: 'district',
  区县: 'district',
  市: 'city',
  省: 'province',
}

export const levelMeant = (text: string): PraiseLevel | undefined =>
  LEVELS[plain(text).replace(/级$/u, '')]

const isPraiseLevel = (level: OutletLevel): level is PraiseLevel => level !== 'national'

/** `区级表扬`, `失实`: what it is for, in a word. */
export function markTitle({ kind, level }: Pick<MarkRecord, 'kind' | 'level'>): string {
  return kind === 'praise' && level !== null ? praisedBy(level) : kindLabel[kind]
}

/** What it comes to by those rules. */
export function amountOf(
  { kind, level }: Pick<MarkRecord, 'kind' | 'level'>,
  rules: RuleSet,
): number {
  if (kind !== 'praise') return rules[kind]
  return level !== null && isPraiseLevel(level) ? rules.praise[level] : 0
}

const stateLabel: Record<MarkRecord['state'], string> = {
  proposed: '待确认',
  standing: '已生效',
  dropped: '未生效',
  reversed: '已撤销',
}

/** A mark with what it comes to. */
export interface Weighed {
  mark: MarkRecord
  hundredths: number
}

/** `第3号 溪畔社区 失实 2026-0001 −5：数字与台账不符（待确认）` */
export function markLine({ mark, hundredths }: Weighed): string {
  const { ordinal, unit, number, reason, state } = mark
  const about = number === null ? '' : ` ${number}`
  return `第${ordinal}号 ${unit.name} ${markTitle(mark)}${about} ${signedText(hundredths)}：${shorten(reason, 40)}（${stateLabel[state]}）`
}

/** `溪畔社区 失实（2026-0001）` */
function named(mark: MarkRecord): string {
  const about = mark.number === null ? '' : `（${mark.number}）`
  return `${mark.unit.name} ${markTitle(mark)}${about}`
}

/** `溪畔社区 区级表扬 +10 分` */
export const inWords = ({ mark, hundredths }: Weighed): string =>
  `${named(mark)} ${signedText(hundredths)} 分`

/** `溪畔社区 区级表扬，原记 +10 分不再计`: nobody shall take it for a gain. */
export const noLongerCounts = ({ mark, hundredths }: Weighed): string =>
  `${named(mark)}，原记 ${signedText(hundredths)} 分不再计`

export const REASON_LIMIT = 100
