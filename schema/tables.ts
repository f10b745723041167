import type { Generated } from 'kysely'
import type {
  AdoptionTable,
  SubmissionPartnerTable,
  LedgerEntryTable,
  DeskClaimTable,
  MarkTable,
  MarkConfirmationTable,
  ObjectionTable,
  FrozenPeriodTable,
  BroadcastTable,
  BulletinTable,
} from './points-tables.ts'

/** Columns are snake_case; times are milliseconds, days `YYYY-MM-DD`, booleans 0 and 1. */

export interface MetaTable {
  key: string
  value: string
}

export interface UnitTable {
  code: string
  name: string
  kind: string
  ranking_group: string
  leader_in_charge: string | null
  monthly_quota: number
  /** Place in the organisation file. */
  place: number
  closed_at: number | null
}

export interface UnitHeadTable {
  unit_code: string
  person_id: string
  place: number
}

export interface PersonTable {
  id: string
  name: string
  title: string | null
  unit_code: string | null
  place: number
  closed_at: number | null
}

export interface PersonRoleTable {
  person_id: string
  role: string
}

export interface AccountTable {
  platform: string
  /** Compared lower-cased: WeCom's ids are unique without regard to case. */
  account_key: string
  account: string
  person_id: string
  /** When the person last wrote from it; messages go to the account used last. */
  used_at: number
}

export interface OfficeDocumentTable {
  /** `organisation`: what is not people or units, as JSON (groups, chains, names). */
  key: string
  body: string
}

export interface InboxTable {
  seq: Generated<number>
  source: string
  event_key: string
  body: string
  received_at: number
  attempts: Generated<number>
  handled_at: number | null
  /** Why it was given up on: the name of the error, never its text. */
  parked: string | null
}

export interface OutboxTable {
  id: Generated<number>
  platform: string
  chat_kind: string
  chat_id: string
  body: string
  created_at: number
  not_before: number
  attempts: Generated<number>
  /** Sends that were begun and had no answer, of those the platform cannot recognise as repeats. */
  unanswered: Generated<number>
  sent_at: number | null
  message_id: string | null
  parked: string | null
}

export interface TimerTable {
  key: string
  name: string
  person_id: string | null
  due_at: number
  data: string
}

export interface ConversationTable {
  person_id: string
  focus: string | null
  aside: string | null
  list: string | null
  greeted: number
}

export interface DraftTable {
  id: string
  person_id: string
  unit_code: string
  submission: string | null
  flow_version: number
  state: string
  created_at: number
  touched_at: number
}

export interface PhotoTable {
  id: string
  person_id: string
  platform: string
  media: string
  sent_at: number
  state: string
  sha256: string | null
  file: string | null
  mime: string | null
  width: number | null
  height: number | null
  bytes: number | null
}

export interface SubmissionTable {
  number: string
  year: number
  /** The count within the year: `0001` is 1. */
  ordinal: number
  unit_code: string
  author_id: string
  status: string
  status_at: number
  version: number
  late: number
  first_submitted_at: number
  filed_at: number | null
}

export interface VersionTable {
  number: string
  version: number
  tier: string
  category: string
  title: string
  event_date: string
  body: string
  hash: string
  submitted_at: number
}

export interface VersionPhotoTable {
  number: string
  version: number
  place: number
  photo_id: string
  caption: string
}

export interface StepTable {
  id: string
  number: string
  version: number
  place: number
  role: string
  note: string | null
  opened_at: number
  outcome: string
  closed_at: number | null
}

export interface StepHolderTable {
  step_id: string
  person_id: string
  on_behalf_of: string | null
  place: number
}

/** One live decision a step: a partial unique index holds it where `taken_back_at` is null. */
export interface DecisionTable {
  id: Generated<number>
  step_id: string
  decision: string
  person_id: string
  on_behalf_of: string | null
  reason: string | null
  hash: string
  at: number
  taken_back_at: number | null
}

export interface SubmissionEventTable {
  id: Generated<number>
  number: string
  at: number
  event: string
  actor_id: string | null
  version: number
  note: string | null
}

export interface StandInTable {
  person_id: string
  stand_in_id: string
  from_day: string
  to_day: string
}

export interface CardTable {
  id: string
  person_id: string
  platform: string
  chat_kind: string
  chat_id: string
  purpose: string
  /** The step that it asks about, to find all cards of it. */
  step_id: string | null
  /** The item that it is about. */
  number: string | null
  shown: string
  /** As it was when it last showed an open question; unset where that was never. */
  asked: string | null
  open: number
  sent_at: number
}

export interface CardHandleTable {
  id: Generated<number>
  card_id: string
  code: string
  expires_at: number
  spent_at: number | null
}

/** What a platform's calls and pushes came to in a calendar month of Asia/Shanghai. */
export interface SpendingTable {
  platform: string
  month: string
  calls: number
  pushes: number
  told_calls: Generated<number>
  told_pushes: Generated<number>
}

export interface Database {
  meta: MetaTable
  unit: UnitTable
  unit_head: UnitHeadTable
  person: PersonTable
  person_role: PersonRoleTable
  account: AccountTable
  office_document: OfficeDocumentTable
  inbox: InboxTable
  outbox: OutboxTable
  timer: TimerTable
  conversation: ConversationTable
  draft: DraftTable
  photo: PhotoTable
  submission: SubmissionTable
  version: VersionTable
  version_photo: VersionPhotoTable
  step: StepTable
  step_holder: StepHolderTable
  decision: DecisionTable
  submission_event: SubmissionEventTable
  stand_in: StandInTable
  card: CardTable
  card_handle: CardHandleTable
  spending: SpendingTable
  adoption: AdoptionTable
  submission_partner: SubmissionPartnerTable
  ledger_entry: LedgerEntryTable
  desk_claim: DeskClaimTable
  mark: MarkTable
  mark_confirmation: MarkConfirmationTable
  objection: ObjectionTable
  frozen_period: FrozenPeriodTable
  broadcast: BroadcastTable
  bulletin: BulletinTable
}
