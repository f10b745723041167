import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Content } from '../../../schema/update.ts'
import { startChat } from '../../support/chat.ts'
import type { ChatRoom } from '../../support/chat.ts'
import { sendItem } from '../review/cast.ts'
import { pointsOf } from './cast.ts'

const editors = ['chengyizhou', 'gunanzhi', 'shenzhixia'] as const

const words = [
  '待用 1',
  '不采用 1',
  '退改 1 数据有误',
  '退改 1',
  '采用 1',
  '用稿 1 区 溪城融媒 通讯',
  '用稿 1 市 溪城日报 头版',
  '用稿 1 省 山东画报 综合',
  '撤销用稿 1',
  '待审',
  '待用',
  '1',
  '2',
  '4',
  '返回',
  '溪城晚报 图片',
  '照片看不清楚',
]

const editor = fc.constantFrom(...editors)
/** Mostly the newest cards and the first buttons: stories should get somewhere. */
const newest = fc.oneof(fc.constant(0), fc.nat(5))
const deed = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant('tap' as const),
      card: newest,
      button: newest,
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant('word' as const),
      by: editor,
      text: fc.constantFrom(...words),
    }),
  },
  /** The writer changes it and the head approves, if it was sent back. */
  { weight: 1, arbitrary: fc.record({ type: fc.constant('again' as const), title: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('takeBack' as const) }) },
)
type Deed = typeof deed extends fc.Arbitrary<infer One> ? One : never

const story = fc.array(
  fc.record({
    deeds: fc.array(deed, { minLength: 1, maxLength: 3 }),
    pauseMinutes: fc.constantFrom(0, 1, 5),
    twice: fc.boolean(),
  }),
  { minLength: 5, maxLength: 14 },
)

interface Act {
  by: string
  content: Content
}

const said = (by: string, text: string): Act => ({ by, content: { type: 'text', text } })

function actsOf(room: ChatRoom, one: Deed): Act[] {
  switch (one.type) {
    case 'word':
      return [said(one.by, one.text)]
    case 'again':
      return [
        ...['修改 1', '改 标题', `溪畔社区的第${one.title + 1}个标题`, '提交'].map((text) =>
          said('linxiaohe', text),
        ),
        said('zhaoleshan', '通过 1'),
      ]
    case 'takeBack':
      return [said('zhaoleshan', '收回 1'), said('zhaoleshan', '通过 1')]
    case 'tap': {
      const cards = room.platform.sent.flatMap(({ chat, delivery }) =>
        delivery.type === 'card' && editors.some((id) => id === chat.id)
          ? [{ by: chat.id, ...delivery }]
          : [],
      )
      const card = cards.at(-1 - (one.card % cards.length))
      const button = card?.shown.buttons[one.button % card.shown.buttons.length]
      if (!card || !button) return []
      const { action } = button
      return [{ by: card.by, content: { type: 'tap', card: card.card, action, choices: {} } }]
    }
  }
}

test('whatever three editors do at the same time, state, adoptions and points agree', async () => {
  let adopted = 0
  await fc.assert(
    fc.asyncProperty(story, async (scenes) => {
      const room = await startChat()
      try {
        await sendItem(room.as('linxiaohe'))
        await room.as('zhaoleshan').taps('通过')
        for (const { deeds, pauseMinutes, twice } of scenes) {
          const acts = deeds.flatMap((one) => actsOf(room, one))
          const before = room.platform.sent.length
          for (const { by, content } of twice ? [...acts, ...acts] : acts) {
            await room.bring({ platform: 'wecom', kind: 'person', id: by }, content)
          }
          await room.settled()
          expect(room.platform.sent.length).toBeGreaterThan(before)
          await room.later(pauseMinutes * 60_000)
          if ((await check(room)) === 'adopted') adopted += 1
        }
      } finally {
        await room.close()
      }
    }),
    { numRuns: 30 },
  )
  // The stories are worth something only if some of them get that far.
  expect(adopted).toBeGreaterThan(0)
}, 180_000)

/** Read from the tables, apart from the program's own queries. */
async function check(room: ChatRoom): Promise<string> {
  const { db } = room.app
  const updates = await db.selectFrom('inbox').select(['handled_at', 'parked']).execute()
  expect(updates.filter((row) => row.handled_at === null || row.parked !== null)).toEqual([])
  const { status, filed_at } = await db
    .selectFrom('submission')
    .select(['status', 'filed_at'])
    .executeTakeFirstOrThrow()
  const live = await db
    .selectFrom('adoption')
    .selectAll()
    .where('reversed_at', 'is', null)
    .execute()
  expect(live.length > 0).toBe(status === 'adopted')
  const names = live.map(({ level, outlet, used_as, day }) => [level, outlet, used_as, day].join())
  expect(new Set(names).size).toBe(names.length)
  const highest = Math.max(0, ...live.map(({ hundredths }) => hundredths))
  expect(await pointsOf(room)).toBe((filed_at === null ? 0 : 100) + highest)
  const claims = await db.selectFrom('desk_claim').select('person_id').execute()
  const withDesk = ['filed', 'held', 'declined', 'adopted'].includes(status)
  expect(claims.length).toBeLessThanOrEqual(withDesk ? 1 : 0)
  return status
}
