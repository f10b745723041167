import type { ArticleAnswer, ArticleRequest } from '../schema/article.ts'
import type { CardPurpose } from '../schema/card.ts'
import type { MonthlyTime } from '../schema/config.ts'
import type { Aside, Effect, ListItem } from '../schema/effect.ts'
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
import type { RuleSet } from '../schema/rules/rule-set.ts'
import type {
  Actor,
  AdoptionRecord,
  AllowanceRecord,
  BulletinRecord,
  Delegation,
  CardRecord,
  DeskClaim,
  DraftRecord,
  EntryRecord,
  EventRecord,
  EvidenceRecord,
  FrozenPeriod,
  GroupRecord,
  MarkRecord,
  ObjectionRecord,
  PhotoRecord,
  Place,
  Span,
  SpanSummary,
  StepRecord,
  SubmissionRecord,
  UnitFigures,
  UnitRecord,
} from '../schema/records.ts'
import type { Platform } from '../schema/update.ts'
import type { ContentHash, ItemContent, ReviewChains, Role } from '../schema/submission.ts'

export type * from '../schema/records.ts'

/** What a turn brings along; nothing else may be asked of the outside. */
export interface Turn {
  /** When the bot handles it. */
  now: Instant
  /** When the person sent it, by the platform's clock (whole seconds); unset for timers. */
  sentAt?: Instant
  actor: Actor
  /** A fresh id, fit for a card, draft, step or photo. */
  newId(): string
  office: Office
  place: Place
}

/** The office's settings and calendar. */
export interface Office {
  subdistrict: string
  reviewChains: ReviewChains
  /** Minutes of the day in Asia/Shanghai, [from, to). */
  workHours: readonly (readonly [number, number])[]
  quietHours: readonly [number, number]
  /** Holidays and their make-up days known. */
  isWorkingDay(day: Day): boolean
  /** Whether 看全文 can be a link. */
  publicAddress: boolean
  /** Every version of the rules, the oldest first (product, section 10). */
  ruleSets: readonly RuleSet[]
  /** When a month's figures are frozen and sent: day of the next month, and minute of that day. */
  freezeAt: MonthlyTime
  broadcastAt: MonthlyTime
  /** The month that was frozen last when the bot started: `freezeAt` was another time then. */
  frozenUpTo?: Month | undefined
  /** Where rankings and bulletins go. */
  groups: readonly GroupRecord[]
  /** The platforms that count what a month costs. */
  counted: readonly (Pick<AllowanceRecord, 'label' | 'allowed'> & { platform: Platform })[]
}

/** What somebody did, as handlers see it. Platform words have been left at the adapter. */
export type ChatEvent =
  | { type: 'said'; text: string }
  /** The bytes may still be on their way. `order` sorts photos as they were sent. */
  | { type: 'photographed'; photo: PhotoId; order: number }
  | {
      type: 'photo-settled'
      photo: PhotoId
      outcome: 'ready' | 'lost' | 'not-a-photo' | 'too-large'
    }
  | { type: 'tapped'; card: CardId; action: string; choices: Record<string, string[]> }
  /** A kind of message the bot cannot use (voice, file, video, place …). */
  | { type: 'sent-other'; what: string }
  | { type: 'timer'; key: string; name: string; dueAt: Instant; data: Record<string, string> }

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
  /** Cards of that step that still show an open question. */
  openCards(step: StepId): Promise<CardRecord[]>
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
  deskClaim(number: SubmissionNumber): Promise<DeskClaim | undefined>

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
  /** Items that have given the unit a point for filing on time in that month. */
  onTimeItems(unit: UnitCode, month: Month): Promise<number>

  mark(id: MarkId): Promise<MarkRecord | undefined>
  /** Newest first. */
  marks(limit: number): Promise<MarkRecord[]>
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

/**
 * One thing the bot knows how to do: facts are asked for first, then it is decided without
 * another look outside. Both run inside the turn's transaction, so what was read still holds.
 */
export interface Handler<In> {
  run(read: Read, input: In, turn: Turn): Promise<Effect[]>
}

export function handler<In, Loaded>(parts: {
  load(read: Read, input: In, turn: Turn): Promise<Loaded>
  decide(loaded: Loaded, input: In, turn: Turn): Effect[]
}): Handler<In> {
  return {
    async run(read, input, turn) {
      return parts.decide(await parts.load(read, input, turn), input, turn)
    },
  }
}

/** Words of the chat and keys of the menu (contract, section 5). */
export type CommandId =
  | 'submit'
  | 'edit'
  | 'continue'
  | 'back'
  | 'cancel'
  | 'done'
  | 'skip'
  | 'discard'
  | 'mine'
  | 'pending'
  | 'approve'
  | 'return'
  | 'reassign'
  | 'withdraw'
  | 'takeBack'
  | 'nudge'
  | 'history'
  | 'fullText'
  | 'abandon'
  | 'delegate'
  | 'allowance'
  | 'ranking'
  | 'points'
  /** 采用 N: asks; 用稿 N …: in one line. */
  | 'use'
  | 'adopt'
  | 'reverseAdoption'
  | 'hold'
  | 'sendBack'
  | 'decline'
  | 'joinUnits'
  | 'mark'
  | 'reverseMark'
  | 'object'
  | 'bulletin'
  | 'assessment'
  | 'help'
  /** Known words whose work comes with a later release. */
  | 'later'

/** A whole message that is a command. `word` is as typed, `args` what follows it, normalised. */
export interface Command {
  id: CommandId
  word: string
  args: string
}

export interface Tap {
  card: CardRecord
  action: string
  choices: Record<string, string[]>
}

export interface Timer {
  key: string
  name: string
  /** The time that it was set for: after a time down that may be long ago. */
  dueAt: Instant
  data: Record<string, string>
}

/** The page behind 看全文. It changes nothing, so it answers with words instead of effects. */
export interface ArticlePages {
  view(read: Read, request: ArticleRequest, now: Instant): Promise<ArticleAnswer>
  /** Whether it is a photo of that item, and the item one that the person may see. */
  maySeePhoto(
    read: Read,
    wanted: { number: SubmissionNumber; person: PersonId; photo: string },
  ): Promise<boolean>
  expired(number: SubmissionNumber): string
  forged(): string
}

/** All that src knows of the handlers; handlers/index.ts fills it in. */
export interface Handlers {
  /** Total on any text: `null` is not a command. A body that begins with a command word is none. */
  parse(text: string): Command | null
  /** A key of the app's menu. */
  menu(key: string): Command | null
  /** Commands that belong to the draft while one is being written (返回 完成 跳过 改 …). */
  flowCommands: ReadonlySet<CommandId>
  /** Whatever happens to the draft in focus. */
  flow: Handler<ChatEvent>
  commands: Record<CommandId, Handler<Command>>
  cards: Record<CardPurpose['kind'], Handler<Tap>>
  asides: Record<Aside['kind'], Handler<string>>
  /** The number of a list that was shown. */
  pick: Handler<ListItem>
  /** By name; a timer without a person has the publicity office's first admin as its actor. */
  timers: Record<string, Handler<Timer>>
  /**
   * The timer that goes off at every start and after every import of the organisation: it sets what
   * comes round by itself.
   */
  setOut?: string
  /** Said, photographed or sent when nothing is in progress and no command was meant. */
  outOfTheBlue: Handler<ChatEvent>
  article: ArticlePages
  /** A person's very first event. */
  welcome(turn: Turn): Effect[]
  /** Somebody the organisation does not know. `contacts` are whom to ask. */
  stranger(contacts: readonly string[]): string
  /** A tap on a card that the bot does not know or that was sent to somebody else. */
  foreignCard(): string
  /** In a group: go on in private. `goesOn`: a command was given, and is answered there. */
  inGroup(goesOn: boolean): string
  /** A number beyond the list that was shown. */
  notInList(length: number): string
  /**
   * To the admins: so many updates or deliveries were given up on and wait for a person; so many of
   * them may have been sent, and are to be looked for before they are sent again.
   */
  alert(parked: number, maybeSent: number): string
  /** To the desk: a month's allowance is nearly used up. */
  allowanceWarning(spent: AllowanceRecord): string
  /** The update was given up on; nothing is lost, a person will look. */
  parked(): string
}

export type { Aside, Effect, ListItem }
