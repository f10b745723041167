import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contentHash } from '../../../handlers/content.ts'
import { Day, PhotoId } from '../../../schema/ids.ts'
import { Category, Tier, type ItemContent } from '../../../schema/submission.ts'
import type { PhotoRecord } from '../../../schema/records.ts'

const photo = (id: string, sha256: string | null): PhotoRecord => ({
  id: PhotoId.parse(id),
  state: sha256 === null ? 'fetching' : 'ready',
  sha256,
})

const contents: fc.Arbitrary<ItemContent> = fc.record({
  tier: fc.constantFrom(...Tier.options),
  category: fc.constantFrom(...Category.options),
  title: fc.string({ minLength: 1 }),
  eventDate: fc.constantFrom(Day.parse('2026-11-19'), Day.parse('2026-11-20')),
  body: fc.string({ minLength: 1 }),
  photos: fc.array(
    fc.record({
      photo: fc.constantFrom('a', 'b').map((id) => PhotoId.parse(id)),
      caption: fc.string({ minLength: 1 }),
    }),
    { maxLength: 4 },
  ),
})

const records = [photo('a', 'aa'), photo('b', 'bb')]

test('two contents have the same hash only if they are the same', () => {
  fc.assert(
    fc.property(contents, contents, (one, other) => {
      const same = JSON.stringify(one) === JSON.stringify(other)
      expect(contentHash(one, records) === contentHash(other, records)).toBe(same)
    }),
  )
})

test('every single field counts', () => {
  const changes: ((content: ItemContent) => ItemContent)[] = [
    (content) => ({ ...content, title: `${content.title}x` }),
    (content) => ({ ...content, body: `${content.body} ` }),
    (content) => ({ ...content, tier: content.tier === 'major' ? 'general' : 'major' }),
    (content) => ({ ...content, category: content.category === 'other' ? 'brand' : 'other' }),
    (content) => ({ ...content, eventDate: Day.parse('2026-11-01') }),
    (content) => ({
      ...content,
      photos: [...content.photos, { photo: PhotoId.parse('a'), caption: 'new' }],
    }),
  ]
  fc.assert(
    fc.property(contents, fc.constantFrom(...changes), (content, change) => {
      expect(contentHash(change(content), records)).not.toBe(contentHash(content, records))
    }),
  )
})

test('photos count by their bytes and their order, not by their ids', () => {
  const content = (ids: string[]): ItemContent => ({
    tier: 'general',
    category: 'other',
    title: '标题',
    eventDate: Day.parse('2026-11-19'),
    body: '正文',
    photos: ids.map((id) => ({ photo: PhotoId.parse(id), caption: '说明' })),
  })
  const known = [...records, photo('again', 'aa')]
  expect(contentHash(content(['again']), known)).toBe(contentHash(content(['a']), known))
  expect(contentHash(content(['a', 'b']), known)).not.toBe(contentHash(content(['b', 'a']), known))
})

test('there is no hash while bytes are missing', () => {
  const content: ItemContent = {
    tier: 'general',
    category: 'other',
    title: '标题',
    eventDate: Day.parse('2026-11-19'),
    body: '正文',
    photos: [{ photo: PhotoId.parse('late'), caption: '说明' }],
  }
  expect(contentHash(content, [photo('late', null)])).toBeUndefined()
  expect(contentHash(content, [])).toBeUndefined()
})
