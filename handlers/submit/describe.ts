import { categoryLabel, tierLabel } from '../labels.ts'
import { lengthOf, shorten } from '../text.ts'
import type { ShortAnswers } from './answers.ts'
import { withoutCaption } from './captions.ts'
import { bodySoFar, missing } from './gather.ts'
import { PARTS, gatheredOf, type Gathered, type State } from './state.ts'

/** `一般性稿件 · 日常亮点 · 2026-11-19` */
export function describe({ tier, category, title, eventDate }: ShortAnswers): string {
  return [
    tier && tierLabel[tier],
    category && categoryLabel[category],
    title && `《${title}》`,
    eventDate,
  ]
    .filter((word) => word !== undefined)
    .join(' · ')
}

export const bodyLength = (gathered: Gathered): number => lengthOf(bodySoFar(gathered).join(''))

/** `正文 230 字，照片 2 张`, or `undefined` with neither. */
export function material(gathered: Gathered): string | undefined {
  const length = bodyLength(gathered)
  const photos = gathered.photos.length
  const parts = [length > 0 ? `正文 ${length} 字` : '', photos > 0 ? `照片 ${photos} 张` : '']
  return parts.filter((part) => part !== '').join('，') || undefined
}

/** `共 3 张照片，图3 还没有说明。` */
export function photoStatus({ photos }: Gathered): string {
  const open = withoutCaption(photos)
  if (photos.length === 0) return '还没有照片。'
  return open === ''
    ? `共 ${photos.length} 张照片，都有说明了。`
    : `共 ${photos.length} 张照片，${open} 还没有说明。`
}

/** How a draft is called in a list: its title, or else the beginning of its text. */
export function draftName(state: State): string {
  const gathered = gatheredOf(state)
  const { title } = gathered.answers
  if (title !== undefined) return `《${shorten(title, 20)}》`
  const [body] = bodySoFar(gathered)
  if (body !== undefined) return `“${shorten(body.replace(/\s+/gu, ' '), 12)}”`
  return '还没有标题的稿件'
}

/** `写到 3/7` */
export const draftPlace = (state: State): string =>
  `写到 ${state.at === 'asking' ? placeOf(state.part, state.gathered) : 7}/7`

/** Which of the seven questions it is. */
export function placeOf(part: (typeof PARTS)[number] | 'together', gathered: Gathered): number {
  const asked = part === 'together' ? missing(gathered)[0] : part
  return asked === undefined ? PARTS.length + 1 : PARTS.indexOf(asked) + 1
}
