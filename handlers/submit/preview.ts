import type { Card } from '../../schema/card.ts'
import { categoryLabel, roleLabel, tierLabel } from '../labels.ts'
import type { ReviewPlan } from '../review/open.ts'
import { lengthOf, shorten } from '../text.ts'
import { previewOptions } from './choices.ts'
import { lateNote, refusal, timeliness } from './dates.ts'
import type { Facts } from './gather.ts'
import { mark } from './prompt.ts'
import type { Complete } from './state.ts'

const VALUE_MAX = 30

/** 核对: the whole item at a glance, and what 提交 means. */
export function previewCard(
  content: Complete,
  plan: ReviewPlan,
  facts: Facts,
  notes: readonly string[],
): Card {
  const reviewers = plan.missing === null ? plan.reviewers : `缺${roleLabel[plan.missing]}`
  return {
    title: `${mark(7)}核对提交`,
    ...(facts.item
      ? { subtitle: `${facts.item.number} · 改后为第${facts.item.version + 1}版` }
      : {}),
    facts: [
      { label: '类别', value: tierLabel[content.tier] },
      { label: '分类', value: categoryLabel[content.category] },
      { label: '日期', value: `${content.eventDate}（${timing(content, facts)}）` },
      { label: '字数', value: `${lengthOf(content.body)}字` },
      { label: '照片', value: `${content.photos.length}张` },
      { label: '审稿', value: shorten(reviewers, VALUE_MAX) },
    ],
    text: [
      `《${content.title}》`,
      '提交即表示您已核对事实和数字。',
      ...notes,
      ...warnings(content, plan, facts),
      ...(Array.from(reviewers).length > VALUE_MAX ? [`审稿：${reviewers}`] : []),
    ].join('\n'),
    buttons: previewOptions.map(({ value, button }) => ({
      action: value,
      label: button,
      look: value === 'submit' ? 'primary' : 'plain',
    })),
  }
}

function timing({ eventDate }: Complete, { item, today }: Facts): string {
  if (item) return item.late ? '迟报' : '按时'
  const labels = { 'on-time': '按时', late: '迟报', expired: '已失效', future: '还没有到' }
  return labels[timeliness(eventDate, today)]
}

function warnings({ eventDate }: Complete, { notes, missing }: ReviewPlan, facts: Facts): string[] {
  const { item, today } = facts
  const day = item ? undefined : (refusal(eventDate, today) ?? lateNote(eventDate, today))
  const nobody = missing && `还没有人担任${roleLabel[missing]}，暂时不能提交，请联系宣传办。`
  return [day, nobody, ...notes].filter((line) => line !== undefined && line !== null)
}
