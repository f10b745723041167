import type { ArticleAnswer, ArticleRequest } from '../schema/article.ts'
import type { CardPurpose } from '../schema/card.ts'
import type { MonthlyTime } from '../schema/config.ts'
import type { Aside, Effect, ListItem } from '../schema/effect.ts'
import type {
  CardId,
  Day,
  Instant,
  Month,
  PersonId,
  PhotoId,
  SubmissionNumber,
} from '../schema/ids.ts'
import type { RuleSet } from '../schema/rules/rule-set.ts'
import type { Actor, AllowanceRecord, CardRecord, Place } from '../schema/records.ts'
import type { Platform } from '../schema/update.ts'
import type { ReviewChains } from '../schema/submission.ts'
import type { Read } from './read.ts'

export type * from '../schema/records.ts'
export type { Read } from './read.ts'

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
  /** How many groups rankings and bulletins can be sent to. */
  reachableGroups: number
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

/**
 * One thing the bot knows how to do: what it knows it reads, what it does it answers with. It runs
 * inside the turn's transaction, so what was read still holds when the effects are carried out.
 */
export interface Handler<In> {
  run(read: Read, input: In, turn: Turn): Promise<Effect[]>
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
  /** Whether a command is meant, where its words may be content as well. Unset, every one is. */
  isMeant?(read: Read, command: Command, turn: Turn): Promise<boolean>
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
