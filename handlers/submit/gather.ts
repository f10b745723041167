import type { Day, Instant, PhotoId } from '../../schema/ids.ts'
import type { PhotoRecord, SubmissionRecord } from '../contract.ts'
import { lengthOf } from '../text.ts'
import { later, SECOND_MS } from '../time.ts'
import {
  Complete,
  SHORT_PARTS,
  type Asking,
  type Gathered,
  type Part,
  type Pending,
  type ShortPart,
  type State,
} from './state.ts'

export const BODY_MIN = 50
export const BODY_MAX = 5000

/** What a step may look at beside the state and the event. */
export interface Facts {
  now: Instant
  today: Day
  photos: ReadonlyMap<PhotoId, PhotoRecord['state']>
  /** The item that is being edited, if it was submitted before. */
  item: SubmissionRecord | null
}

/** One answer 1.5 s after the last photo, caption or piece, 4 s after the first at most. */
const SETTLE_MS = 1.5 * SECOND_MS
const SETTLE_AT_MOST_MS = 4 * SECOND_MS

export function pend(
  { pending }: State,
  now: Instant,
  more: { refused?: number; notes?: readonly string[] } = {},
): Pending {
  const since = pending?.since ?? now
  const due = Math.min(later(now, SETTLE_MS), later(since, SETTLE_AT_MOST_MS))
  return {
    since,
    due: later(now, Math.max(0, due - now)),
    refused: (pending?.refused ?? 0) + (more.refused ?? 0),
    notes: [...(pending?.notes ?? []), ...(more.notes ?? [])].slice(-20),
  }
}

/** The parts still missing, in the order of the questions. */
export function missing({ answers, photosEnded }: Gathered): Part[] {
  const parts: Part[] = SHORT_PARTS.filter((part) => answers[part] === undefined)
  if (answers.body === undefined) parts.push('body')
  if (!photosEnded) parts.push('photos')
  return parts
}

export const missingShort = ({ answers }: Gathered): ShortPart[] =>
  SHORT_PARTS.filter((part) => answers[part] === undefined)

/** The one question to be asked next; a pasted article's gaps are asked together. */
function nextPart(gathered: Gathered): Asking['part'] | undefined {
  if (gathered.pasted && missingShort(gathered).length > 1) return 'together'
  return missing(gathered)[0]
}

/** On to what is missing, or, with nothing missing, to 核对. */
export function moveOn(gathered: Gathered, facts: Facts, pending: Pending | null): State {
  const part = nextPart(gathered)
  const always = { ask: null, pending }
  if (part !== undefined) return { at: 'asking', part, again: false, gathered, ...always }
  const content = Complete.parse({ ...gathered.answers, photos: gathered.photos })
  const ready = content.photos.every(({ photo }) => facts.photos.get(photo) === 'ready')
  return ready
    ? { at: 'preview', content, officeTold: false, ...always }
    : { at: 'fetching', content, ...always }
}

export const bodySoFar = ({ answers, pieces }: Gathered): string[] =>
  answers.body === undefined ? pieces : [answers.body]

/** A paste outside of question 5; `undefined` where the body would be too long with it. */
export function withPaste(gathered: Gathered, text: string): Gathered | undefined {
  const body = [...bodySoFar(gathered), tidyBody(text)].join('\n')
  const length = lengthOf(body)
  if (length > BODY_MAX) return undefined
  return length < BODY_MIN
    ? { ...gathered, pieces: [body] }
    : { ...gathered, pieces: [], answers: { ...gathered.answers, body } }
}

export const tidyBody = (text: string): string => text.replace(/\r\n?/gu, '\n').trim()

export const tooLongBody = (length: number): string =>
  `正文最多 ${BODY_MAX} 字，加上这一条有 ${length} 字，这一条没有收下。请缩短后重发。`
