import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ShownCard } from '../../../schema/delivery.ts'
import {
  cardAsText,
  drawCard,
  drawUpdate,
  type TemplateCard,
} from '../../../src/platforms/wecom/card.ts'
import { shown } from './api.ts'

const words = fc.string({
  unit: fc.constantFrom('稿', '🎉', '𠮷', 'a', ' ', '👨‍👩‍👧'),
  minLength: 1,
  maxLength: 200,
})
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
const anyCard = fc.record({
  source: maybe(words),
  title: words,
  subtitle: maybe(words),
  facts: fc.array(fc.record({ label: words, value: words }), { maxLength: 6 }),
  text: maybe(words),
  choice: maybe(
    fc.record({
      key: fc.constant('reason'),
      label: words,
      options: fc.uniqueArray(fc.record({ id: fc.uuid(), label: words }), {
        minLength: 1,
        maxLength: 10,
      }),
    }),
  ),
  buttons: fc.array(
    fc.record({
      action: fc.uuid(),
      label: words,
      look: fc.constantFrom('primary', 'danger', 'plain'),
      url: maybe(fc.webUrl()),
    }),
    { maxLength: 8 },
  ),
  closed: maybe(words),
})

const LIMITS: Record<string, number> = {
  'source.desc': 20,
  'main_title.title': 36,
  'main_title.desc': 44,
  sub_title_text: 160,
  'horizontal_content_list.keyname': 5,
  'horizontal_content_list.value': 30,
  'button_list.text': 10,
  'button_selection.option_list.text': 16,
}

function* texts(value: unknown, path: string[] = []): Generator<[string, string]> {
  if (typeof value === 'string') yield [path.join('.'), value]
  else if (Array.isArray(value)) for (const item of value) yield* texts(item, path)
  else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) yield* texts(item, [...path, name])
  }
}

function expectWithinLimits(card: TemplateCard) {
  for (const [path, text] of texts(card)) {
    expect(text.isWellFormed()).toBe(true)
    expect([path, Array.from(text).length <= (LIMITS[path] ?? Infinity)]).toEqual([path, true])
  }
  const buttons = card['button_list'] as unknown[]
  expect(buttons.length).toBeGreaterThanOrEqual(1)
  expect(buttons.length).toBeLessThanOrEqual(6)
  expect(
    (card['horizontal_content_list'] as unknown[] | undefined)?.length ?? 1,
  ).toBeLessThanOrEqual(6)
}

// fast-check writes absent fields as undefined, which the card's type rightly forbids.
const without = (card: object) => JSON.parse(JSON.stringify(card)) as ShownCard

test('any card is drawn within the limits, or else said in words', () => {
  fc.assert(
    fc.property(anyCard, (any) => {
      const card = without(any)
      const drawn = drawCard(card, 'card-1')
      if (drawn) expectWithinLimits(drawn)
      else expect(card.closed !== undefined || card.buttons.length === 0).toBe(true)
      expectWithinLimits(drawUpdate(card, 'card-1'))
      expect(cardAsText(card)).toContain(card.title)
    }),
  )
})

test('a card is drawn as WeCom wants it', () => {
  expect(drawCard(shown, 'card-1')).toEqual({
    card_type: 'button_interaction',
    task_id: 'card-1',
    main_title: { title: '（1/7）类别' },
    sub_title_text: '请选择。',
    horizontal_content_list: [{ keyname: '作者', value: '韩梅梅' }],
    card_action: { type: 1, url: 'https://h5.example.com/t/42' },
    button_list: [
      { text: '通过', style: 1, type: 0, key: 'approve' },
      { text: '退回', style: 3, type: 0, key: 'return' },
      { text: '看全文', style: 4, type: 1, url: 'https://h5.example.com/t/42' },
    ],
  })
})

test('a dropdown is drawn as a selection', () => {
  const options = [
    { id: 'facts', label: '数据有误' },
    { id: 'other', label: '其他原因' },
  ]
  const card = { ...shown, choice: { key: 'reason', label: '原因', options } }
  expect(drawCard(card, 'card-1')).toMatchObject({
    button_selection: {
      question_key: 'reason',
      title: '原因',
      option_list: [
        { id: 'facts', text: '数据有误' },
        { id: 'other', text: '其他原因' },
      ],
    },
  })
  expect(drawUpdate({ ...card, closed: '已退回' }, 'card-1')).toMatchObject({
    button_selection: { disable: true },
    replace_text: '已退回',
  })
})

describe('an update', () => {
  test('of a settled card shows what became of it and keeps its id and address', () => {
    const drawn = drawUpdate({ ...shown, closed: '已由李雷通过（第1版）' }, 'card-1')
    expect(drawn).toMatchObject({
      task_id: 'card-1',
      replace_text: '已由李雷通过（第1版）',
      card_action: { type: 1, url: 'https://h5.example.com/t/42' },
    })
  })

  test('of a settled card without buttons still has the list that WeCom asks for', () => {
    const drawn = drawUpdate({ ...shown, buttons: [], closed: '已由李雷通过（第1版）' }, 'card-1')
    expect(drawn['button_list']).toHaveLength(1)
    expect(drawn).toMatchObject({ replace_text: '已由李雷通过（第1版）', card_action: { type: 0 } })
  })

  test('of an open card leaves its buttons live', () => {
    expect(drawUpdate(shown, 'card-1')).toEqual(drawCard(shown, 'card-1'))
  })
})

test('in words a card keeps its facts and addresses', () => {
  expect(cardAsText({ ...shown, closed: '已通过' })).toBe(
    '【（1/7）类别】\n作者：韩梅梅\n请选择。\n已通过\n看全文：https://h5.example.com/t/42',
  )
})
