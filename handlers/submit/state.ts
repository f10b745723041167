import { z } from 'zod'
import { CardId, Day, Instant, PhotoId } from '../../schema/ids.ts'
import { Category, ItemContent, Tier } from '../../schema/submission.ts'

/** Raised whenever a stored state could no longer be read as it is; see revive.ts. */
export const FLOW_VERSION = 1

/** The six parts of an item, in the order in which they are asked for; 核对 is the seventh. */
export const Part = z.enum(['tier', 'category', 'title', 'eventDate', 'body', 'photos'])
export type Part = z.infer<typeof Part>
export const PARTS = Part.options

/** The parts that a word or a line answers. */
export type ShortPart = Exclude<Part, 'body' | 'photos'>
export const SHORT_PARTS = PARTS.filter(
  (part): part is ShortPart => part !== 'body' && part !== 'photos',
)

/** `order` sorts photos as they were sent, whenever they arrive. */
export const DraftPhoto = z.object({
  photo: PhotoId,
  order: z.number(),
  caption: z.string().min(1).nullable(),
})
export type DraftPhoto = z.infer<typeof DraftPhoto>

const Answers = z.object({
  tier: Tier.optional(),
  category: Category.optional(),
  title: z.string().min(1).optional(),
  eventDate: Day.optional(),
  /** Ended by 完成, or pasted whole. */
  body: z.string().min(1).optional(),
})

/**
 * Text at the photos that no photo waited for. `waiting`: a late photo may still claim it;
 * `asked`: the writer was asked what it is; `kept`: it is for the next photo.
 */
export const Held = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('waiting'), texts: z.array(z.string()).min(1), until: Instant }),
  z.object({ mode: z.literal('asked'), texts: z.array(z.string()).min(1) }),
  z.object({ mode: z.literal('kept'), texts: z.array(z.string()).min(1) }),
])
export type Held = z.infer<typeof Held>

/** What has been learnt so far, in whatever order it came. */
export const Gathered = z.object({
  answers: Answers,
  /** Pieces of a body that is not ended yet. */
  pieces: z.array(z.string()),
  photos: z.array(DraftPhoto).max(9),
  /** 完成 or 跳过 was said at the photos. */
  photosEnded: z.boolean(),
  held: Held.nullable(),
  /** It began as a pasted article: what is missing is asked in one prompt where it can be. */
  pasted: z.boolean(),
})
export type Gathered = z.infer<typeof Gathered>

/** Everything is there, and every photo has its caption. */
export const Complete = z.object({
  ...ItemContent.shape,
  photos: z.array(z.object({ ...DraftPhoto.shape, caption: z.string().min(1) })).max(9),
})
export type Complete = z.infer<typeof Complete>

/** Photos, captions and pieces of a body are answered together, at `due` at the latest. */
export const Pending = z.object({
  since: Instant,
  due: Instant,
  /** Photos beyond the ninth. */
  refused: z.number().int().nonnegative(),
  notes: z.array(z.string()),
})
export type Pending = z.infer<typeof Pending>

const always = {
  /** The card that asks the open question, if a card does. */
  ask: CardId.nullable(),
  pending: Pending.nullable(),
}

export const State = z.discriminatedUnion('at', [
  /** `together`: several short parts in one prompt. `again`: a part that was known (改 标题). */
  z.object({
    at: z.literal('asking'),
    part: z.enum([...Part.options, 'together']),
    again: z.boolean(),
    gathered: Gathered,
    ...always,
  }),
  /** Nothing is missing but bytes of photos that are still being fetched. */
  z.object({ at: z.literal('fetching'), content: Complete, ...always }),
  /** `officeTold`: it could not be submitted for want of a reviewer, and the office knows. */
  z.object({ at: z.literal('preview'), content: Complete, officeTold: z.boolean(), ...always }),
  /** Which of the six parts is to be changed? */
  z.object({ at: z.literal('menu'), content: Complete, ...always }),
])
export type State = z.infer<typeof State>
export type Asking = Extract<State, { at: 'asking' }>
export type Whole = Exclude<State, Asking>

export const nothingYet: Gathered = {
  answers: {},
  pieces: [],
  photos: [],
  photosEnded: false,
  held: null,
  pasted: false,
}

export const gatheredFrom = ({ photos, ...answers }: Complete): Gathered => ({
  ...nothingYet,
  answers,
  photos,
  photosEnded: true,
})

/** What a state knows, whichever it is. */
export const gatheredOf = (state: State): Gathered =>
  state.at === 'asking' ? state.gathered : gatheredFrom(state.content)

/** Whether throwing it away would lose anything. */
export function isEmpty(state: State): boolean {
  const { answers, pieces, photos, held } = gatheredOf(state)
  return Object.keys(answers).length === 0 && pieces.length + photos.length === 0 && held === null
}
