import type { Card, CardPurpose } from './card.ts'
import type { Aside, ListItem, StepHolder } from './effect.ts'
import type {
  CardId,
  Day,
  DraftId,
  Instant,
  Month,
  ObjectionId,
  Period,
  PersonId,
  PhotoId,
  StepId,
  SubmissionNumber,
  UnitCode,
} from './ids.ts'
import type {
  Category,
  ContentHash,
  ItemContent,
  ReviewRole,
  Role,
  SubmissionEventName,
  SubmissionStatus,
} from './submission.ts'
import type { EntryRecord } from './points.ts'
import type { BulletinContent } from './report.ts'

/** Who acts, as the organisation knows them. */
export interface Actor {
  id: PersonId
  name: string
  unit: { code: UnitCode; name: string } | null
  roles: readonly Role[]
}

export interface DraftRecord {
  id: DraftId
  person: PersonId
  unit: UnitCode
  submission: SubmissionNumber | null
  flowVersion: number
  state: unknown
  createdAt: Instant
  touchedAt: Instant
}

export interface PhotoRecord {
  id: PhotoId
  state: 'fetching' | 'ready' | 'lost' | 'not-a-photo' | 'too-large'
  sha256: string | null
}

export interface SubmissionRecord {
  number: SubmissionNumber
  unit: { code: UnitCode; name: string }
  author: { id: PersonId; name: string }
  status: SubmissionStatus
  /** The newest version and its content. */
  version: number
  content: ItemContent
  hash: ContentHash
  late: boolean
  firstSubmittedAt: Instant
  statusAt: Instant
}

export interface StepRecord {
  id: StepId
  number: SubmissionNumber
  version: number
  place: number
  role: ReviewRole
  note: string | null
  openedAt: Instant
  /** `void`: ended without a decision (withdrawn, replaced). */
  outcome: 'open' | 'approve' | 'return' | 'void'
  holders: readonly StepHolder[]
  decision: {
    by: { id: PersonId; name: string }
    onBehalfOf: { id: PersonId; name: string } | null
    reason: string | null
    at: Instant
  } | null
}

export interface EventRecord {
  at: Instant
  event: SubmissionEventName
  actor: { id: PersonId; name: string } | null
  version: number
  note: string | null
}

export interface CardRecord {
  id: CardId
  person: PersonId
  purpose: CardPurpose
  shown: Card
  open: boolean
  sentAt: Instant
}

/** Where the person stands in a conversation. */
export interface Place {
  /** The draft being written right now. */
  focus: DraftRecord | null
  /** An open question outside of 投稿. */
  aside: Aside | null
  /** The numbered list shown last, if nothing was said since. */
  list: readonly ListItem[] | null
}

/** What a platform's month has cost so far, and what it may cost. */
export interface AllowanceRecord {
  /** What people call the platform. */
  label: string
  calls: number
  pushes: number
  allowed: { calls: number; pushes: number }
}

export interface Delegation {
  standIn: Actor
  from: Day
  to: Day
}

/** A unit that is open, as the organisation file has it. */
export interface UnitRecord {
  code: UnitCode
  name: string
  /** The list that it is ranked in. */
  list: string
  monthlyQuota: number
}

/** Which editor is on an item, and since when. */
export interface Handling {
  by: { id: PersonId; name: string }
  at: Instant
}

export interface ObjectionRecord {
  id: ObjectionId
  about: SubmissionNumber | Month
  person: { id: PersonId; name: string }
  reason: string
  at: Instant
  answered: { by: { id: PersonId; name: string }; answer: string; at: Instant } | null
}

export interface BulletinRecord {
  quarter: Period
  version: number
  state: 'draft' | 'confirmed'
  content: BulletinContent
  struck: readonly string[]
  confirmed: { by: { id: PersonId; name: string }; at: Instant } | null
}

/** Months from one to another, both included. */
export interface Span {
  from: Month
  to: Month
}

/** More of a span of months, for the quarterly document. */
export interface SpanSummary {
  byCategory: { category: Category; filed: number; adopted: number }[]
  /** The notes of returns, by how often: `数据有误`, or the reviewer's own words. */
  returns: { reason: string; count: number }[]
}

/** An entry of the ledger with the names of all that it is about. */
export interface EvidenceRecord {
  entry: EntryRecord
  unit: string
  /** Who wrote the item, whether they are still here or not. */
  person: string | null
  title: string | null
  outlet: string | null
  /** Of a mark. */
  reason: string | null
}

export type { AdoptionRecord, EntryRecord, MarkRecord } from './points.ts'
export type { FrozenPeriod, OwingUnit, UnitFigures } from './figures.ts'
