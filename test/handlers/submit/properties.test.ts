import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ChatEvent } from '../../../handlers/contract.ts'
import type { Facts } from '../../../handlers/submit/gather.ts'
import { promptFor, promptText } from '../../../handlers/submit/prompt.ts'
import { moveOn } from '../../../handlers/submit/gather.ts'
import { nothingYet, State } from '../../../handlers/submit/state.ts'
import { ANSWER_TIMER, HOLD_TIMER, step } from '../../../handlers/submit/step.ts'
import { CardId, Day, Instant, PhotoId } from '../../../schema/ids.ts'
import type { PhotoRecord } from '../../../schema/records.ts'
import { BODY, TITLE } from './writer.ts'

type PhotoState = PhotoRecord['state']
type Deed = { event: ChatEvent; waitMs: number; fate: PhotoState }

const texts = fc.oneof(
  fc.constantFrom(
    ...[
      '1',
      '2',
      '3',
      '4',
      '7',
      '昨天',
      '11.10',
      '10月1日',
      '1 4 昨天',
      TITLE,
      BODY,
      `${TITLE}\n${BODY}`,
    ],
    ...['完成', '跳过', '返回', '取消', '修改', '提交', '改 标题', '改 正文', '改 照片', '改 类别'],
    ...[
      '图1 说明',
      '图2 说明',
      '图1 删除',
      '说明',
      '一\n二',
      '一\n二\n三',
      '字'.repeat(250),
      '',
      ' ',
    ],
  ),
  fc.string({ unit: 'binary', maxLength: 80 }),
)
const actions = fc.constantFrom(
  ...['general', 'major', 'highlight', '今天', 'submit', 'edit', 'cancel', 'skip', 'done', 'back'],
  ...['title', 'body', 'photos', 'next', 'drop', 'nonsense'],
)

const events: fc.Arbitrary<ChatEvent> = fc.oneof(
  { weight: 8, arbitrary: texts.map((text) => ({ type: 'said' as const, text })) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('photographed' as const),
      photo: fc
        .constantFrom(...'a b c d e f g h i j k l'.split(' '))
        .map((id) => PhotoId.parse(id)),
      order: fc.nat(20),
    }),
  },
  {
    weight: 3,
    arbitrary: actions.map((action) => ({
      type: 'tapped' as const,
      card: CardId.parse('card'),
      action,
      choices: {},
    })),
  },
  { weight: 1, arbitrary: fc.constant({ type: 'sent-other' as const, what: 'voice' }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(ANSWER_TIMER, HOLD_TIMER).map((name) => ({
      type: 'timer' as const,
      key: name,
      name,
      dueAt: Instant.parse(0),
      data: {},
    })),
  },
)

const deeds: fc.Arbitrary<Deed> = fc.record({
  event: events,
  waitMs: fc.constantFrom(0, 100, 1600, 5000, 86_400_000),
  fate: fc.constantFrom<PhotoState>(
    'fetching',
    'ready',
    'ready',
    'ready',
    'lost',
    'not-a-photo',
    'too-large',
  ),
})

const starts: fc.Arbitrary<State> = fc
  .constantFrom(...[nothingYet, { ...nothingYet, pasted: true }])
  .map((gathered) => moveOn(gathered, factsAt(0, new Map()), null))

function factsAt(ms: number, photos: Map<PhotoId, PhotoState>): Facts {
  const now = Instant.parse(Date.parse('2026-11-20T02:00:00Z') + ms)
  return { now, today: Day.parse('2026-11-20'), photos, item: null }
}

const stored = (state: State): State => State.parse(JSON.parse(JSON.stringify(state)))

/** Every deed in turn, the state read back from JSON each time, as it would be stored. */
function play(
  start: State,
  sequence: readonly Deed[],
  look: (before: State, deed: Deed, after: ReturnType<typeof step>) => void,
) {
  let state = stored(start)
  let ms = 0
  const photos = new Map<PhotoId, PhotoState>()
  for (const deed of sequence) {
    ms += deed.waitMs
    const outcome = step(state, deed.event, factsAt(ms, photos))
    look(state, deed, outcome)
    if (deed.event.type === 'photographed' && !photos.has(deed.event.photo)) {
      photos.set(deed.event.photo, deed.fate)
    }
    const immediate = outcome.then !== 'go-on' || outcome.reply.type === 'ask'
    state = stored(immediate ? { ...outcome.state, pending: null } : outcome.state)
  }
  return state
}

const isOwn = ({ type }: ChatEvent) => type !== 'timer' && type !== 'photo-settled'

test('any sequence of events leads from a valid state to a valid one', () => {
  fc.assert(
    fc.property(starts, fc.array(deeds, { maxLength: 40 }), (start, sequence) => {
      play(start, sequence, () => undefined)
    }),
    { numRuns: 400 },
  )
})

test('nothing that somebody does is left without an answer, or a timer that will answer', () => {
  fc.assert(
    fc.property(starts, fc.array(deeds, { maxLength: 40 }), (start, sequence) => {
      play(start, sequence, (_before, { event }, outcome) => {
        if (!isOwn(event) || outcome.then !== 'go-on' || outcome.reply.type === 'ask') return
        const { state } = outcome
        const held = state.at === 'asking' ? state.gathered.held?.mode : undefined
        expect(state.pending !== null || held === 'waiting').toBe(true)
      })
    }),
    { numRuns: 400 },
  )
})

test('a tap, and what cannot be used, is answered at once and never taken for text', () => {
  fc.assert(
    fc.property(starts, fc.array(deeds, { maxLength: 40 }), (start, sequence) => {
      play(start, sequence, (_before, { event }, outcome) => {
        if (event.type !== 'tapped' && event.type !== 'sent-other') return
        expect(outcome).not.toMatchObject({ then: 'go-on', reply: { type: 'none' } })
      })
    }),
    { numRuns: 200 },
  )
})

test('from every state 取消 leaves, and keeps what was written', () => {
  fc.assert(
    fc.property(starts, fc.array(deeds, { maxLength: 40 }), (start, sequence) => {
      const state = play(start, sequence, () => undefined)
      expect(step(state, { type: 'said', text: '取消' }, factsAt(1e9, new Map())).then).toBe(
        'leave',
      )
    }),
    { numRuns: 200 },
  )
})

test('every question begins with its place', () => {
  fc.assert(
    fc.property(starts, fc.array(deeds, { maxLength: 40 }), (start, sequence) => {
      const state = play(start, sequence, () => undefined)
      expect(promptText(promptFor(state, Day.parse('2026-11-20')), [])).toMatch(/^（[1-7]\/7）/)
    }),
    { numRuns: 200 },
  )
})

test('提交 is only ever reached with every caption and every byte', () => {
  fc.assert(
    fc.property(starts, fc.array(deeds, { maxLength: 60 }), (start, sequence) => {
      const photos = new Map<PhotoId, PhotoState>()
      play(start, sequence, (_before, { event, fate }, outcome) => {
        if (outcome.then === 'submit') {
          for (const { photo, caption } of outcome.state.content.photos) {
            expect(caption).not.toBe('')
            expect(photos.get(photo)).toBe('ready')
          }
        }
        if (event.type === 'photographed' && !photos.has(event.photo)) photos.set(event.photo, fate)
      })
    }),
    { numRuns: 400 },
  )
})
