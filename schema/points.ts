import { z } from 'zod'
import { AdoptionId } from './ids.ts'
import type { Day, Instant, MarkId, Month, PersonId, SubmissionNumber, UnitCode } from './ids.ts'

/** 媒体级别, lowest first: the order in which a tie is broken. */
export const OutletLevel = z.enum(['subdistrict', 'district', 'city', 'province', 'national'])
export type OutletLevel = z.infer<typeof OutletLevel>

/** 体裁, what an outlet used an item as: 动态 图片 短视频 通讯 调研. */
export const UsedAs = z.enum(['brief', 'photo', 'clip', 'feature', 'research'])
export type UsedAs = z.infer<typeof UsedAs>

/** 头版, and 综合: one part of a collected report. */
export const Placement = z.enum(['frontPage', 'digest'])
export type Placement = z.infer<typeof Placement>

/** What points are given or taken for (product, section 10). */
export const PointsRule = z.enum([
  'onTime',
  'late',
  'adoption',
  'commissionOnTime',
  'commissionMissed',
  'praise',
  'belowQuota',
  'adoptionRate',
  'keyEventOmitted',
  'untrue',
  'concealed',
])
export type PointsRule = z.infer<typeof PointsRule>

/** What an amount was made of, for whoever asks why: names and plain numbers. */
export const Factors = z.record(z.string(), z.union([z.string(), z.number()]))
export type Factors = z.infer<typeof Factors>

/**
 * Among the factors of a reversal, why it was made. Where nothing is said, what the entry was for
 * is gone or untrue, or is shared by other units now.
 */
export const Because = z.discriminatedUnion('because', [
  /** 收回: the filing was none, unlike one that is untrue. */
  z.object({ because: z.literal('takenBack') }),
  /** The adoption stands; another one of the same item, worth more, counts instead. */
  z.object({ because: z.literal('superseded'), inPlace: AdoptionId }),
  /** It gave nothing, the month's places being taken; one of them has become free. */
  z.object({ because: z.literal('placeFree') }),
])
export type Because = z.infer<typeof Because>

/** One line to be written into the ledger. Nothing in the ledger is ever changed. */
export interface Posting {
  /** A second posting of the same key is none: a period may be run again. */
  key: string
  unit: UnitCode
  /** Who wrote the item that it is for. */
  person: PersonId | null
  number: SubmissionNumber | null
  adoption: AdoptionId | null
  mark: MarkId | null
  rule: PointsRule
  ruleVersion: string
  factors: Factors
  hundredths: number
  /** When what it is for happened. */
  day: Day
  /** The month that it counts in: open when it is posted. */
  month: Month
  /** 更正: the month that it belongs to, where that one was frozen already. */
  ofMonth: Month | null
  /** The entry that it takes back, whole. */
  reverses: number | null
  at: Instant
}

export interface EntryRecord extends Posting {
  id: number
  /** The entry that took it back. */
  reversedBy: number | null
}

export interface AdoptionRecord {
  id: AdoptionId
  number: SubmissionNumber
  level: OutletLevel
  outlet: string
  usedAs: UsedAs
  placement: Placement | null
  day: Day
  link: string | null
  /** The month that it counts in. */
  month: Month
  /** By the rules of that month, before it is split among units. */
  hundredths: number
  ruleVersion: string
  factors: Factors
  recordedBy: { id: PersonId; name: string }
  recordedAt: Instant
  reversed: { by: { id: PersonId; name: string }; at: Instant; reason: string | null } | null
}

/** 记分: what the desk enters by hand. Grave ones stand only once the roles named have confirmed. */
export const MarkKind = z.enum(['praise', 'keyEventOmitted', 'untrue', 'concealed'])
export type MarkKind = z.infer<typeof MarkKind>

export interface MarkRecord {
  id: MarkId
  /** What people call it by: counts up from 1. */
  ordinal: number
  kind: MarkKind
  unit: { code: UnitCode; name: string }
  number: SubmissionNumber | null
  /** Of a praise. */
  level: OutletLevel | null
  reason: string
  proposedBy: { id: PersonId; name: string }
  proposedAt: Instant
  state: 'proposed' | 'standing' | 'dropped' | 'reversed'
  confirmations: readonly { role: string; by: { id: PersonId; name: string }; at: Instant }[]
}
