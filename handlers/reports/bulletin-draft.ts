import type { BulletinContent, Recipe } from '../../schema/report.ts'
import type { BulletinRecord } from '../contract.ts'

/** What may be struck, in the order of the document. */
export const PARTS = ['commendation', 'criticism'] as const
export type PartName = (typeof PARTS)[number]

export const partLabel: Record<PartName, string> = { commendation: '表扬', criticism: '通报批评' }

export interface Proposal {
  /** `commendation 0`: it stays the same whatever is struck. */
  key: string
  part: PartName
  unit: string
  why: string
  struck: boolean
}

export const proposalsOf = ({ content, struck }: BulletinRecord): Proposal[] =>
  PARTS.flatMap((part) =>
    content[part].map(({ unit, why }, place) => {
      const key = `${part} ${place}`
      return { key, part, unit, why, struck: struck.includes(key) }
    }),
  )

/** What people get to see: without what was struck, as a draft until it is confirmed. */
export function documentOf(record: BulletinRecord): BulletinContent {
  const left = (part: PartName) =>
    record.content[part].filter((_, place) => !record.struck.includes(`${part} ${place}`))
  return {
    ...record.content,
    draft: record.state === 'draft',
    commendation: left('commendation'),
    criticism: left('criticism'),
  }
}

/** `云溪街道宣传信息工作通报（2026年第三季度）（草稿）.docx` */
export function fileOf(record: BulletinRecord): { name: string; recipe: Recipe } {
  const content = documentOf(record)
  const { subdistrict, period, draft } = content
  return {
    name: `${subdistrict}宣传信息工作通报（${period}）${draft ? '（草稿）' : ''}.docx`,
    recipe: { kind: 'bulletin', content },
  }
}

/** `2026年第三季度通报（第2版草稿）` */
export const draftName = ({ content, version, state }: BulletinRecord): string =>
  state === 'draft' ? `${content.period}通报（第${version}版草稿）` : `${content.period}通报`
