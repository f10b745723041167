import { z } from 'zod'
import { Day } from '../ids.ts'
import { Role } from '../submission.ts'

/** Points with at most two decimals, as whole hundredths. */
const Hundredths = z
  .number()
  .refine((points) => Math.abs(points * 100 - Math.round(points * 100)) < 1e-6, 'two decimals')
  .transform((points) => Math.round(points * 100))
/** Likewise a factor: 1.5 is 150. */
const Factor = Hundredths.refine((factor) => factor >= 0, 'is negative')

/**
 * How points are made (product, section 10). A file of `schema/rules/` holds one version of it; in
 * the file points and factors are decimals, here they are whole hundredths. A version holds for
 * whole months, from the one that it names until the next version's.
 */
export const RuleSet = z.strictObject({
  name: z.string().min(1),
  version: z.string().min(1).max(40),
  effectiveFrom: Day.refine((day) => day.endsWith('-01'), 'is not the first day of a month'),
  /** Approved on time: so much an item, for so many a month and unit. */
  onTime: z.strictObject({ points: Hundredths, monthlyCap: z.number().int().min(0) }),
  /** 迟报: instead of the point for filing. */
  late: Hundredths,
  adoption: z.strictObject({
    subdistrict: Hundredths,
    district: Hundredths,
    city: Hundredths,
    province: Hundredths,
    national: Hundredths,
  }),
  placement: z.strictObject({ frontPage: Factor, digest: Factor }),
  usedAs: z.strictObject({
    brief: Factor,
    photo: Factor,
    clip: Factor,
    feature: Factor,
    research: Factor,
  }),
  /** Several outlets used one item: the highest counts, or all of them. */
  several: z.enum(['highest', 'all']),
  commission: z.strictObject({ onTime: Hundredths, missed: Hundredths }),
  /** A leader's written praise, by the level of the leader's office. */
  praise: z.strictObject({
    subdistrict: Hundredths,
    district: Hundredths,
    city: Hundredths,
    province: Hundredths,
  }),
  /** For each item that a unit owes at the end of a quarter. */
  belowQuota: Hundredths,
  /** Once a quarter, for a rate below `under` percent with `atLeast` items filed. */
  adoptionRate: z.strictObject({
    under: z.number().int().min(0).max(100),
    atLeast: z.number().int().min(1),
    points: Hundredths,
  }),
  keyEventOmitted: Hundredths,
  /** The item's own points are taken back besides. */
  untrue: Hundredths,
  concealed: Hundredths,
  /** Who has to confirm before it stands; different people. */
  confirmedBy: z.strictObject({ untrue: z.array(Role).min(2), concealed: z.array(Role).min(2) }),
})
export type RuleSet = z.infer<typeof RuleSet>
