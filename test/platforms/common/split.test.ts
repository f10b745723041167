import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clip, splitText } from '../../../src/platforms/common/split.ts'

const anyText = fc.string({
  unit: fc.oneof(
    fc.constantFrom('稿', '件', '\n', ' ', 'a', '🎉', '𠮷', '👨‍👩‍👧'),
    fc.string({ unit: 'binary', maxLength: 1 }),
  ),
  maxLength: 400,
})
const bare = (text: string) => text.replace(/\s/g, '')

test('every piece fits, and nothing but blanks at the cuts is lost', () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 4, max: 200 }), (text, limit) => {
      fc.pre(text.trim() !== '')
      const pieces = splitText(text, limit)
      for (const piece of pieces) {
        expect(Buffer.byteLength(piece)).toBeLessThanOrEqual(limit)
        expect(piece.trim()).not.toBe('')
        expect(piece.isWellFormed()).toBe(true)
      }
      expect(bare(pieces.join(''))).toBe(bare(text))
    }),
  )
})

test('a text that fits is left alone', () => {
  const text = '稿'.repeat(682)
  expect(splitText(text, 2048)).toEqual([text])
  expect(splitText(`${text}件`, 2048)).toHaveLength(2)
})

test('cuts fall between lines where there are some', () => {
  const line = '一'.repeat(100)
  const pieces = splitText(Array<string>(20).fill(line).join('\n'), 2048)
  expect(pieces.every((piece) => piece.split('\n').every((part) => part === line))).toBe(true)
})

test('a clipped text ends with a sign of it, and has whole characters', () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 1, max: 40 }), (text, limit) => {
      const clipped = clip(text, limit)
      expect(Array.from(clipped).length).toBeLessThanOrEqual(limit)
      expect(clipped.isWellFormed()).toBe(true)
      expect(clipped === text || clipped.endsWith('…')).toBe(true)
    }),
  )
})
