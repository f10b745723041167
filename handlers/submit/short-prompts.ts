import type { Day } from '../../schema/ids.ts'
import { categoryLabel, tierLabel } from '../labels.ts'
import { addDays, dayInWords } from '../time.ts'
import { TITLE_MAX, TITLE_MIN } from './answers.ts'
import {
  categoryOptions,
  dateOptions,
  listed,
  partLabel,
  tierOptions,
  type Option,
} from './choices.ts'
import { material } from './describe.ts'
import { missingShort } from './gather.ts'
import { buttons, type Unplaced } from './prompt-parts.ts'
import type { Gathered, ShortPart } from './state.ts'

/** One of the first four questions, with what it holds already where it is asked again. */
export function shortPrompt(part: ShortPart, gathered: Gathered, today: Day): Unplaced {
  const { heading, lines, options } = short(part, today)
  const now = currently(part, gathered)
  const hint = part === 'tier' ? ['也可以一次答几题，例如：1 4 昨天'] : []
  const told = now === undefined ? [...lines, ...hint] : [now, ...lines]
  return { heading, lines: told, buttons: buttons(options) }
}

function short(part: ShortPart, today: Day) {
  switch (part) {
    case 'tier':
      return {
        heading: '类别',
        lines: ['是哪一类稿件？点按钮，或回复序号：', listed(tierOptions)],
        options: tierOptions,
      }
    case 'category':
      return {
        heading: '内容分类',
        lines: ['写的是哪方面？点按钮，或回复序号，例如：4', listed(categoryOptions)],
        options: categoryOptions,
      }
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

/** What a pasted article lacks, in one prompt. */
export function togetherPrompt(gathered: Gathered, today: Day): Unplaced {
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
    buttons: [],
  }
}
