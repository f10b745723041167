import type { Card, CardPurpose } from './card.ts'
import type { Aside, ListItem, StepHolder } from './effect.ts'
import type {
  CardId,
  Day,
  DraftId,
  Instant,
  PersonId,
  PhotoId,
  StepId,
  SubmissionNumber,
  UnitCode,
} from './ids.ts'
import type {
  ContentHash,
  ItemContent,
  ReviewRole,
  Role,
  SubmissionEventName,
  SubmissionStatus,
} from './submission.ts'

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
