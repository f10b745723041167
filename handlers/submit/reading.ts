import type { Day } from '../../schema/ids.ts'
import { lengthOf } from '../text.ts'
import { fitsTitle, shortAnswers, tidyTitle, type ShortAnswers } from './answers.ts'
import { linesOf } from './captions.ts'
import { BODY_MIN, tidyBody } from './gather.ts'
import type { ShortPart } from './state.ts'

/** What a message at one of the first four questions says. */
export interface Reading {
  short: ShortAnswers
  body?: string
}

interface Wanted {
  wanted: readonly ShortPart[]
  together: boolean
  today: Day
  /** Whether a long text is a body here. */
  bodyToo: boolean
}

/** A line of its own without a sentence's end: a headline rather than a first paragraph. */
const isHeadline = (line: string): boolean => fitsTitle(line) && !/[。！？；，：!?;,:]$/u.test(line)

const isBody = (text: string): boolean => lengthOf(text) >= BODY_MIN

/** Answers, a long text, or answers with a title and a text below; `undefined` if it is neither. */
export function readMessage(text: string, how: Wanted): Reading | undefined {
  const article = how.bodyToo ? readArticle(text, how) : undefined
  if (article) return article
  const short = shortAnswers(text, how)
  if (short) return { short }
  return how.bodyToo && isBody(text) ? { short: {}, body: tidyBody(text) } : undefined
}

function readArticle(text: string, how: Wanted): Reading | undefined {
  const [first, second] = linesOf(text)
  if (first === undefined || second === undefined) return undefined
  if (how.wanted[0] === 'title' && !isHeadline(first)) return undefined
  const short = shortAnswers(first, how)
  const below = afterLine(text, first)
  if (!short || !isBody(below)) return undefined
  const body = afterLine(below, second)
  const titled = short.title === undefined && how.wanted.includes('title')
  if (titled && isHeadline(second) && isBody(body)) {
    return { short: { ...short, title: tidyTitle(second) }, body }
  }
  return { short, body: below }
}

export const afterLine = (text: string, line: string): string =>
  tidyBody(text.slice(text.indexOf(line) + line.length))
