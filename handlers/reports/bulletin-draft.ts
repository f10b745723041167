import { z } from 'zod'
import type { Instant } from '../../schema/ids.ts'
import type { BulletinContent, Recipe } from '../../schema/report.ts'
import type { BulletinRecord } from '../contract.ts'
import { dayOf } from '../time.ts'

/** What may be struck, in the order of the document. */
const PARTS = ['commendation', 'criticism'] as const
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

/** What people get to see: without what was struck, as a draft until it is confirmed, dated that day. */
export function documentOf(record: BulletinRecord): BulletinContent {
  const left = (part: PartName) =>
    record.content[part].filter((_, place) => !record.struck.includes(`${part} ${place}`))
  return {
    ...record.content,
    ...(record.confirmed && { signedOn: dateUnder(record.confirmed.at) }),
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

/** What may follow 通报 and the quarter. */
export const Deed = z.enum(['送审', '确认', '先不发', '文件'])
export type Deed = z.infer<typeof Deed>

/** How it is typed about that quarter: `“通报 2026-Q3 确认”`. */
export const toType = ({ quarter }: BulletinRecord, deed?: Deed): string =>
  deed === undefined ? `“通报 ${quarter}”` : `“通报 ${quarter} ${deed}”`

/** 落款: `2026年10月8日` */
export function dateUnder(at: Instant): string {
  const [year, month, date] = dayOf(at).split('-').map(Number)
  return `${year ?? ''}年${month ?? ''}月${date ?? ''}日`
}
