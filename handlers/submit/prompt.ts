import type { Day } from '../../schema/ids.ts'
import type { Button, Card } from '../../schema/card.ts'
import { categoryLabel, tierLabel } from '../labels.ts'
import { lengthOf, shorten } from '../text.ts'
import { addDays, dayInWords } from '../time.ts'
import { TITLE_MAX, TITLE_MIN } from './answers.ts'
import { CAPTION_MAX, PHOTOS_MAX } from './captions.ts'
import {
  categoryOptions,
  dateOptions,
  heldOptions,
  listed,
  partLabel,
  partOptions,
  tierOptions,
  type Option,
} from './choices.ts'
import { bodyLength, material, photoStatus, placeOf } from './describe.ts'
import { BODY_MAX, BODY_MIN, missingShort } from './gather.ts'
import type { Asking, Gathered, ShortPart, State } from './state.ts'

/** A question before it is put on a card or into a line. */
export interface Prompt {
  /** Of the seven. */
  place: number
  heading: string
  lines: readonly string[]
  buttons: readonly Button[]
}

export const mark = (place: number): string => `（${place}/7）`

/** Every prompt begins with its place; what is to be told beside comes right behind it. */
export const promptText = ({ place, heading, lines }: Prompt, notes: readonly string[]): string =>
  [`${mark(place)}${heading}`, ...notes, ...lines].join('\n')

export const promptCard = (prompt: Prompt, notes: readonly string[]): Card => ({
  title: `${mark(prompt.place)}${prompt.heading}`,
  facts: [],
  text: [...notes, ...prompt.lines].join('\n'),
  buttons: [...prompt.buttons],
})

const buttons = (options: readonly Option<string>[]): Button[] =>
  options.map(({ value, button }) => ({ action: value, label: button, look: 'plain' }))

/** The open question of any state but the preview itself, which needs to know its reviewers. */
export function promptFor(state: State, today: Day): Prompt {
  switch (state.at) {
    case 'asking':
      return asking(state, today)
    case 'fetching':
      return {
        place: 6,
        heading: '照片',
        lines: ['照片还在接收，收齐后马上请您核对，不用再发什么。'],
        buttons: [],
      }
    case 'preview':
      return {
        place: 7,
        heading: '核对提交',
        lines: ['核对无误回复“提交”；要改回复“修改”，先放下回复“取消”。'],
        buttons: [],
      }
    case 'menu':
      return {
        place: 7,
        heading: '修改哪一部分？',
        lines: [listed(partOptions), '不改了，回复“返回”。'],
        buttons: buttons(partOptions),
      }
  }
}

function asking(state: Asking, today: Day): Prompt {
  const { part, gathered } = state
  const place = placeOf(part, gathered)
  if (part === 'together') return { place, ...together(gathered, today), buttons: [] }
  if (part === 'body')
    return { place, heading: '正文', lines: bodyLines(state, today), buttons: [] }
  if (part === 'photos') return { place, ...photoPrompt(gathered, today) }
  const now = currently(part, gathered)
  const { heading, lines, options } = short(part, today)
  return {
    place,
    heading,
    lines: now === undefined ? lines : [now, ...lines],
    buttons: buttons(options),
  }
}

function short(part: ShortPart, today: Day) {
  switch (part) {
    case 'tier':
      return {
        heading: '审稿类别',
        lines: [listed(tierOptions), '也可以一次答几题，例如：1 4 昨天'],
        options: tierOptions,
      }
    case 'category':
      return { heading: '内容分类', lines: [listed(categoryOptions)], options: categoryOptions }
    case 'title':
      return {
        heading: '标题',
        lines: [
          `请发标题，${TITLE_MIN} 到 ${TITLE_MAX} 字，例如：溪畔社区“下班后一小时”窗口试运行`,
        ],
        options: [],
      }
    case 'eventDate': {
      const example = addDays(today, -1)
      return {
        heading: '事件日期',
        lines: [
          `哪天发生的？回复 今天、昨天、前天，或 ${example}、${dayInWords(example)}、${dotted(example)}。`,
        ],
        options: dateOptions,
      }
    }
  }
}

const dotted = (day: Day): string => `${Number(day.slice(5, 7))}.${Number(day.slice(8))}`

/** What a part holds while it is asked for again. */
function currently(part: ShortPart, { answers }: Gathered): string | undefined {
  const { tier, category, title, eventDate } = answers
  const value: Record<ShortPart, string | undefined> = {
    tier: tier && tierLabel[tier],
    category: category && categoryLabel[category],
    title,
    eventDate,
  }
  return value[part] === undefined ? undefined : `现在是：${value[part]}。不改回复“完成”。`
}

function together(gathered: Gathered, today: Day) {
  const wanted = missingShort(gathered)
  const example: Record<ShortPart, string> = {
    tier: '1',
    category: '4',
    title: '溪畔社区开展清洁行动',
    eventDate: '昨天',
  }
  const inline = (options: readonly Option<string>[]) => listed(options).replaceAll('\n', '  ')
  const explained: Record<ShortPart, string> = {
    tier: `类别：${inline(tierOptions)}`,
    category: `分类：${inline(categoryOptions)}`,
    title: `标题：${TITLE_MIN} 到 ${TITLE_MAX} 字`,
    eventDate: `日期：今天、昨天、${dayInWords(addDays(today, -1))}`,
  }
  const { title } = gathered.answers
  const got = [title === undefined ? '' : `《${title}》`, material(gathered) ?? '']
  return {
    heading: `还差${wanted.map((part) => partLabel[part]).join('、')}`,
    lines: [
      `收到${got.filter((word) => word !== '').join('，')}。`,
      `请一起回复，例如：${wanted.map((part) => example[part]).join(' ')}`,
      ...wanted.map((part) => explained[part]),
      '不是投稿，回复“取消”。',
    ],
  }
}

function bodyLines({ gathered, again }: Asking, today: Day): string[] {
  const { pieces, answers } = gathered
  const end = '写完回复“完成”，没写完接着发。'
  if (pieces.length > 0) {
    const length = bodyLength({ ...gathered, answers: { ...answers, body: undefined } })
    const lacks = length < BODY_MIN ? `，还差 ${BODY_MIN - length} 字` : ''
    return [`已收到正文 ${length} 字${lacks}。${end}`]
  }
  if (again && answers.body !== undefined) {
    const old =
      Array.from(answers.body).length <= 500 ? ['原文如下，可以复制了改：', answers.body] : []
    const length = lengthOf(answers.body)
    return [`现在 ${length} 字。请发改好的全文，发完回复“完成”；不改回复“返回”。`, ...old]
  }
  return [
    `请发正文，${BODY_MIN} 到 ${BODY_MAX} 字，可以分几条发，写完回复“完成”。`,
    `例如：${dayInWords(addDays(today, -1))}上午，溪畔社区组织志愿者……`,
  ]
}

const photoButton = (value: 'skip' | 'done', label: string): Button => ({
  action: value,
  label,
  look: 'plain',
})

function photoPrompt(gathered: Gathered, today: Day): Omit<Prompt, 'place'> {
  const { photos, held } = gathered
  if (held?.mode === 'asked') {
    const text = shorten(held.texts.join(' ').replace(/\s+/gu, ' '), 40)
    return {
      heading: '这段文字是……',
      lines: [`“${text}”没有照片在等说明，它是：`, listed(heldOptions)],
      buttons: buttons(heldOptions),
    }
  }
  const kept =
    held?.mode === 'kept' ? [`“${shorten(held.texts.join(' '), 20)}”留给下一张照片。`] : []
  if (photos.length === 0) {
    return {
      heading: '照片',
      lines: [
        ...kept,
        `请发照片，最多 ${PHOTOS_MAX} 张，再按顺序发每张的说明，例如：${dayInWords(addDays(today, -1))}，志愿者为居民检查电风扇。林晓禾 摄`,
        '没有照片，回复“跳过”。',
      ],
      buttons: [photoButton('skip', '跳过')],
    }
  }
  const open = photos.findIndex(({ caption }) => caption === null)
  const next =
    open === -1
      ? '还有就接着发；改说明例如“图1 新的说明”，去掉回复“图1 删除”。发完回复“完成”。'
      : `请发图${open + 1} 的说明（${CAPTION_MAX} 字内），也可以一次发几行：图1 …… 换行 图2 ……`
  return {
    heading: '照片',
    lines: [photoStatus(gathered), ...kept, next],
    buttons: open === -1 ? [photoButton('done', '完成')] : [],
  }
}
