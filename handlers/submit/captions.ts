import { lengthOf, numberIn, plain } from '../text.ts'
import type { DraftPhoto } from './state.ts'

export const CAPTION_MAX = 200
export const PHOTOS_MAX = 9

export const inOrder = (photos: readonly DraftPhoto[]): DraftPhoto[] =>
  [...photos].sort((a, b) => a.order - b.order)

export const waitingFor = (photos: readonly DraftPhoto[]): DraftPhoto[] =>
  photos.filter(({ caption }) => caption === null)

/** `图2、图3`: which photos have no caption yet. */
export const withoutCaption = (photos: readonly DraftPhoto[]): string =>
  photos.flatMap(({ caption }, index) => (caption === null ? [`图${index + 1}`] : [])).join('、')

const NAMED =
  /^\s*图\s*([0-9０-９]{1,2}|[一二三四五六七八九])(?![0-9０-９])\s*[:：、.．,，)）-]?\s*(.*)$/u

const DROPS = /^(?:删除|删掉|去掉|删)图([0-9]{1,2}|[一二三四五六七八九])$/u
const drops: readonly string[] = ['删除', '删掉', '去掉', '删']
const tight = (text: string): string => plain(text).replaceAll(' ', '')

/** `图1 …` lines; a line without a number belongs to the one above it. */
export function namedCaptions(text: string): { number: number; caption: string }[] | undefined {
  const found: { number: number; caption: string }[] = []
  for (const line of linesOf(text)) {
    const [, dropped] = DROPS.exec(tight(line)) ?? []
    const [, digits, rest] = dropped ? ['', dropped, '删除'] : (NAMED.exec(line) ?? [])
    const number = digits === undefined ? undefined : numberIn(digits)
    const above = found.at(-1)
    if (number !== undefined) found.push({ number, caption: (rest ?? '').trim() })
    else if (above) above.caption = `${above.caption} ${line}`.trim()
    else return undefined
  }
  return found.length > 0 ? found : undefined
}

export const linesOf = (text: string): string[] =>
  text
    .split(/[\n\r]+/u)
    .map((line) => line.trim())
    .filter((line) => line !== '')

const oneLine = (text: string): string => linesOf(text).join(' ')

export interface Captioned {
  photos: DraftPhoto[]
  /** Text that no photo has claimed. */
  rest: string | null
  notes: string[]
}

/** `图1、图2 的说明已记下。`, where nothing else shows it. */
export function confirmed(
  before: readonly DraftPhoto[],
  after: readonly DraftPhoto[],
  named: readonly { number: number; caption: string }[],
): string[] {
  const set = named.filter(({ number, caption }) =>
    after.some(({ photo, caption: now }) => photo === before[number - 1]?.photo && now === caption),
  )
  if (set.length === 0) return []
  return [`${set.map(({ number }) => `图${number}`).join('、')} 的说明已记下。`]
}

/** `图2 …` sets or replaces, `图2 删除` drops; numbers that no photo has are handed back. */
export function captionByNumber(
  photos: readonly DraftPhoto[],
  named: readonly { number: number; caption: string }[],
): Captioned {
  const next: (DraftPhoto | null)[] = [...photos]
  const rest: string[] = []
  const notes: string[] = []
  for (const { number, caption } of named) {
    const photo = next[number - 1]
    if (!photo) rest.push(`图${number} ${caption}`)
    else if (drops.includes(tight(caption))) {
      next[number - 1] = null
      notes.push(`图${number} 已删除。`)
    } else if (caption === '') notes.push(`请在“图${number}”后面写上说明。`)
    else if (lengthOf(caption) > CAPTION_MAX) notes.push(tooLong(`图${number} `))
    else next[number - 1] = { ...photo, caption }
  }
  return {
    photos: next.filter((photo) => photo !== null),
    rest: rest.length > 0 ? rest.join('\n') : null,
    notes,
  }
}

export const tooLong = (which: string): string =>
  `${which}的说明最多 ${CAPTION_MAX} 字，请缩短后重发。`

/**
 * Text that follows photos is the caption of the oldest that waits, or, with exactly as many
 * lines as photos wait, of all of them. With more lines than that it may belong to a photo still
 * on its way (`settle` ends the doubt).
 */
function captionByPlace(
  photos: readonly DraftPhoto[],
  text: string,
  { settle }: { settle: boolean },
): Captioned {
  const waiting = waitingFor(photos)
  const lines = linesOf(text)
  const [oldest] = waiting
  if (!oldest || (lines.length > waiting.length && !settle)) {
    return { photos: [...photos], rest: text, notes: [] }
  }
  const captions = lines.length === waiting.length ? lines : [oneLine(text)]
  if (captions.some((caption) => lengthOf(caption) > CAPTION_MAX)) {
    return { photos: [...photos], rest: text, notes: [] }
  }
  const given = new Map(waiting.map(({ photo }, index) => [photo, captions[index]]))
  return {
    photos: photos.map((photo) => ({ ...photo, caption: given.get(photo.photo) ?? photo.caption })),
    rest: null,
    notes: [],
  }
}

/** A text at the photos, whichever way it names them. */
export function caption(
  photos: readonly DraftPhoto[],
  text: string,
  how: { settle: boolean },
): Captioned {
  const named = namedCaptions(text)
  return named ? captionByNumber(photos, named) : captionByPlace(photos, text, how)
}
