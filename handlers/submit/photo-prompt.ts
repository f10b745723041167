import type { Day } from '../../schema/ids.ts'
import type { Button } from '../../schema/card.ts'
import { shorten } from '../text.ts'
import { addDays, dayInWords } from '../time.ts'
import { CAPTION_MAX, PHOTOS_MAX } from './captions.ts'
import { heldOptions, listed } from './choices.ts'
import { photoStatus } from './describe.ts'
import { buttons, type Unplaced } from './prompt-parts.ts'
import type { Gathered } from './state.ts'

const photoButton = (value: 'skip' | 'done', label: string): Button => ({
  action: value,
  label,
  look: 'plain',
})

/** The sixth question: what is there, and which caption comes next. */
export function photoPrompt(gathered: Gathered, today: Day): Unplaced {
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
