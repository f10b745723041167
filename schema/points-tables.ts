import type { Generated } from 'kysely'

/** The desk's tables: adoptions, the ledger, marks, and what is sent once a period. */

export interface AdoptionTable {
  id: string
  number: string
  level: string
  outlet: string
  used_as: string
  placement: string | null
  day: string
  link: string | null
  /** The month that it counts in. */
  month: string
  hundredths: number
  rule_version: string
  factors: string
  recorded_by: string
  recorded_at: number
  reversed_by: string | null
  reversed_at: number | null
  reversal_reason: string | null
}

/** Units that share an item with the writer's (联合报送). */
export interface SubmissionPartnerTable {
  number: string
  unit_code: string
  place: number
}

/** Append-only: triggers refuse every change. */
export interface LedgerEntryTable {
  id: Generated<number>
  key: string
  at: number
  day: string
  month: string
  of_month: string | null
  unit_code: string
  person_id: string | null
  number: string | null
  adoption_id: string | null
  mark_id: string | null
  rule: string
  rule_version: string
  factors: string
  hundredths: number
  reverses: number | null
}

/** Which editor is on an item. */
export interface DeskClaimTable {
  number: string
  person_id: string
  at: number
}

export interface MarkTable {
  id: string
  ordinal: number
  kind: string
  unit_code: string
  number: string | null
  level: string | null
  reason: string
  proposed_by: string
  proposed_at: number
  state: string
}

export interface MarkConfirmationTable {
  mark_id: string
  role: string
  person_id: string
  at: number
}

export interface ObjectionTable {
  id: string
  /** The number of an item, or a month. */
  about: string
  person_id: string
  reason: string
  at: number
  answer: string | null
  answered_by: string | null
  answered_at: number | null
}

/** A period's figures as they were when it was frozen; they do not change any more. */
export interface FrozenPeriodTable {
  period: string
  as_of: number
  frozen_at: number
  figures: string
}

/** One row for each thing sent once, written in the commit that queues it. */
export interface BroadcastTable {
  what: string
  period: string
  platform: string
  chat_id: string
  part: string
  group_code: string
  outbox_id: number
  at: number
}

export interface BulletinTable {
  quarter: string
  version: number
  state: string
  content: string
  struck: string
  drafted_at: number
  confirmed_by: string | null
  confirmed_at: number | null
}
