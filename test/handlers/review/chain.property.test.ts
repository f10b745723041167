import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Content } from '../../../schema/update.ts'
import { startChat } from '../../support/chat.ts'
import type { ChatRoom } from '../../support/chat.ts'
import { liveChain, type Ledger } from './ledger.ts'
import { sendItem, twoHeads } from './cast.ts'

/** A correspondent, and a head whose own items somebody else must review. */
const writers = ['linxiaohe', 'zhaoleshan'] as const
type Writer = (typeof writers)[number]
const people = [
  'linxiaohe',
  'zhaoleshan',
  'zhengyinuo',
  'tangyuan',
  'luhengzhi',
  'qianmuyun',
  'chengyizhou',
]

const words = [
  '通过 1',
  '退回 1 数据有误',
  '退回 1',
  '转交 1 唐屿安',
  '转交 1 陆衡之',
  '转交 1 钱慕云',
  '收回 1',
  '撤回 1',
  '催办 1',
  '放弃 1',
  '待审',
  '1',
  '返回',
  '过程 1',
  '代审 钱慕云 2026-11-20 2026-11-21',
  '代审 林晓禾 2026-11-20 2026-11-21',
  '代审 取消',
]

const person = fc.constantFrom(...people)
/** Mostly the newest card and the first button: stories should get somewhere. */
const newest = fc.oneof(fc.constant(0), fc.nat(7))

/** Any card that was ever sent, with any button that it ever had, also when it is long settled. */
const tap = fc.record({
  type: fc.constant('tap' as const),
  card: newest,
  button: newest,
  by: fc.option(person, { freq: 8 }),
})
const word = fc.record({
  type: fc.constant('word' as const),
  by: person,
  text: fc.constantFrom(...words),
})
/** The writer changes the title and sends it again, if the item is theirs to change just now. */
const edit = fc.record({ type: fc.constant('edit' as const), title: fc.nat(3) })
/** Whoever decided last thinks better of it. */
const undo = fc.record({ type: fc.constant('undo' as const) })
const deed = fc.oneof({ arbitrary: tap, weight: 6 }, { arbitrary: word, weight: 4 }, edit, {
  arbitrary: undo,
  weight: 2,
})
type Deed = typeof deed extends fc.Arbitrary<infer One> ? One : never

/** Deeds that arrive together are handled in whatever order the program likes. */
const story = fc.record({
  writer: fc.constantFrom(...writers),
  tier: fc.constantFrom(1 as const, 2 as const, 3 as const, 3 as const),
  scenes: fc.array(
    fc.record({
      deeds: fc.array(deed, { minLength: 1, maxLength: 3 }),
      pauseMinutes: fc.constantFrom(0, 0, 1, 6, 300),
      twice: fc.boolean(),
    }),
    { minLength: 4, maxLength: 14 },
  ),
})

function contentsOf(
  room: ChatRoom,
  writer: Writer,
  ledger: Ledger,
  one: Deed,
): { by: string; content: Content }[] {
  switch (one.type) {
    case 'word':
      return [{ by: one.by, content: { type: 'text', text: one.text } }]
    case 'undo': {
      const by = ledger.decisions.at(-1)?.person ?? writer
      return [{ by, content: { type: 'text', text: '收回 1' } }]
    }
    case 'edit': {
      const lines = ['修改 1', '改 标题', `溪畔社区的第${one.title + 1}个标题`, '提交']
      return lines.map((text) => ({ by: writer, content: { type: 'text', text } }))
    }
    case 'tap': {
      const cards = room.platform.sent.flatMap(({ chat, delivery }) =>
        // Cards of the review have a source line; the questions of 投稿 have none.
        delivery.type === 'card' && delivery.shown.source !== undefined ? [{ chat, delivery }] : [],
      )
      const card = cards.at(-1 - (one.card % Math.min(cards.length, 8)))
      const button = card?.delivery.shown.buttons[one.button % card.delivery.shown.buttons.length]
      if (!card || !button) return []
      const options = card.delivery.shown.choice?.options ?? []
      const target = options[one.button % Math.max(options.length, 1)]?.id
      const choices: Record<string, string[]> = target === undefined ? {} : { to: [target] }
      const { action } = button
      return [
        {
          by: one.by ?? card.chat.id,
          content: { type: 'tap', card: card.delivery.card, action, choices },
        },
      ]
    }
  }
}

test('no chain completes without a live decision of a legitimate reviewer for exactly that content', async () => {
  let filed = 0
  await fc.assert(
    fc.asyncProperty(story, async ({ writer, tier, scenes }) => {
      const room = await startChat({ organisation: twoHeads() })
      try {
        await sendItem(room.as(writer), tier)
        let ledger = await check(room, writer, tier)
        for (const { deeds, pauseMinutes, twice } of scenes) {
          const acts = deeds.flatMap((one) => contentsOf(room, writer, ledger, one))
          const asked = room.platform.sent.length
          for (const { by, content } of twice ? [...acts, ...acts] : acts) {
            await room.bring({ platform: 'wecom', kind: 'person', id: by }, content)
          }
          await room.settled()
          if (acts.length > 0) expect(room.platform.sent.length).toBeGreaterThan(asked)
          await room.later(pauseMinutes * 60_000)
          ledger = await check(room, writer, tier)
        }
        if (ledger.status === 'filed') filed += 1
      } finally {
        await room.close()
      }
    }),
    { numRuns: 40 },
  )
  // The stories are worth something only if some of them end.
  expect(filed).toBeGreaterThan(0)
}, 180_000)

async function check(room: ChatRoom, writer: Writer, tier: 1 | 2 | 3): Promise<Ledger> {
  const ledger = await liveChain(room.app.db, '2026-0001')
  expect(ledger.unhandled).toBe(0)
  for (const decision of ledger.decisions) {
    expect(decision.person).not.toBe(writer)
    expect(decision.hash).toBe(ledger.hashes.get(decision.version))
  }
  expect(ledger.open).toBe(ledger.status === 'in_review' ? 1 : 0)
  if (ledger.status !== 'filed') return ledger
  const approved = ledger.decisions.filter(
    ({ live, decision, version }) => live && decision === 'approve' && version === ledger.version,
  )
  expect(approved.map(({ place }) => place)).toContain(0)
  // The second step of a decision item is skipped only where the first was in the same hands.
  const seats = approved.map(({ person, onBehalfOf }) => onBehalfOf ?? person)
  if (tier === 3 && !approved.some(({ place }) => place === 1)) expect(seats).toEqual(['luhengzhi'])
  for (const seat of seats) expect(reviewers).toContain(seat)
  return ledger
}

/** Whoever holds a role that reviews; a stand-in decides in such a one's place. */
const reviewers = twoHeads()
  .people.filter(({ roles }) => roles.some((role) => /Head|leader|Secretary|Director/u.test(role)))
  .map(({ id }) => String(id))
