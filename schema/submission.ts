import { z } from 'zod'
import { Day, PhotoId } from './ids.ts'

/** 审稿类别: picks the review chain; it is not the topic. */
export const Tier = z.enum(['general', 'major', 'decision'])
export type Tier = z.infer<typeof Tier>

/** 内容分类: the plan's five focuses. */
export const Category = z.enum(['economy', 'brand', 'innovation', 'highlight', 'other'])
export type Category = z.infer<typeof Category>

export const Role = z.enum([
  'correspondent',
  'unitHead',
  'leaderInCharge',
  'deputySecretary',
  'editor',
  'publicityDirector',
  'admin',
])
export type Role = z.infer<typeof Role>

/** The roles that can hold a review step, lowest first: the order of 'the next role up'. */
export const ReviewRole = z.enum([
  'unitHead',
  'leaderInCharge',
  'deputySecretary',
  'publicityDirector',
])
export type ReviewRole = z.infer<typeof ReviewRole>

export const ReviewChains = z.object({
  general: z.array(ReviewRole).min(1),
  major: z.array(ReviewRole).min(1),
  decision: z.array(ReviewRole).min(1),
})
export type ReviewChains = z.infer<typeof ReviewChains>

export const SubmissionStatus = z.enum([
  'in_review',
  'returned',
  'withdrawn',
  'abandoned',
  'filed',
  'held',
  'declined',
  'adopted',
])
export type SubmissionStatus = z.infer<typeof SubmissionStatus>

export const SubmissionEventName = z.enum([
  'submitted',
  'approved',
  'returned',
  'resubmitted',
  'reassigned',
  'delegated',
  'nudged',
  'withdrawn',
  'takenBack',
  'abandoned',
  'filed',
  'held',
  'declined',
  'adopted',
  'reversed',
])
export type SubmissionEventName = z.infer<typeof SubmissionEventName>

const CaptionedPhoto = z.object({ photo: PhotoId, caption: z.string().min(1) })

/** Everything an approval is given for: the content hash covers exactly these fields. */
export const ItemContent = z.object({
  tier: Tier,
  category: Category,
  title: z.string().min(1),
  eventDate: Day,
  body: z.string().min(1),
  photos: z.array(CaptionedPhoto).max(9),
})
export type ItemContent = z.infer<typeof ItemContent>

/** SHA-256 in hex over an item's content; see `contentHash` in handlers/content.ts. */
export const ContentHash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand('ContentHash')
export type ContentHash = z.infer<typeof ContentHash>
