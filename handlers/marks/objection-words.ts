import { Month, Period } from '../../schema/ids.ts'
import type { ObjectionRecord } from '../contract.ts'
import { periodLabel } from '../periods.ts'
import { shorten } from '../text.ts'
import { stampOf } from '../time.ts'

export const OBJECTION_LIMIT = 200
export const ANSWER_LIMIT = 500
/** More than ever wait. */
export const ALL_OBJECTIONS = 1000

export const NO_UNIT = '异议由单位的人提出。有疑问请直接联系宣传办。'

/** `2026-0001`, `2026年10月积分` */
export function aboutWords(about: ObjectionRecord['about']): string {
  const month = Month.safeParse(about)
  return month.success ? `${periodLabel(Period.parse(month.data))}积分` : about
}

/** `2026-0001（林晓禾 11-20 10:32）：用稿没有算` */
export const objectionLine = ({ about, person, at, reason }: ObjectionRecord): string =>
  `${aboutWords(about)}（${person.name} ${stampOf(at)}）：${shorten(reason, 40)}`

export const answeredLine = ({ answered }: ObjectionRecord): string | undefined =>
  answered ? `已由 ${answered.by.name} 于 ${stampOf(answered.at)} 答复` : undefined

export const howToObject = [
  '对积分有异议，请写稿件编号或月份，再写理由：',
  '异议 2026-0001 市里的用稿没有算',
  '异议 10月 有一篇联合报送没有分到',
  '宣传办会答复您，异议和答复都有记录。',
].join('\n')
