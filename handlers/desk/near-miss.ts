import type { Actor } from '../contract.ts'
import { isDesk } from '../review/find.ts'
import { lengthOf, plain } from '../text.ts'
import { levelMeant } from './adoption-words.ts'
import { ADOPT_EXAMPLE } from './words.ts'

const NUMBER = '2026-0001'

/** By the word that it begins with; longer words first. */
const examples: readonly (readonly [word: string, example: string])[] = [
  ['撤销用稿', `撤销用稿 ${NUMBER}`],
  ['不采用', `不采用 ${NUMBER}`],
  ['用稿', ADOPT_EXAMPLE(NUMBER)],
  ['采用', `采用 ${NUMBER}，或一行写完：${ADOPT_EXAMPLE(NUMBER)}`],
  ['待用', `待用 ${NUMBER}`],
  ['退改', `退改 ${NUMBER} 照片不清`],
  ['联合', `联合 ${NUMBER} 松风社区`],
]

/** One of the desk's words, but not as it can be read: how it is written. */
export function nearMiss(text: string, actor: Actor): string | undefined {
  if (!isDesk(actor)) return undefined
  const said = plain(text)
  const written = adoptionMeant(said) ?? separationMeant(said) ?? exampleFor(said)
  return written === undefined ? undefined : `没有看懂，什么都没有记。请这样写：${written}`
}

/** One of the words with a number. */
function exampleFor(said: string): string | undefined {
  const [word, example] = examples.find(([word]) => said.startsWith(word)) ?? []
  return word !== undefined && /^[\s:,;、#号]*\d/u.test(said.slice(word.length))
    ? example
    : undefined
}

const LONGEST = 100
const ITEM = String.raw`\d{4}-\d{4,6}|\d{1,10}`
const numberFirst = new RegExp(String.raw`^(${ITEM})[\s:,;、]+(\S.*)$`, 'u')
const numberLast = new RegExp(String.raw`^(\S.*?)[\s,;、]+(${ITEM})$`, 'u')

/** `采用 1 省 大众日报`, `用稿 国家 光明日报 2026-0001`: all that 用稿 wants, in other words or order. */
function adoptionMeant(said: string): string | undefined {
  const [, rest] = /^(?:用稿|采用)[\s:]+(.+)$/u.exec(said) ?? []
  if (rest === undefined) return undefined
  const [, first, behind] = numberFirst.exec(rest) ?? []
  const [, before, last] = numberLast.exec(rest) ?? []
  const number = first ?? last ?? NUMBER
  const use = behind ?? before ?? rest
  const [level = ''] = use.split(/[\s,;、]+/u)
  if (!levelMeant(level) || level === use) return undefined
  return lengthOf(use) > LONGEST ? ADOPT_EXAMPLE(number) : `用稿 ${number} ${use}`
}

const separation = new RegExp(String.raw`^(?:取消|撤销)联合(?:报送)?[\s:,;、]*(${ITEM})?$`, 'u')

/** `取消联合 1` */
function separationMeant(said: string): string | undefined {
  const [matched, number = NUMBER] = separation.exec(said) ?? []
  return matched === undefined ? undefined : `联合 ${number} 取消`
}
