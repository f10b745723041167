import type { Day } from '../../schema/ids.ts'
import type { Posting } from '../../schema/points.ts'
import type { AdoptionRecord, Effect, SubmissionRecord } from '../contract.ts'
import { monthOfDay } from '../periods.ts'
import type { ItemWorth } from '../points/settle.ts'
import { signedText } from '../points/show.ts'

/** What a change does to the points of an item, as its writer's unit sees it. */

const postings = (effects: readonly Effect[]): Posting[] =>
  effects.flatMap((effect) => (effect.type === 'post' ? [effect.posting] : []))

const sumFor = (all: readonly Posting[], { unit }: Pick<SubmissionRecord, 'unit'>): number =>
  all.filter((posting) => posting.unit === unit.code).reduce((sum, one) => sum + one.hundredths, 0)

type Dated = Pick<AdoptionRecord, 'id' | 'day'>

/**
 * `+30 分，记入12月（更正）`, or why nothing changes: of an adoption that was added; `worth` is what
 * the item had been worth before.
 */
export function gainOf(
  effects: readonly Effect[],
  { worth, added }: { worth: ItemWorth; added: Dated },
): string {
  const posted = postings(effects)
  const sum = sumFor(posted, worth.item)
  const own = posted.find(({ adoption, reverses }) => adoption === added.id && reverses === null)
  if (sum === 0) return unchanged(worth)
  const notes = [
    ...(posted.some(({ reverses }) => reverses !== null) ? ['只计得分最高的一次'] : []),
    ...(worth.partners.length > 0 ? [`${worth.partners.length + 1} 个单位平分`] : []),
  ]
  const text = `${signedText(sum)} 分${notes.length === 0 ? '' : `（${notes.join('，')}）`}`
  return `${text}${monthNote(own, added.day)}`
}

function unchanged({ untrue, adoptions }: ItemWorth): string {
  if (untrue) return '稿件已认定失实，不计分'
  return adoptions.length === 0 ? '按规则不计分' : '已有分值不低于此的用稿，积分不变'
}

/** Likewise of an adoption that was taken away. */
export function lossOf(
  effects: readonly Effect[],
  { item, lost }: { item: Pick<SubmissionRecord, 'unit'>; lost: Dated },
): string {
  const posted = postings(effects)
  const sum = sumFor(posted, item)
  if (sum === 0) return '积分不变'
  const own = posted.find(({ adoption, reverses }) => adoption === lost.id && reverses !== null)
  return `${signedText(sum)} 分${monthNote(own, lost.day)}`
}

/** Where it counts in another month than that of its day: most often since that one is frozen. */
function monthNote(posting: Posting | undefined, day: Day): string {
  if (!posting || posting.month === monthOfDay(day)) return ''
  const correction = posting.ofMonth === null ? '' : '（更正）'
  return `，记入${Number(posting.month.slice(5))}月${correction}`
}
