import { z } from 'zod'
import { Instant } from './ids.ts'
import { PointsRule } from './points.ts'

/**
 * What pictures and documents are made from: whole, so that a file that is made again is the same.
 * Whoever makes them decides nothing and looks nothing up.
 */

/** Of the items first filed in the period, those with a live adoption. */
export const AdoptionRate = z.object({ used: z.number().int(), of: z.number().int() })
export type AdoptionRate = z.infer<typeof AdoptionRate>

export const RankingRow = z.object({
  /** Equal ones share it (1, 2, 2, 4); `null` for a unit with nothing. */
  place: z.number().int().min(1).nullable(),
  unit: z.string(),
  submitted: z.number().int(),
  filed: z.number().int(),
  adopted: z.number().int(),
  rate: AdoptionRate,
  late: z.number().int(),
  hundredths: z.number().int(),
  /** Items owed in the period. */
  quota: z.number().int(),
})
export type RankingRow = z.infer<typeof RankingRow>

/** A list of units: 部门组, 村社区组. Those without a place come last. */
export const RankingList = z.object({ name: z.string(), rows: z.array(RankingRow) })
export type RankingList = z.infer<typeof RankingList>

export const RankingTable = z.object({
  subdistrict: z.string(),
  /** `2026年10月`, `2026年第三季度`, `2026年`. */
  period: z.string(),
  /** 截至: when it was frozen, or when it was asked for. */
  asOf: Instant,
  frozen: z.boolean(),
  lists: z.array(RankingList),
  totals: z.object({
    submitted: z.number().int(),
    filed: z.number().int(),
    adopted: z.number().int(),
    rate: AdoptionRate,
  }),
  /** 更正, a line each. */
  corrections: z.array(z.string()),
  /** How points are made, in one line. */
  rules: z.string(),
})
export type RankingTable = z.infer<typeof RankingTable>

const Proposal = z.object({ unit: z.string(), why: z.string() })

/** 通报: the quarterly document. */
export const BulletinContent = z.object({
  subdistrict: z.string(),
  /** `2026年第三季度` */
  period: z.string(),
  /** 截至, as in the tables. */
  asOf: Instant,
  /** Not confirmed by the publicity director yet: the document says so. */
  draft: z.boolean(),
  totals: z.object({
    submitted: z.number().int(),
    filed: z.number().int(),
    late: z.number().int(),
    /** Items with a live adoption. */
    adopted: z.number().int(),
    /** All live adoptions. */
    adoptions: z.number().int(),
    rate: AdoptionRate,
  }),
  lists: z.array(RankingList),
  /** 省级 2, highest first; without those that are 0. */
  byLevel: z.array(z.object({ level: z.string(), count: z.number().int() })),
  byCategory: z.array(
    z.object({ category: z.string(), filed: z.number().int(), adopted: z.number().int() }),
  ),
  /** 约稿; `null` where none was asked for. */
  commissions: z
    .object({ asked: z.number(), onTime: z.number(), late: z.number(), missed: z.number() })
    .nullable(),
  /** Why items were returned, the most frequent first. */
  returns: z.array(z.object({ reason: z.string(), count: z.number().int() })),
  /** What is left of the proposals after the desk has struck some. */
  commendation: z.array(Proposal),
  criticism: z.array(Proposal),
  /** 零报送 */
  zero: z.array(z.string()),
  /** 落款: the date under the document, `2026年10月9日`. */
  signedOn: z.string(),
})
export type BulletinContent = z.infer<typeof BulletinContent>

/** 年度考核: everything behind the figures of a year. */
export const AssessmentContent = z.object({
  subdistrict: z.string(),
  year: z.number().int(),
  asOf: Instant,
  frozen: z.boolean(),
  /** In the order of the ranking, list by list. */
  units: z.array(
    z.object({
      /** Of the ranking; `null` for a unit with nothing. */
      place: z.number().int().min(1).nullable(),
      code: z.string(),
      name: z.string(),
      list: z.string(),
      quota: z.number().int(),
      submitted: z.number().int(),
      filed: z.number().int(),
      late: z.number().int(),
      adopted: z.number().int(),
      rate: AdoptionRate,
    }),
  ),
  /** The rules that have a column, in this order. */
  components: z.array(z.object({ rule: PointsRule, label: z.string() })),
  /** Every entry of the year's ledger, oldest first. */
  evidence: z.array(
    z.object({
      entry: z.number().int(),
      day: z.string(),
      month: z.string(),
      unitCode: z.string(),
      unit: z.string(),
      person: z.string().nullable(),
      number: z.string().nullable(),
      title: z.string().nullable(),
      rule: PointsRule,
      /** In words: `区县级 溪城日报 通讯 5×1.5`. */
      how: z.string(),
      ruleVersion: z.string(),
      hundredths: z.number().int(),
      reverses: z.number().int().nullable(),
    }),
  ),
  ruleSets: z.array(
    z.object({
      name: z.string(),
      version: z.string(),
      effectiveFrom: z.string(),
      lines: z.array(z.object({ name: z.string(), value: z.string() })),
    }),
  ),
})
export type AssessmentContent = z.infer<typeof AssessmentContent>

/** A file that is made on demand, off the thread that answers people. */
export const Recipe = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ranking-picture'), table: RankingTable }),
  z.object({ kind: z.literal('ranking-workbook'), table: RankingTable }),
  z.object({ kind: z.literal('bulletin'), content: BulletinContent }),
  z.object({ kind: z.literal('assessment'), content: AssessmentContent }),
])
export type Recipe = z.infer<typeof Recipe>
