import type { Day } from '../../schema/ids.ts'
import type { Category, Tier } from '../../schema/submission.ts'
import { lengthOf } from '../text.ts'
import { categoryOptions, choose, dateOptions, dayMeant, tierOptions } from './choices.ts'
import { readDate } from './dates.ts'
import type { ShortPart } from './state.ts'

export const TITLE_MIN = 4
export const TITLE_MAX = 40

const isTitleLong = (text: string): boolean =>
  lengthOf(text) >= TITLE_MIN && lengthOf(text) <= TITLE_MAX

/** Digits alone are an answer to another question, or a slip. */
export const fitsTitle = (text: string): boolean => isTitleLong(text) && /\p{L}/u.test(text)

export const whyNoTitle = (text: string): string =>
  isTitleLong(text)
    ? '标题里要有文字，不能只是数字或日期。'
    : `标题要 ${TITLE_MIN} 到 ${TITLE_MAX} 字，这一条有 ${lengthOf(text)} 字。`

/** One line for a title, whatever white space it came with. */
export const tidyTitle = (text: string): string => text.trim().replace(/\s+/gu, ' ')

export interface ShortAnswers {
  tier?: Tier
  category?: Category
  title?: string
  eventDate?: Day
}

/** Reads one word as the answer to one part; `undefined` if it is none. */
function readPart(
  part: ShortPart,
  word: string,
  today: Day,
  alone: boolean,
): ShortAnswers | undefined {
  switch (part) {
    case 'tier': {
      const tier = choose(tierOptions, word)
      return tier && { tier }
    }
    case 'category': {
      const category = choose(categoryOptions, word)
      return category && { category }
    }
    case 'title':
      return undefined
    case 'eventDate': {
      // A bare number is a day only where nothing but the day is asked.
      const listed = alone ? choose(dateOptions, word) : undefined
      const eventDate = listed === undefined ? readDate(word, today) : dayMeant(listed, today)
      return eventDate && { eventDate }
    }
  }
}

const TOKEN = /[^\s,，;；、]+/gu

/**
 * Several answers in one message: `1 4 昨天`, `1 4 溪畔社区开展清洁行动 昨天`. Every word must be
 * the answer to one of `wanted` (asked first), or belong to one unbroken title; else `undefined`.
 * Unless the parts were asked together, the one that was asked has to be among the answers.
 */
export function shortAnswers(
  text: string,
  { wanted, together, today }: { wanted: readonly ShortPart[]; together: boolean; today: Day },
): ShortAnswers | undefined {
  const [asked] = wanted
  if (asked === undefined) return undefined
  if (asked === 'title') return titleAnswers(text, wanted.includes('eventDate'), today)
  const whole = readPart(asked, text, today, true)
  if (whole) return whole
  const found: ShortAnswers = {}
  const open = [...wanted]
  const rest: Span[] = []
  for (const token of text.matchAll(TOKEN)) {
    const at = open.findIndex((part) => readPart(part, token[0], today, false))
    const part = open[at]
    if (part !== undefined) {
      Object.assign(found, readPart(part, token[0], today, false))
      open.splice(at, 1)
    } else if (!repeats(token[0], found)) {
      rest.push({ from: token.index, to: token.index + token[0].length })
    }
  }
  const answered = together ? Object.keys(found).length > 0 : found[asked] !== undefined
  if (!answered) return undefined
  if (rest.length === 0) return found
  const title = wanted.includes('title') ? unbrokenTitle(text, rest) : undefined
  return title === undefined ? undefined : { ...found, title }
}

/** A title, a title with the day behind it, or the day alone: no title is as short as 昨天. */
function titleAnswers(text: string, dayToo: boolean, today: Day): ShortAnswers | undefined {
  const alone = readDate(text, today)
  if (alone) return dayToo ? { eventDate: alone } : undefined
  if (dayToo) {
    const [, title, word] = /^(.+)\s(\S+)$/su.exec(text.trim()) ?? []
    const eventDate = word && readDate(word, today)
    if (title && eventDate && fitsTitle(title)) return { title: tidyTitle(title), eventDate }
  }
  return fitsTitle(text) ? { title: tidyTitle(text) } : undefined
}

/** `1 一般性稿件`: the number and then its own word. */
const repeats = (word: string, { tier, category }: ShortAnswers): boolean =>
  !/^\d/u.test(word) &&
  ((tier !== undefined && choose(tierOptions, word) === tier) ||
    (category !== undefined && choose(categoryOptions, word) === category))

interface Span {
  from: number
  to: number
}

/** The words that answered nothing, if they stand together and make a title. */
function unbrokenTitle(text: string, rest: readonly Span[]): string | undefined {
  const part = text.slice(rest[0]?.from, rest.at(-1)?.to)
  const unbroken = [...part.matchAll(TOKEN)].length === rest.length
  return unbroken && fitsTitle(part) ? tidyTitle(part) : undefined
}
