import { z } from 'zod'

/** Milliseconds since the epoch. Days and hours are read off it in Asia/Shanghai. */
export const Instant = z.number().int().nonnegative().brand('Instant')
export type Instant = z.infer<typeof Instant>

/** A calendar day in Asia/Shanghai, `2026-11-20`. */
export const Day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .brand('Day')
export type Day = z.infer<typeof Day>

export const PersonId = z.string().min(1).max(64).brand('PersonId')
export type PersonId = z.infer<typeof PersonId>

export const UnitCode = z.string().min(1).max(32).brand('UnitCode')
export type UnitCode = z.infer<typeof UnitCode>

/** The number of an item (稿件), `2026-0001`: year of the first 提交, then a count within it. */
export const SubmissionNumber = z
  .string()
  .regex(/^\d{4}-\d{4,6}$/)
  .brand('SubmissionNumber')
export type SubmissionNumber = z.infer<typeof SubmissionNumber>

export const DraftId = z.string().min(1).brand('DraftId')
export type DraftId = z.infer<typeof DraftId>

export const PhotoId = z.string().min(1).brand('PhotoId')
export type PhotoId = z.infer<typeof PhotoId>

export const StepId = z.string().min(1).brand('StepId')
export type StepId = z.infer<typeof StepId>

/**
 * A card that was sent, one per receiver. It is WeCom's `task_id` and DingTalk's `outTrackId`,
 * hence the alphabet and the 64 characters.
 */
export const CardId = z
  .string()
  .regex(/^[0-9A-Za-z_-]{1,64}$/)
  .brand('CardId')
export type CardId = z.infer<typeof CardId>

/** A calendar month in Asia/Shanghai, `2026-11`. */
export const Month = z
  .string()
  .regex(/^\d{4}-(?:0[1-9]|1[0-2])$/)
  .brand('Month')
export type Month = z.infer<typeof Month>

/** What a ranking is made for: `2026-10`, `2026-Q3`, `2026`. */
export const Period = z
  .string()
  .regex(/^\d{4}(?:-(?:0[1-9]|1[0-2]|Q[1-4]))?$/)
  .brand('Period')
export type Period = z.infer<typeof Period>

export const AdoptionId = z.string().min(1).brand('AdoptionId')
export type AdoptionId = z.infer<typeof AdoptionId>

/** 记分: a praise or a deduction that the desk enters by hand. */
export const MarkId = z.string().min(1).brand('MarkId')
export type MarkId = z.infer<typeof MarkId>

/** 异议 */
export const ObjectionId = z.string().min(1).brand('ObjectionId')
export type ObjectionId = z.infer<typeof ObjectionId>
