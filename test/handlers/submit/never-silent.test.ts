import fc from 'fast-check'
import { expect, test } from 'vitest'
import { startChat } from '../../support/chat.ts'
import { ANSWERS, BODY, SECOND, TITLE } from './writer.ts'

const words = fc.constantFrom(
  ...[
    '投稿',
    '继续',
    '返回',
    '取消',
    '完成',
    '跳过',
    '删除草稿',
    '修改',
    '改 标题',
    '改 照片',
    '提交',
  ],
  ...[
    '另写一份',
    '删除',
    '保留',
    '我的稿件',
    '待审',
    '帮助',
    '排行',
    '撤回 1',
    '修改 1',
    '过程 1',
    '放弃 1',
  ],
  ...[
    '1',
    '2',
    '4',
    '1 4 昨天',
    '昨天',
    TITLE,
    BODY,
    `${TITLE}\n${BODY}`,
    '图1 说明',
    '一句说明',
    '你好',
  ],
)

type Deed = { say: string } | { photo: string } | { tap: number } | { waitMs: number }

const deeds: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 8, arbitrary: words.map((say) => ({ say })) },
  { weight: 2, arbitrary: fc.constantFrom('a', 'b', 'c').map((photo) => ({ photo })) },
  { weight: 3, arbitrary: fc.nat(5).map((tap) => ({ tap })) },
  { weight: 2, arbitrary: fc.constantFrom(500, 2000, 6000).map((waitMs) => ({ waitMs })) },
)

test('whatever a writer does, in whatever order, is answered within seconds and never fails', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(9),
      fc.array(deeds, { minLength: 5, maxLength: 25 }),
      async (begun, sequence) => {
        const room = await startChat()
        try {
          const lin = room.as('linxiaohe')
          for (const answer of [...ANSWERS, '提交'].slice(0, begun)) await lin.says(answer)
          await room.later(5 * SECOND)
          for (const deed of sequence) {
            const before = lin.heard.length
            if ('waitMs' in deed) {
              await room.later(deed.waitMs)
              continue
            }
            if ('say' in deed) await lin.says(deed.say)
            else if ('photo' in deed) await lin.photographs(deed.photo)
            else {
              const card = lin.heard.findLast(
                (one) => one.type === 'card' && one.shown.buttons.length > 0,
              )
              const buttons = card?.type === 'card' ? card.shown.buttons : []
              const label = buttons[deed.tap % Math.max(1, buttons.length)]?.label
              if (card?.type !== 'card' || label === undefined) continue
              await lin.tapsOn(card, label)
            }
            await room.later(5 * SECOND)
            // A ranking comes in words, and as a picture besides.
            const heard = lin.heard.slice(before).filter(({ type }) => type !== 'image')
            expect(heard.length, JSON.stringify(heard)).toBe(1)
          }
          const parked = await room.app.db
            .selectFrom('inbox')
            .where('parked', 'is not', null)
            .selectAll()
            .execute()
          expect(parked).toEqual([])
          await lin.says('取消')
          const row = await room.app.db
            .selectFrom('conversation')
            .select('focus')
            .executeTakeFirst()
          expect(row?.focus ?? null).toBeNull()
        } finally {
          await room.close()
        }
      },
    ),
    { numRuns: 30 },
  )
}, 120_000)
