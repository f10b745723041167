import fc from 'fast-check'
import type { ShownCard } from '../../../../schema/delivery.ts'

const words = (maxLength: number) =>
  fc.string({
    unit: fc.oneof(
      fc.constantFrom('稿', '🎉', '𠮷', 'a', ' ', '\n', '*', '_', '[', '"', '\\', '<', '#', '👨‍👩‍👧'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    ),
    minLength: 1,
    maxLength,
    // Otherwise hardly any is as long as it may be.
    size: 'max',
  })
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })

const drawn = fc.record({
  source: maybe(words(60)),
  title: words(80),
  subtitle: maybe(words(80)),
  facts: fc.array(fc.record({ label: words(8), value: words(60) }), { maxLength: 6 }),
  text: maybe(words(4000)),
  choice: maybe(
    fc.record({
      key: fc.constant('reason'),
      label: words(10),
      options: fc.array(fc.record({ id: fc.uuid(), label: words(300) }), {
        minLength: 1,
        maxLength: 10,
      }),
    }),
  ),
  note: maybe(words(20)),
  buttons: fc.array(
    fc.record({
      action: fc.uuid(),
      label: words(10),
      look: fc.constantFrom('primary' as const, 'danger' as const, 'plain' as const),
      url: maybe(fc.webUrl()),
    }),
    { maxLength: 6 },
  ),
  closed: maybe(words(400)),
})

// fast-check writes absent fields as undefined, which the card's type rightly forbids.
const present = (given: object) =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))

/** Whatever a card may hold, and more than any of ours does. */
export const anyCard: fc.Arbitrary<ShownCard> = drawn.map((card) => ({
  title: card.title,
  facts: card.facts,
  ...present({
    source: card.source,
    subtitle: card.subtitle,
    text: card.text,
    choice: card.choice,
    note: card.note,
    closed: card.closed,
  }),
  buttons: card.buttons.map(({ url, ...button }) => ({
    ...button,
    ...(url !== undefined && { url }),
  })),
}))
