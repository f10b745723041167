import type { Effect } from '../../schema/effect.ts'
import type {
  Day,
  DraftId,
  PersonId,
  PhotoId,
  SubmissionNumber,
  UnitCode,
} from '../../schema/ids.ts'
import type { Actor, ChatEvent, DraftRecord, PhotoRecord, Read, Turn } from '../contract.ts'
import { dayOf, later, DAY_MS, MINUTE_MS } from '../time.ts'
import type { Facts } from './gather.ts'
import { revive } from './revive.ts'
import { FLOW_VERSION, gatheredOf, type State } from './state.ts'
import { ANSWER_TIMER, HOLD_TIMER } from './step.ts'

export const REMIND_TIMER = 'flow-remind'
export const EXPIRE_TIMER = 'flow-expire'
const REMIND_MS = 30 * MINUTE_MS
/** 30 days end a draft; the notice comes this long before. */
export const NOTICE_DAYS = 3
export const EXPIRE_DAYS = 30

/** A draft with its state read back, whichever version wrote it. */
export interface Draft {
  id: DraftId
  unit: UnitCode
  submission: SubmissionNumber | null
  state: State
  carried: boolean
}

export const draftOf = ({ id, unit, submission, flowVersion, state }: DraftRecord): Draft => ({
  id,
  unit,
  submission,
  ...revive(flowVersion, state),
})

export type Writer = Actor & { unit: NonNullable<Actor['unit']> }

/** Who may write: correspondents and heads, in the unit they belong to (plan, section 2). */
export const mayWrite = (actor: Actor): actor is Writer =>
  actor.unit !== null && actor.roles.some((role) => role === 'correspondent' || role === 'unitHead')

export const mayNotWrite =
  '投稿由各单位的信息员或主要负责人发送，您目前不在其中。如需投稿，请联系宣传办。'

/** 今天 is the day on which it was said, also where it is handled after midnight. */
export const todayFor = ({ now, sentAt }: Turn): Day =>
  dayOf(sentAt !== undefined && sentAt < now ? sentAt : now)

export async function loadFacts(
  read: Read,
  draft: Draft,
  event: ChatEvent | null,
  turn: Turn,
): Promise<Facts> {
  const ids = gatheredOf(draft.state).photos.map(({ photo }) => photo)
  const records = ids.length > 0 ? await read.photos(ids) : []
  // A photo without a record can never arrive.
  const photos = new Map<PhotoId, PhotoRecord['state']>()
  for (const id of ids) photos.set(id, records.find((record) => record.id === id)?.state ?? 'lost')
  if (event?.type === 'photo-settled' && photos.has(event.photo))
    photos.set(event.photo, event.outcome)
  const item =
    draft.submission === null ? null : ((await read.submission(draft.submission)) ?? null)
  return { now: turn.now, today: todayFor(turn), photos, item }
}

const timerKey = (name: string, draft: DraftId) => `${name}:${draft}`

export const clearTimers = (draft: DraftId, ...names: string[]): Effect[] =>
  names.map((name) => ({ type: 'clear-timer', key: timerKey(name, draft) }))

export const ALL_TIMERS = [ANSWER_TIMER, HOLD_TIMER, REMIND_TIMER, EXPIRE_TIMER]

export const setTimer = (
  name: string,
  draft: DraftId,
  {
    person,
    dueAt,
    data = {},
  }: { person: PersonId; dueAt: Turn['now']; data?: Record<string, string> },
): Effect => ({
  type: 'set-timer',
  key: timerKey(name, draft),
  name,
  person,
  dueAt,
  data: { draft, ...data },
})

/** Writes the state, and the timers that it asks for. `touched`: the writer did something. */
export function keep(draft: Draft, state: State, turn: Turn, touched: boolean): Effect[] {
  const { actor, now, place } = turn
  const person = actor.id
  return [
    {
      type: 'save-draft',
      draft: draft.id,
      person,
      unit: draft.unit,
      submission: draft.submission,
      flowVersion: FLOW_VERSION,
      state,
    },
    ...(place.focus?.id === draft.id
      ? []
      : [{ type: 'focus', person, draft: draft.id } satisfies Effect]),
    ...timerOf(draft, ANSWER_TIMER, draft.state.pending?.due, state.pending?.due, person),
    ...timerOf(draft, HOLD_TIMER, heldUntil(draft.state), heldUntil(state), person),
    // A question of the draft is open now: numbers answer it, not a list from before.
    ...(touched && place.list ? [{ type: 'list', person, items: null } satisfies Effect] : []),
    ...(touched
      ? [
          setTimer(REMIND_TIMER, draft.id, { person, dueAt: later(now, REMIND_MS) }),
          setTimer(EXPIRE_TIMER, draft.id, {
            person,
            dueAt: later(now, (EXPIRE_DAYS - NOTICE_DAYS) * DAY_MS),
            data: { stage: 'notice' },
          }),
        ]
      : []),
  ]
}

function heldUntil(state: State) {
  const held = state.at === 'asking' ? state.gathered.held : null
  return held?.mode === 'waiting' ? held.until : undefined
}

function timerOf(
  { id }: Draft,
  name: string,
  before: Turn['now'] | undefined,
  dueAt: Turn['now'] | undefined,
  person: PersonId,
): Effect[] {
  if (dueAt === before) return []
  return dueAt === undefined ? clearTimers(id, name) : [setTimer(name, id, { person, dueAt })]
}

/** The draft is over: submitted, thrown away or too old. */
export const endDraft = (id: DraftId, { actor, place }: Turn): Effect[] => [
  { type: 'end-draft', draft: id },
  ...(place.focus?.id === id
    ? [{ type: 'focus', person: actor.id, draft: null } satisfies Effect]
    : []),
  ...clearTimers(id, ...ALL_TIMERS),
]
