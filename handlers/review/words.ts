import { z } from 'zod'
import type { Instant } from '../../schema/ids.ts'
import type { ItemContent } from '../../schema/submission.ts'
import type { StepRecord, SubmissionRecord } from '../contract.ts'
import { numberIn, plain } from '../text.ts'
import { clockOf, dayOf, stampOf } from '../time.ts'
import { reviewerName } from './reviewers.ts'

/** Why an item is returned: the six of the contract, section 5. */
export const ReturnReason = z.enum([
  'inaccurate',
  'incomplete',
  'unclear',
  'duplicate',
  'unsuitable',
  'other',
])
export type ReturnReason = z.infer<typeof ReturnReason>

export const reasonLabel: Record<ReturnReason, string> = {
  inaccurate: '数据有误',
  incomplete: '要素不全',
  unclear: '照片不清',
  duplicate: '重复报送',
  unsuitable: '暂不宜发',
  other: '其他原因',
}

/** A reason picked by its number or its word. */
export function reasonMeant(text: string): ReturnReason | undefined {
  const number = numberIn(text)
  if (number !== undefined) return ReturnReason.options[number - 1]
  const word = plain(text)
  return ReturnReason.options.find((reason) => reasonLabel[reason] === word)
}

/** The hour alone says enough on the same day. */
export const when = (at: Instant, now: Instant): string =>
  dayOf(at) === dayOf(now) ? clockOf(at) : stampOf(at)

export const titled = (item: { number: string; content: { title: string } }): string =>
  `《${item.content.title}》（${item.number}）`

const verdict = { approve: '通过', return: '退回' } as const

/** `已由 赵乐山 于 10:32 通过` */
export const decidedLine = (
  decision: 'approve' | 'return',
  by: Parameters<typeof reviewerName>[0],
  at: Instant,
  now: Instant,
): string => `已由 ${reviewerName(by)} 于 ${when(at, now)} ${verdict[decision]}`

/** What has become of a step, or `undefined` while it still waits for a decision. */
export function endedLine(
  step: StepRecord,
  item: SubmissionRecord,
  now: Instant,
): string | undefined {
  if (step.decision && (step.outcome === 'approve' || step.outcome === 'return')) {
    const { by, onBehalfOf, at, reason } = step.decision
    const line = decidedLine(step.outcome, { person: by, onBehalfOf }, at, now)
    return reason === null ? line : `${line}：${reason}`
  }
  if (item.version > step.version) return `已有第${item.version}版，请看新卡片`
  if (item.status === 'withdrawn') return `作者已于 ${when(item.statusAt, now)} 撤回`
  if (item.status === 'abandoned') return '作者已放弃这篇稿件'
  return step.outcome === 'open' ? undefined : '上一步审稿已收回，请等候'
}

/** In a word or two what a new version changed: `改标题、正文`. */
export function changedParts(before: ItemContent, after: ItemContent): string {
  const photos = (content: ItemContent) => JSON.stringify(content.photos)
  const parts = [
    before.tier !== after.tier && '类别',
    before.category !== after.category && '分类',
    before.title !== after.title && '标题',
    before.eventDate !== after.eventDate && '日期',
    before.body !== after.body && '正文',
    photos(before) !== photos(after) && '照片',
  ].filter((part) => part !== false)
  return parts.length === 0 ? '' : `改${parts.join('、')}`
}
