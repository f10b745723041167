import type { Button, Card } from '../../schema/card.ts'
import type { Instant, SubmissionNumber } from '../../schema/ids.ts'
import type { ItemContent } from '../../schema/submission.ts'
import { categoryLabel, tierButton } from '../labels.ts'
import { lengthOf, shorten } from '../text.ts'
import { stampOf } from '../time.ts'
import { reasonLabel, ReturnReason } from './words.ts'

/** An item as its cards show it. */
export interface Shown {
  number: SubmissionNumber
  version: number
  unit: { name: string }
  author: { name: string }
  content: ItemContent
  late: boolean
  /** What this version changed, in a word or two; `null` for the first. */
  changes: string | null
}

const TITLE_LIMIT = 36
const EXCERPT_LIMIT = 160

const headOf = (item: Shown): Pick<Card, 'title' | 'subtitle' | 'facts'> => ({
  title: shorten(item.content.title, TITLE_LIMIT),
  subtitle: `${item.number} · ${item.unit.name} · ${item.author.name}`,
  facts: [
    { label: '分类', value: categoryLabel[item.content.category] },
    { label: '日期', value: item.content.eventDate },
    { label: '字数', value: `${lengthOf(item.content.body)}字` },
    { label: '图片', value: `${item.content.photos.length}张` },
    { label: '时效', value: item.late ? '迟报' : '按时' },
    {
      label: '版本',
      value: item.changes ? `第${item.version}版（${item.changes}）` : `第${item.version}版`,
    },
  ],
})

/** A title that the platform shortens is told whole in the text. */
const wholeTitle = ({ content }: Shown) =>
  Array.from(content.title).length > TITLE_LIMIT ? content.title : null

const textOf = (...lines: (string | null)[]) => ({
  text: lines.filter((line) => line !== null && line !== '').join('\n'),
})

export const readAll = (number: SubmissionNumber): Button => ({
  action: 'fullText',
  label: '看全文',
  look: 'plain',
  article: number,
})

/** The question to a holder of the step. `notice` says why the card comes now, if not for the usual reason. */
export const reviewCard = (item: Shown, notice: string | null): Card => ({
  source: `待审 · ${tierButton[item.content.tier]}`,
  ...headOf(item),
  ...textOf(notice, wholeTitle(item), shorten(item.content.body.trim(), EXCERPT_LIMIT)),
  buttons: [
    { action: 'approve', label: '通过', look: 'primary' },
    { action: 'return', label: '退回', look: 'danger' },
    { action: 'reassign', label: '转交', look: 'plain' },
    readAll(item.number),
  ],
})

export const reasonsCard = (item: Shown): Card => ({
  source: '退回 · 请选原因',
  title: shorten(item.content.title, TITLE_LIMIT),
  subtitle: `${item.number} · ${item.unit.name} · ${item.author.name}`,
  facts: [],
  text: '为什么退回？点一项，或回复序号 1 至 6；回复“返回”不退回。',
  note: '可补充说明，作者会看到',
  buttons: ReturnReason.options.map((reason) => ({
    action: reason,
    label: reasonLabel[reason],
    look: 'plain',
  })),
})

export const reassignCard = (
  item: Shown,
  options: readonly { id: string; label: string }[],
  notice = '',
): Card => ({
  source: '转交 · 请选审稿人',
  title: shorten(item.content.title, TITLE_LIMIT),
  subtitle: `${item.number} · ${item.unit.name} · ${item.author.name}`,
  facts: [],
  text: `${notice}转交给谁？选好后点确定，也可回复姓名；回复“返回”不转交。`,
  choice: { key: 'to', label: '转交给', options: [...options] },
  buttons: [
    { action: 'confirm', label: '确定', look: 'primary' },
    { action: 'back', label: '返回', look: 'plain' },
  ],
})

/** To the writer: why, and what can be done. */
export const returnedCard = (
  item: Shown,
  { by, reason, at }: { by: string; reason: string; at: Instant },
): Card => ({
  source: '稿件已退回',
  title: shorten(item.content.title, TITLE_LIMIT),
  subtitle: `${item.number} · 第${item.version}版`,
  facts: [
    { label: '退回人', value: by },
    { label: '时间', value: stampOf(at) },
  ],
  ...textOf(wholeTitle(item), `原因：${reason}`, '改好后重新提交即可，编号不变。'),
  buttons: [
    { action: 'edit', label: '修改', look: 'primary' },
    { action: 'abandon', label: '放弃', look: 'danger' },
  ],
})

/** To the desk. `notice`: who is on it, or what was decided before. */
export const filedCard = (item: Shown, notice: string | null = null): Card => ({
  source: `已报送 · ${tierButton[item.content.tier]}`,
  ...headOf(item),
  ...textOf(notice, wholeTitle(item), shorten(item.content.body.trim(), EXCERPT_LIMIT)),
  buttons: [
    { action: 'adopt', label: '采用', look: 'primary' },
    { action: 'hold', label: '待用', look: 'plain' },
    { action: 'sendBack', label: '退改', look: 'plain' },
    { action: 'decline', label: '不采用', look: 'danger' },
    readAll(item.number),
  ],
})

/** The same card with its question settled: nothing is left to tap. */
export const closedCard = (shown: Card, closed: string): Card => ({
  ...(shown.source === undefined ? {} : { source: shown.source }),
  title: shown.title,
  ...(shown.subtitle === undefined ? {} : { subtitle: shown.subtitle }),
  facts: shown.facts,
  ...(shown.text === undefined ? {} : { text: shown.text }),
  buttons: [],
  closed,
})
