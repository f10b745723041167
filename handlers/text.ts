/** Length as the rules count it: code points without white space. */
export const lengthOf = (text: string): number => Array.from(text.replace(/\s+/gu, '')).length

/** As the platforms measure messages: bytes of UTF-8. */
export const bytesIn = (text: string): number => new TextEncoder().encode(text).length

/** At most `max` code points, the last one an ellipsis where something was cut. */
export function shorten(text: string, max: number): string {
  const points = Array.from(text)
  return points.length <= max ? text : `${points.slice(0, max - 1).join('')}…`
}

/**
 * What a choice, number, date or command is compared as: full-width letters, digits and spaces
 * made plain, runs of white space one blank, closing punctuation off. Never used on content.
 */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u200b-\u200d\u2060\ufeff]/gu, '')
    .replace(/\s+/gu, ' ')
    .replace(/^[\s“”"'「」【】]+|[\s“”"'「」【】。.!,;:、~]+$/gu, '')
}

/** Several answers in one message: `1 4 昨天`, `1、4、昨天`, `1，4，昨天`. */
export const wordsOf = (text: string): string[] =>
  plain(text)
    .split(/[\s,;、/]+/u)
    .filter((word) => word !== '')

const numerals = ['一', '二', '三', '四', '五', '六', '七', '八', '九']

/** A number that stands alone: `3`, `３`, `3.`, `第3`, `三`, `③`; `undefined` for anything else. */
export function numberIn(text: string): number | undefined {
  const bare = plain(text).replace(/^[第选(（]+|[个项)）]+$/gu, '')
  if (/^\d{1,4}$/u.test(bare)) return Number(bare)
  const numeral = numerals.indexOf(bare)
  return numeral === -1 ? undefined : numeral + 1
}
