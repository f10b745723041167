import type { Actor } from '../contract.ts'
import { isDesk } from '../review/find.ts'
import { plain } from '../text.ts'
import { wantsKind } from './mark-list.ts'
import { howToObject, NO_UNIT } from './objection-words.ts'
import { REVERSE_EXAMPLE } from './reverse-mark.ts'

/** 异议 or 记分 out of the blue, but not as it can be read: how it is written. */
export function marksNearMiss(text: string, actor: Actor): string | undefined {
  const said = plain(text)
  if (/^(?:我?要?[有提]|\d[\d-]* ?)?异议/u.test(said)) {
    if (actor.unit) return howToObject
    return isDesk(actor) ? '没有看懂。回复“异议”看待答复的异议。' : NO_UNIT
  }
  if (!isDesk(actor)) return undefined
  if (said.startsWith('撤销记分')) return `没有看懂，什么都没有撤销。${REVERSE_EXAMPLE}`
  const [, subject] = /^记分[\s,:;、]*(\S*)/u.exec(said) ?? []
  return subject === undefined ? undefined : `没有看懂，什么都没有记。${wantsKind(subject)}`
}
