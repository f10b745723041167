import { expect, test } from 'vitest'
import type { PhotoRecord } from '../../../handlers/contract.ts'
import { moveOn, type Facts } from '../../../handlers/submit/gather.ts'
import { nothingYet, State, type Asking } from '../../../handlers/submit/state.ts'
import { step } from '../../../handlers/submit/step.ts'
import { CardId, Day, Instant, PhotoId } from '../../../schema/ids.ts'
import { BODY, TITLE } from './writer.ts'

const photo = PhotoId.parse('p')
const facts = (state: PhotoRecord['state']): Facts => ({
  now: Instant.parse(Date.parse('2026-11-20T02:00:00Z')),
  today: Day.parse('2026-11-20'),
  photos: new Map([[photo, state]]),
  item: null,
})

const atPhotos = (caption: string | null): Asking => ({
  at: 'asking',
  part: 'photos',
  again: false,
  gathered: { ...nothingYet, photos: [{ photo, order: 1, caption }] },
  ask: null,
  pending: null,
})

test.each([
  ['lost', '图1 没有取到，请重发。'],
  ['not-a-photo', '图1 不是能用的图片，请换成 JPG 或 PNG 重发。'],
  ['too-large', '图1 太大，请压缩后重发。'],
] as const)('a photo that is %s is taken out and told', (outcome, told) => {
  const event = { type: 'photo-settled' as const, photo, outcome }
  const { state } = step(atPhotos(null), event, facts(outcome))
  expect(state).toMatchObject({ gathered: { photos: [] }, pending: { notes: [told] } })
})

test('a photo that has come is nothing to speak of', () => {
  const before = atPhotos('说明')
  const event = { type: 'photo-settled' as const, photo, outcome: 'ready' as const }
  expect(step(before, event, facts('ready'))).toEqual({
    then: 'go-on',
    state: before,
    reply: { type: 'none' },
  })
})

test('with everything known it is the preview, or the wait for bytes', () => {
  const answers = {
    tier: 'general' as const,
    category: 'other' as const,
    title: TITLE,
    eventDate: Day.parse('2026-11-19'),
    body: BODY,
  }
  const photos = [{ photo, order: 1, caption: '说明' }]
  const gathered = { ...nothingYet, answers, photos, photosEnded: true }
  expect(moveOn(gathered, facts('ready'), null).at).toBe('preview')
  expect(moveOn(gathered, facts('fetching'), null).at).toBe('fetching')
})

test('a preview cannot be written without complete content', () => {
  const card = CardId.parse('card')
  const content = { tier: 'general', category: 'other', title: TITLE, photos: [] } as const
  // @ts-expect-error a preview without day and body
  const state: State = { at: 'preview', content, officeTold: false, ask: card, pending: null }
  expect(State.safeParse(state).success).toBe(false)
  const uncaptioned = {
    ...content,
    eventDate: '2026-11-19',
    body: BODY,
    photos: [{ photo, order: 1, caption: null }],
  }
  expect(State.safeParse({ ...state, content: uncaptioned }).success).toBe(false)
})
