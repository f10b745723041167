import type { Posting } from '../../schema/points.ts'
import type { Effect, EntryRecord, SubmissionRecord } from '../contract.ts'
import type { ItemWorth } from '../points/settle.ts'
import { signedText } from '../points/show.ts'

/** What a change has done to the points of an item, as its writer's unit sees it. */
export interface Gain {
  /** `+30 分`, or why nothing changes. */
  text: string
  /** `记入12月（更正）`, where the month that it belongs to is frozen. */
  month: string | null
}

const postings = (effects: readonly Effect[]): Posting[] =>
  effects.flatMap((effect) => (effect.type === 'post' ? [effect.posting] : []))

const sumFor = (all: readonly Posting[], { unit }: Pick<SubmissionRecord, 'unit'>): number =>
  all.filter((posting) => posting.unit === unit.code).reduce((sum, one) => sum + one.hundredths, 0)

/** Of an adoption that was added; `worth` is what the item had been worth before. */
export function gainOf(
  effects: readonly Effect[],
  { worth, added }: { worth: ItemWorth; added: Pick<EntryRecord, 'hundredths'> & { id: string } },
): Gain {
  const posted = postings(effects)
  const sum = sumFor(posted, worth.item)
  const own = posted.find(({ adoption, reverses }) => adoption === added.id && reverses === null)
  if (sum === 0) return { text: unchanged(worth, added.hundredths), month: null }
  const notes = [
    ...(posted.some(({ reverses }) => reverses !== null) ? ['只计得分最高的一次'] : []),
    ...(worth.partners.length > 0 ? [`${worth.partners.length + 1} 个单位平分`] : []),
  ]
  const text = `${signedText(sum)} 分${notes.length === 0 ? '' : `（${notes.join('，')}）`}`
  return { text, month: own?.ofMonth ? `记入${Number(own.month.slice(5))}月（更正）` : null }
}

function unchanged({ untrue, adoptions }: ItemWorth, hundredths: number): string {
  if (untrue) return '稿件已认定失实，不计分'
  if (adoptions.length === 0) return '按规则不计分'
  const higher = adoptions.some((one) => one.hundredths > hundredths)
  return higher ? '已有更高级别的用稿，积分不变' : '已有同样分值的用稿，积分不变'
}

/** Of an adoption that was taken away. */
export function lossOf(effects: readonly Effect[], item: Pick<SubmissionRecord, 'unit'>): string {
  const sum = sumFor(postings(effects), item)
  return sum === 0 ? '积分不变' : `${signedText(sum)} 分`
}
