import type { AdoptionId, MarkId, SubmissionNumber } from '../../schema/ids.ts'
import type { EntryRecord, MarkRecord, Read } from '../contract.ts'
import { shorten } from '../text.ts'
import { how } from './show.ts'

/** What entries are about, for those that are about an adoption or a mark. */
export interface Subjects {
  outlets: ReadonlyMap<AdoptionId, string>
  marks: ReadonlyMap<MarkId, Pick<MarkRecord, 'ordinal' | 'reason'>>
}

export async function subjectsOf(read: Read, entries: readonly EntryRecord[]): Promise<Subjects> {
  const outlets = new Map<AdoptionId, string>()
  for (const number of numbersUsed(entries))
    for (const { id, outlet } of await read.adoptions(number)) outlets.set(id, outlet)
  const marks = new Map<MarkId, MarkRecord>()
  for (const id of new Set(entries.flatMap(({ mark }) => mark ?? []))) {
    const mark = await read.mark(id)
    if (mark) marks.set(id, mark)
  }
  return { outlets, marks }
}

const numbersUsed = (entries: readonly EntryRecord[]): Set<SubmissionNumber> =>
  new Set(entries.flatMap(({ adoption, number }) => (adoption === null ? [] : (number ?? []))))

const REASON = 20

/**
 * Why, in words, and of which outlet or mark: `市级用稿 溪城晚报 10`,
 * `第3号 区级表扬：夜间服务获区领导批示`, `第3号 撤销：区级表扬（记重了）`.
 */
export function toldOf(entry: EntryRecord, { outlets, marks }: Subjects): string {
  const { adoption, reverses, factors } = entry
  const mark = entry.mark === null ? undefined : marks.get(entry.mark)
  if (!mark) return how(entry, adoption === null ? undefined : outlets.get(adoption))
  const head = `第${mark.ordinal}号 ${how(entry)}`
  if (reverses === null) return `${head}：${short(mark.reason)}`
  const why = short(String(factors['reason'] ?? ''))
  return why === '' ? head : `${head}（${why}）`
}

const short = (reason: string): string =>
  shorten(reason.replace(/\s+/gu, ' ').replace(/[\s。.!！;；]+$/u, ''), REASON)
