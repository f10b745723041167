import fc from 'fast-check'
import { expect, test } from 'vitest'
import { revive } from '../../../handlers/submit/revive.ts'
import { FLOW_VERSION, State } from '../../../handlers/submit/state.ts'
import { BODY } from './writer.ts'

test('what version 0 knew is carried over, and the first missing part is asked', () => {
  const raw = {
    step: 'date',
    tier: 'major',
    category: 'highlight',
    title: '小小修理铺开张',
    body: BODY,
    photos: [{ id: 'p1', caption: '磨剪刀' }, { id: 'p2' }],
  }
  const { state, carried } = revive(0, raw)
  expect(carried).toBe(true)
  expect(state).toMatchObject({
    at: 'asking',
    part: 'eventDate',
    gathered: {
      answers: { tier: 'major', category: 'highlight', title: '小小修理铺开张', body: BODY },
      photos: [
        { photo: 'p1', caption: '磨剪刀' },
        { photo: 'p2', caption: null },
      ],
    },
  })
})

test('parts that version 0 kept elsewhere, or in other shapes, are found', () => {
  const raw = {
    answers: { tier: 'general', date: '2026-11-19' },
    pieces: ['前半句', '后半句'],
    photos: ['p1'],
  }
  expect(revive(0, raw).state).toMatchObject({
    part: 'category',
    gathered: {
      answers: { tier: 'general', eventDate: '2026-11-19' },
      pieces: ['前半句\n后半句'],
      photos: [{ photo: 'p1', order: 0, caption: null }],
    },
  })
})

test('a complete item of another version is asked only for its photos', () => {
  const raw = {
    tier: 'general',
    category: 'other',
    title: '小小修理铺开张',
    eventDate: '2026-11-19',
    body: BODY,
  }
  expect(revive(99, { at: 'preview', content: raw }).state).toMatchObject({ part: 'photos' })
})

test('whatever was stored, a valid state comes of it', () => {
  fc.assert(
    fc.property(fc.integer(), fc.jsonValue({ maxDepth: 6 }), (version, raw) => {
      expect(State.safeParse(revive(version, raw).state).success).toBe(true)
    }),
  )
})

test('a state of this version comes back as it is', () => {
  const { state } = revive(0, { tier: 'general' })
  expect(revive(FLOW_VERSION, JSON.parse(JSON.stringify(state)))).toEqual({
    state: State.parse(JSON.parse(JSON.stringify(state))),
    carried: false,
  })
})
