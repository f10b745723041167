import { z } from 'zod'
import { Instant, UnitCode } from './ids.ts'

const Count = z.number().int().nonnegative()

/** What a unit did in a period (product, section 4: what counts when). */
export const UnitFigures = z.object({
  code: UnitCode,
  name: z.string(),
  /** The list that it is ranked in. */
  list: z.string(),
  /** Items owed a month. */
  monthlyQuota: Count,
  /** By the day of the first submission. */
  submitted: Count,
  /** First filed in the period, and how many of these were 迟报. */
  filed: Count,
  late: Count,
  /** Of the items first filed in the period, those with a live adoption. */
  usedOfFiled: Count,
  /** Items with at least one live adoption that counts in the period. */
  adopted: Count,
  /** Live adoptions that count in the period, by the outlet's level. */
  levels: z.object({
    subdistrict: Count,
    district: Count,
    city: Count,
    province: Count,
    national: Count,
  }),
  /** The sum of the ledger's entries of the period. */
  hundredths: z.number().int(),
})
export type UnitFigures = z.infer<typeof UnitFigures>

/** With what it owed in the period: nothing from before there was the bot, or the unit. */
export const OwingUnit = UnitFigures.extend({ quota: Count })
export type OwingUnit = z.infer<typeof OwingUnit>

/** A period's figures, frozen: the units as they were, in the file's order. */
export const FrozenFigures = z.object({
  units: z.array(OwingUnit),
  /** 更正, a line each, in the record's words. */
  corrections: z.array(z.string()),
})
export type FrozenFigures = z.infer<typeof FrozenFigures>

export const FrozenPeriod = FrozenFigures.extend({ asOf: Instant })
export type FrozenPeriod = z.infer<typeof FrozenPeriod>
