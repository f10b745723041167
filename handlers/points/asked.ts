import type { Day } from '../../schema/ids.ts'
import type { Actor } from '../contract.ts'
import { SPAN, unitWord } from '../grammar.ts'
import { readPeriod } from '../periods.ts'
import { plain } from '../text.ts'

/** What stands behind 积分. */
export type Asked =
  | { about: 'item'; typed: string; page: number }
  | {
      about: 'unit'
      /** As it was typed; `undefined` for the asker's own. */
      unit: string | undefined
      /** As it was typed, empty where nothing was. */
      period: string
      each: boolean
      page: number
    }

/** `溪畔社区 10月`, `明细 2026-11 溪畔 2`, `2026-0001`: in any order, the page behind all of it. */
export function askedIn(args: string, today: Day): Asked {
  const words = args.replace(/[\s,:;、]+/gu, ' ')
  const { said, page } = paged(words.replace('明细', ' '))
  const item = /^(?:\d{4}-\d{4,6}|\d{5,10})$/u.test(said) ? said : undefined
  // `积分 明细 2` is a page.
  const short = /^\d{1,3}$/u.test(words) ? words : undefined
  const typed = item ?? short
  if (typed !== undefined)
    return { about: 'item', typed, page: item === undefined ? 1 : (page ?? 1) }
  const parts = said.split(' ').flatMap((word) => apart(word, today))
  const periods = parts.filter((word) => isPeriod(word, today))
  const units = parts.filter((word) => !isPeriod(word, today))
  return {
    about: 'unit',
    unit: units.length === 0 ? undefined : units.join(' '),
    period: periods.join(' '),
    each: words.includes('明细') || page !== undefined,
    page: page ?? 1,
  }
}

/** `2026-11 2`, `2`, `11月第2页`: what was said before the page, and that. */
function paged(text: string): { said: string; page: number | undefined } {
  const [, said = text, blank, framed] =
    /^(.*?)(?: (\d{1,2})| ?第 ?(\d{1,2}) ?页)$/u.exec(text) ?? []
  const page = blank ?? framed
  return {
    said: said.trim().replace(/ +/gu, ' '),
    page: page === undefined ? undefined : Math.max(Number(page), 1),
  }
}

const whole = new RegExp(`^(?:${SPAN}|[\\d-]+)$`, 'u')
const isPeriod = (word: string, today: Day): boolean =>
  readPeriod(word, today) !== undefined || whole.test(word)

const before = new RegExp(`^(${SPAN})(.+)$`, 'u')
const behind = new RegExp(`^(.+?)(${SPAN})$`, 'u')

/** `溪畔社区10月`: two words. */
function apart(word: string, today: Day): string[] {
  if (word === '') return []
  if (isPeriod(word, today)) return [word]
  const [, ...parts] = before.exec(word) ?? behind.exec(word) ?? ['', word]
  return parts
}

/** What a unit is called by behind 积分: its code, where the name has blanks or the like. */
export const typedAs = ({ code, name }: { code: string; name: string }): string =>
  unitWord.test(plain(name)) ? name : code

/** The same behind a blank; the asker's own need not be named. */
export const calledBy = (unit: { code: string; name: string }, { unit: own }: Actor): string =>
  unit.code === own?.code ? '' : ` ${typedAs(unit)}`
