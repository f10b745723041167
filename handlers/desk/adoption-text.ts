import type { Day } from '../../schema/ids.ts'
import type { Placement, UsedAs } from '../../schema/points.ts'
import { readDate } from '../submit/dates.ts'
import { lengthOf, plain, shorten } from '../text.ts'
import { dayInWords } from '../time.ts'
import { placementMeant, usedAsMeant } from './adoption-words.ts'
import { outletOf, type Outlet } from './outlet.ts'
import type { Adoption } from './words.ts'

/** What is behind the level: `山东画报 通讯 头版 11月20日 https://…`. */
export type Use = Omit<Adoption, 'level'> & Outlet

/** What a day is held against. */
export interface Calendar {
  today: Day
  /** When it happened: nothing is used before. */
  eventDate: Day
}

const OUTLET_LIMIT = 30
const NO_OUTLET = '还缺媒体名称，请写在体裁、日期的前面'

/** What can be written behind the outlet, for whoever wrote something else. */
export const GRAMMAR =
  '媒体名称后面可写：体裁（动态 图片 短视频 通讯 调研）、头版或综合、日期、http 开头的链接'

/** Marks of Chinese writing end a link. */
const LINK = String.raw`[hｈ][tｔ]{2}[pｐ][sｓ]?[:：][^\s，、；。）》]*`
const BEFORE_LINK = String.raw`[（《，、；,;]*(?:(?:链接|网址)[:：]?\s*)?`
const BRACKETS = String.raw`[（(]([^（()）]*)[）)](?=[\s,，、;；。]|$)`
const PIECE = new RegExp(`${BEFORE_LINK}(${LINK})[，、；。）》]*|${BRACKETS}`, 'giu')

/**
 * Words of an answer, in the person's own letters. A comma parts them too, but a plain one not
 * within a link. Brackets that hold nothing but kind and place are no part of a name.
 */
export function wordsIn(text: string): string[] {
  return text
    .replace(/[\u200b-\u200d\u2060\ufeff]/gu, '')
    .replace(PIECE, (whole: string, link?: string, within: string | undefined = '') => {
      const piece = link ?? (isKindOrPlace(within) ? within : undefined)
      return piece === undefined ? whole : ` ${piece} `
    })
    .split(/\s+/u)
    .flatMap((word) => (hasScheme(word) ? [word] : word.split(/[,，、;；]+/u)))
    .filter((word) => plain(word) !== '')
}

const isKindOrPlace = (text: string): boolean =>
  text.split(/[\s,，、;；]+/u).every((word) => usedAsMeant(word) ?? placementMeant(word))

const hasScheme = (word: string) => /^[a-z][a-z\d+.-]*:/iu.test(word.normalize('NFKC'))

interface Parts {
  usedAs?: UsedAs
  placement?: Placement
  day?: Day
  link?: string
}

/** Reads what is behind the level; `fault` says what was not understood, in one line. */
export function readUse(words: readonly string[], calendar: Calendar): Use | { fault: string } {
  if (words.some(isOtherLink)) return { fault: '链接要以 http:// 或 https:// 开头' }
  const first = words.findIndex((word) => 'part' in partOf(word, calendar))
  if (first === 0) return { fault: NO_OUTLET }
  const named = outletOf(words.slice(0, first === -1 ? words.length : first))
  const parts: Parts = {}
  for (const word of first === -1 ? [] : words.slice(first)) {
    const read = partOf(word, calendar)
    if ('fault' in read) return read
    const clash = clashOf(parts, read.part)
    if (clash !== undefined) return { fault: clash }
    Object.assign(parts, read.part)
  }
  const { usedAs = 'brief', placement = null, day = calendar.today, link = null } = parts
  const fault = outletFault(named) ?? dayFault(day, calendar)
  return fault === undefined ? { ...named, usedAs, placement, day, link } : { fault }
}

function partOf(word: string, { today }: Calendar): { part: Parts } | { fault: string } {
  const usedAs = usedAsMeant(word)
  if (usedAs) return { part: { usedAs } }
  const placement = placementMeant(word)
  if (placement) return { part: { placement } }
  const day = readDate(word, today)
  if (day) return { part: { day } }
  const link = linkIn(word)
  if (link !== undefined) return { part: { link } }
  return { fault: `没有看懂“${shorten(word, 20)}”。${GRAMMAR}` }
}

/** Its case is kept: what follows the host is not the same in small letters. */
function linkIn(word: string): string | undefined {
  const typed = word.replace(/[。，；、,;]+$/u, '')
  const link = typed.startsWith('ｈ') || typed.includes('：／／') ? typed.normalize('NFKC') : typed
  return /^https?:\/\/[^\s/?#]+\.[^\s/?#]+\S*$/iu.test(link) ? link : undefined
}

/** Something that was meant as a link and is none that the bot would hand on. */
const isOtherLink = (word: string): boolean =>
  /^(?:[a-z][a-z\d+.-]*:\/|javascript:|data:|www\.)/iu.test(word.normalize('NFKC')) &&
  linkIn(word) === undefined

const partName: Record<keyof Parts, string> = {
  usedAs: '体裁',
  placement: '“头版”和“综合”',
  day: '日期',
  link: '链接',
}

/** Two of a kind, unless they say the same. */
function clashOf(known: Parts, found: Parts): string | undefined {
  for (const key of ['usedAs', 'placement', 'day', 'link'] as const) {
    const twice = known[key] !== undefined && found[key] !== undefined
    if (twice && known[key] !== found[key]) return `${partName[key]}只能写一个`
  }
  return undefined
}

function outletFault({ outlet }: Outlet): string | undefined {
  if (!/\p{L}/u.test(outlet)) return NO_OUTLET
  return lengthOf(outlet) > OUTLET_LIMIT ? `媒体名称请写在${OUTLET_LIMIT}字以内` : undefined
}

function dayFault(day: Day, { today, eventDate }: Calendar): string | undefined {
  if (day > today) return `${dayInWords(day)}还没有到，请写已经见报的日期`
  return day < eventDate ? `用稿日期 ${day} 早于事件日期 ${eventDate}，请核对` : undefined
}
