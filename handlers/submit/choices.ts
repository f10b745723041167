import { Category, Tier } from '../../schema/submission.ts'
import type { Day } from '../../schema/ids.ts'
import { categoryLabel, tierButton, tierLabel } from '../labels.ts'
import { addDays } from '../time.ts'
import { numberIn, plain } from '../text.ts'
import type { Part } from './state.ts'

/** One answer to a question with choices: its number is its place in the list. */
export interface Option<Value extends string> {
  value: Value
  label: string
  /** At most 10 characters. */
  button: string
  /** Other ways to say it. */
  words: readonly string[]
}

const tierWords: Record<Tier, readonly string[]> = {
  general: ['一般性', '一般', '一般稿件'],
  major: ['重大活动', '特色工作', '品牌建设', '重大'],
  decision: ['重要决策', '重要会议', '全面评价', '决策'],
}

const categoryWords: Record<Category, readonly string[]> = {
  economy: ['经济'],
  brand: ['品牌'],
  innovation: ['创新'],
  highlight: ['亮点'],
  other: ['其他', '其它', '其它动态', '动态'],
}

export const tierOptions: readonly Option<Tier>[] = Tier.options.map((value) => ({
  value,
  label: tierLabel[value],
  button: tierButton[value],
  words: tierWords[value],
}))

export const categoryOptions: readonly Option<Category>[] = Category.options.map((value) => ({
  value,
  label: categoryLabel[value],
  button: categoryLabel[value],
  words: categoryWords[value],
}))

const option = <Value extends string>(value: Value, label: string, words: string[] = []) => ({
  value,
  label,
  button: label,
  words,
})

export const dateOptions = ['今天', '昨天', '前天'].map((word) => option(word, word))
export const dayMeant = (word: string, today: Day): Day =>
  addDays(
    today,
    -Math.max(
      0,
      dateOptions.findIndex(({ value }) => value === word),
    ),
  )

export const partLabel: Record<Part, string> = {
  tier: '类别',
  category: '分类',
  title: '标题',
  eventDate: '日期',
  body: '正文',
  photos: '照片',
}

const partWords: Record<Part, string[]> = {
  tier: ['审稿类别'],
  category: ['内容分类'],
  title: [],
  eventDate: ['时间', '事件日期'],
  body: ['内容'],
  photos: ['图片'],
}

export const partOptions: readonly Option<Part>[] = (Object.keys(partLabel) as Part[]).map((part) =>
  option(part, partLabel[part], partWords[part]),
)

export type HeldAnswer = 'body' | 'next' | 'drop'
export const heldOptions: readonly Option<HeldAnswer>[] = [
  option('body', '加到正文', ['正文']),
  option('next', '下一张照片的说明', ['说明', '下一张', '照片说明']),
  option('drop', '不用', ['不要']),
]

export type PreviewAnswer = 'submit' | 'edit' | 'cancel'
export const previewOptions: readonly Option<PreviewAnswer>[] = [
  option('submit', '提交', ['确认提交', '确认']),
  option('edit', '修改'),
  option('cancel', '取消'),
]

/** Which of the choices a text picks, by number or by word, or a tap by its value. */
export function choose<Value extends string>(
  options: readonly Option<Value>[],
  text: string,
): Value | undefined {
  const number = numberIn(text)
  if (number !== undefined) return options[number - 1]?.value
  const said = plain(text)
  const names = ({ value, label, button, words }: Option<Value>) =>
    [value, label, button, ...words].map(plain)
  const exact = options.find((candidate) => names(candidate).includes(said))
  if (exact) return exact.value
  // A line copied from the list: `1 一般性稿件`, `2. 重大活动、特色工作、品牌建设`.
  const line = /^(\d)[\s.、)]+(.+)$/u.exec(said)
  const meant = line && options[Number(line[1]) - 1]
  return meant && names(meant).includes(line[2] ?? '') ? meant.value : undefined
}

/** `1 一般性稿件` a line. */
export const listed = (options: readonly Option<string>[]): string =>
  options.map(({ label }, index) => `${index + 1} ${label}`).join('\n')
