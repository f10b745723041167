import type { Actor } from '../contract.ts'
import { isDesk } from '../review/find.ts'
import { plain } from '../text.ts'
import { ADOPT_EXAMPLE } from './adopt.ts'

const NUMBER = '2026-0001'

/** By the word that it begins with; longer words first. */
const examples: readonly (readonly [word: string, example: string])[] = [
  ['撤销用稿', `撤销用稿 ${NUMBER}`],
  ['不采用', `不采用 ${NUMBER}`],
  ['用稿', ADOPT_EXAMPLE(NUMBER)],
  ['采用', `采用 ${NUMBER}`],
  ['待用', `待用 ${NUMBER}`],
  ['退改', `退改 ${NUMBER} 照片不清`],
  ['联合', `联合 ${NUMBER} 松风社区`],
]

/** One of the desk's words with a number, but not as it can be read: how it is written. */
export function nearMiss(text: string, actor: Actor): string | undefined {
  if (!isDesk(actor)) return undefined
  const said = plain(text)
  const [word, example] = examples.find(([word]) => said.startsWith(word)) ?? []
  if (word === undefined || example === undefined) return undefined
  return /^[\s:,;、#号]*\d/u.test(said.slice(word.length))
    ? `没有看懂，什么都没有记。请这样写：${example}`
    : undefined
}
