import { z } from 'zod'
import { Instant, PersonId, PhotoId } from './ids.ts'

/** The chat platforms. A new one is a new word here and a folder under src/platforms. */
export const Platform = z.enum(['wecom', 'dingtalk'])
export type Platform = z.infer<typeof Platform>

/** Where a message can be sent: one person's chat with the bot, or a group. */
export const Chat = z.object({
  platform: Platform,
  kind: z.enum(['person', 'group']),
  /** The platform's own id of the account or group. */
  id: z.string().min(1),
})
export type Chat = z.infer<typeof Chat>

/**
 * One single-use permission to change a card that was sent: WeCom's `response_code`.
 * A platform whose cards can be changed at will sends none.
 */
export const CardHandle = z.object({ code: z.string().min(1), expiresAt: Instant })
export type CardHandle = z.infer<typeof CardHandle>

/** Noticed: the platform delivers no more messages this month. */
export const PUSHES_USED_UP = 'allowance-exhausted'

/** What a person did, whatever the platform calls it. */
export const Content = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string() }),
  /** `media`: what the platform's adapter needs to fetch the bytes. */
  z.object({ type: z.literal('photo'), media: z.string() }),
  z.object({ type: z.literal('file'), media: z.string().optional(), name: z.string().optional() }),
  z.object({
    type: z.literal('tap'),
    card: z.string(),
    /** The button: its action, or whatever `by` says it is told by. */
    action: z.string(),
    /** Where the platform tells a button only by its place on the card, from 1, or by its label. */
    by: z.enum(['place', 'label']).optional(),
    /** Dropdowns and inputs of the card, by their key. */
    choices: z.record(z.string(), z.array(z.string())),
    handle: CardHandle.optional(),
  }),
  z.object({ type: z.literal('menu'), key: z.string() }),
  /** The chat was opened, or the person came into the app's range: stored, hardly ever answered. */
  z.object({ type: z.literal('opened') }),
  z.object({ type: z.literal('joined') }),
  z.object({ type: z.literal('left') }),
  /** A message of a kind the bot cannot use; `what` is the platform's word for it. */
  z.object({ type: z.literal('unsupported'), what: z.string() }),
  /** A platform event that is nobody's message: kept, never answered. */
  z.object({ type: z.literal('noticed'), what: z.string() }),
])
export type Content = z.infer<typeof Content>

/** A message, tap or event from a platform. */
export const ChatUpdate = z.object({
  from: z.literal('chat'),
  chat: Chat,
  /** The account that acted: in a group it is not the chat's id. */
  account: z.string().min(1),
  sentAt: Instant,
  content: Content,
})
export type ChatUpdate = z.infer<typeof ChatUpdate>

export const TimerData = z.record(z.string(), z.string())

/** A timer that went off. `person` is whose turn it is. */
const TimerUpdate = z.object({
  from: z.literal('timer'),
  key: z.string(),
  name: z.string(),
  person: PersonId.nullable(),
  dueAt: Instant,
  data: TimerData,
})

/** The result of a job the bot gave out: a photo was fetched or was lost. */
export const PhotoUpdate = z.object({
  from: z.literal('photo'),
  photo: PhotoId,
  person: PersonId,
  outcome: z.enum(['ready', 'lost', 'not-a-photo', 'too-large']),
})
export type PhotoUpdate = z.infer<typeof PhotoUpdate>

/** Everything that can set the bot in motion comes in by this one door and is kept first. */
export const Update = z.discriminatedUnion('from', [ChatUpdate, TimerUpdate, PhotoUpdate])
export type Update = z.infer<typeof Update>

/** An update with the key by which a second delivery of it is known. */
export interface KeyedUpdate {
  /** The platform's name, or `bot` for the bot's own timers and jobs. */
  source: string
  eventKey: string
  update: Update
  /** What its coming in has cost of a monthly allowance, where the platform counts that. */
  pushes?: number
}
