import type { Day } from '../../schema/ids.ts'
import type { Card } from '../../schema/card.ts'
import { lengthOf } from '../text.ts'
import { addDays, dayInWords } from '../time.ts'
import { listed, partOptions } from './choices.ts'
import { bodyLength, placeOf } from './describe.ts'
import { BODY_MAX, BODY_MIN } from './gather.ts'
import { photoPrompt } from './photo-prompt.ts'
import { buttons, type Prompt } from './prompt-parts.ts'
import { shortPrompt, togetherPrompt } from './short-prompts.ts'
import type { Asking, State } from './state.ts'

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
  if (part === 'together') return { place, ...togetherPrompt(gathered, today) }
  if (part === 'body')
    return { place, heading: '正文', lines: bodyLines(state, today), buttons: [] }
  if (part === 'photos') return { place, ...photoPrompt(gathered, today) }
  return { place, ...shortPrompt(part, gathered, today) }
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
