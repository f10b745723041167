import type { CardPurpose } from '../schema/card.ts'
import type {
  CardId,
  Day,
  DraftId,
  Instant,
  MarkId,
  Month,
  ObjectionId,
  Period,
  PersonId,
  PhotoId,
  StepId,
  SubmissionNumber,
  UnitCode,
} from '../schema/ids.ts'
import type { OutletLevel } from '../schema/points.ts'
import type {
  Actor,
  AdoptionRecord,
  BulletinRecord,
  Delegation,
  CardRecord,
  DraftRecord,
  EntryRecord,
  EventRecord,
  EvidenceRecord,
  FrozenPeriod,
  Handling,
  MarkRecord,
  ObjectionRecord,
  PhotoRecord,
  Span,
  SpanSummary,
  StepRecord,
  SubmissionRecord,
  UnitFigures,
  UnitRecord,
} from '../schema/records.ts'
import type { Platform } from '../schema/update.ts'
import type { ContentHash, ItemContent, Role } from '../schema/submission.ts'

/** What may be asked before deciding. Every answer is as of the turn's own transaction. */
export interface Read {
  person(id: PersonId): Promise<Actor | undefined>
  /** Exact name, people who have left excluded. */
  peopleNamed(name: string): Promise<Actor[]>
  /** Who holds `role` for that unit, closed people left out, in the file's order. */
  holders(role: Role, unit: UnitCode): Promise<Actor[]>
  /** Everybody with that role, whichever unit. */
  withRole(role: Role): Promise<Actor[]>
  /** Who stands in for that person on that day. */
  standIn(person: PersonId, day: Day): Promise<Actor | undefined>
  /** The stand-in a person has named, also one whose days are still to come or are over. */
  delegation(person: PersonId): Promise<Delegation | undefined>

  draft(id: DraftId): Promise<DraftRecord | undefined>
  /** Newest first. */
  drafts(person: PersonId): Promise<DraftRecord[]>
  photos(ids: readonly PhotoId[]): Promise<PhotoRecord[]>

  /** The number that the next item of that year gets; whoever uses it writes it in the same turn. */
  nextNumber(year: number): Promise<SubmissionNumber>
  submission(number: SubmissionNumber): Promise<SubmissionRecord | undefined>
  /** Numbers that a short form (`1`, `20260001`) may mean, newest first. */
  numbersMeant(typed: string): Promise<SubmissionNumber[]>
  /** That person's items, newest first. */
  submissionsBy(person: PersonId, limit: number): Promise<SubmissionRecord[]>
  /** Items with the desk and untouched, oldest first. */
  filed(limit: number): Promise<SubmissionRecord[]>
  /** Items that the desk holds for later (待用), oldest first. */
  held(limit: number): Promise<SubmissionRecord[]>
  /** When it was first filed, unless that was taken back. */
  firstFiledAt(number: SubmissionNumber): Promise<Instant | undefined>
  /** Items of that unit that were first filed within the span. */
  filedOf(unit: UnitCode, span: Span): Promise<number>
  version(
    number: SubmissionNumber,
    version: number,
  ): Promise<{ content: ItemContent; hash: ContentHash } | undefined>
  events(number: SubmissionNumber): Promise<EventRecord[]>

  step(id: StepId): Promise<StepRecord | undefined>
  /** All steps of an item, in the order in which they were opened. */
  steps(number: SubmissionNumber): Promise<StepRecord[]>
  /** Open steps that the person holds, oldest first. */
  pending(person: PersonId): Promise<StepRecord[]>

  card(id: CardId): Promise<CardRecord | undefined>
  /** Cards of that kind that still show an open question, oldest first. */
  openCardsOf(kind: CardPurpose['kind']): Promise<CardRecord[]>
  /** Every card about that item, open or not, oldest first (purposes with a `number`). */
  cardsAbout(number: SubmissionNumber): Promise<CardRecord[]>

  /** Units that are open, in the file's order. */
  units(): Promise<UnitRecord[]>
  /** Units that share an item with the writer's (联合报送), in their order. */
  partners(number: SubmissionNumber): Promise<UnitCode[]>
  /** Every adoption of an item, reversed ones too, in the order in which they were recorded. */
  adoptions(number: SubmissionNumber): Promise<AdoptionRecord[]>
  /** Outlets of that level, those used last first. */
  outlets(level: OutletLevel, limit: number): Promise<string[]>
  /** Which editor is on the item. */
  handling(number: SubmissionNumber): Promise<Handling | undefined>

  /** Every entry about an item, reversals too, oldest first. */
  entriesAbout(number: SubmissionNumber): Promise<EntryRecord[]>
  /** Entries of a mark, oldest first. */
  entriesOfMark(mark: MarkId): Promise<EntryRecord[]>
  /** Entries that count in the span, of that unit or of what that person wrote, oldest first. */
  entries(of: { unit: UnitCode } | { person: PersonId }, span: Span): Promise<EntryRecord[]>
  /** All entries that count in the span, oldest first. */
  allEntries(span: Span): Promise<EntryRecord[]>
  /** Likewise, with the names of what they are about. */
  evidence(span: Span): Promise<EvidenceRecord[]>
  /** The sum of their hundredths. */
  sum(of: { unit: UnitCode } | { person: PersonId }, span: Span): Promise<number>
  /** Entries of the span that belong to an earlier month (更正), oldest first. */
  corrections(span: Span): Promise<EntryRecord[]>
  /** Of what that person wrote, what units other than the item's own have (联合单位). */
  sumOfPartners(person: PersonId, span: Span): Promise<number>
  /**
   * Items that the unit wrote and filed on time in that month, the first one first, with what it
   * has for that by now: nothing for those beyond the cap.
   */
  onTimeItems(
    unit: UnitCode,
    month: Month,
  ): Promise<{ number: SubmissionNumber; hundredths: number }[]>

  mark(id: MarkId): Promise<MarkRecord | undefined>
  /** What people call it by, however old it is. */
  markNumbered(ordinal: number): Promise<MarkRecord | undefined>
  /** Newest first. */
  marks(limit: number): Promise<MarkRecord[]>
  /** Marks that wait to be confirmed, oldest first. */
  proposedMarks(): Promise<MarkRecord[]>
  /** Marks about an item, oldest first. */
  marksAbout(number: SubmissionNumber): Promise<MarkRecord[]>
  objection(id: ObjectionId): Promise<ObjectionRecord | undefined>
  /** Those that wait for an answer, oldest first. */
  openObjections(limit: number): Promise<ObjectionRecord[]>

  /**
   * The figures of every open unit, and of closed ones that have any, as they stood just before
   * `asOf`: what was recorded or reversed from then on is left out.
   */
  figures(span: Span, asOf: Instant): Promise<UnitFigures[]>
  summary(span: Span, asOf: Instant): Promise<SpanSummary>
  frozen(period: Period): Promise<FrozenPeriod | undefined>
  /** The month that was frozen first: the bot began in it. */
  firstFrozenMonth(): Promise<Month | undefined>
  /** The month that was frozen last. */
  lastFrozenMonth(): Promise<Month | undefined>
  /** When the first entry of the ledger was made. */
  ledgerBegan(): Promise<Instant | undefined>
  /** Parts that were queued for a period so far. */
  broadcastParts(what: 'ranking' | 'bulletin', period: Period): Promise<number>
  bulletin(quarter: Period): Promise<BulletinRecord | undefined>

  /** What a month (`2026-11`) has cost on that platform. */
  spending(platform: Platform, month: string): Promise<{ calls: number; pushes: number }>

  /** A timer that is set and has not gone off. */
  timer(key: string): Promise<{ dueAt: Instant; data: Record<string, string> } | undefined>
}
