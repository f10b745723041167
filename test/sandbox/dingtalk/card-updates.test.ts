import { expect, test } from 'vitest'
import { byKey, cardTo, change, code, create, drawn, review, update } from './cards-support.ts'
import { lilei, stage } from './support.ts'

test('an update by key changes what it names, in place', async () => {
  const { bot, standIn } = await stage({ strict: true })
  await create(bot, cardTo('staff0001', 'review-42', review))
  await bot.say('还有一件')
  const answer = await update(
    bot,
    change('review-42', { status: 'closed', status_text: '已由 李雷 通过' }),
  )
  expect(answer.body).toEqual({ success: true, result: true })
  expect(standIn.messages(lilei).map(({ body }) => body)).toMatchObject([
    { card: { title: review.title, replaced: '已由 李雷 通过' } },
    { text: '还有一件' },
  ])
})

test('an update without its options overwrites all variables', async () => {
  const { bot, standIn } = await stage()
  await create(bot, cardTo('staff0001', 'review-42', review))
  await update(bot, change('review-42', { title: '只剩标题' }, {}))
  expect(drawn(standIn)).toMatchObject({ title: '只剩标题', text: null, buttons: [], facts: [] })
  expect(standIn.wire().at(-1)?.answer).toMatchObject({ notes: [expect.any(String) as string] })
})

test('private variables show to whom they belong', async () => {
  const { bot, standIn } = await stage()
  const spaces = ['staff0001', 'staff0002'].map((id) => `dtv1.card//IM_ROBOT.${id}`).join(';')
  const privateData = { staff0002: { cardParamMap: { source: '只给你' } } }
  const rest = { openSpaceId: spaces, privateData }
  await create(bot, cardTo('', 'review-42', review, rest))
  const sources = () =>
    ['staff0001', 'staff0002'].map((id) => drawn(standIn, { kind: 'person', id }).source)
  expect(sources()).toEqual([review.source, '只给你'])
  const own = { staff0001: { cardParamMap: { source: '也给你' } } }
  await update(bot, { outTrackId: 'review-42', privateData: own, ...byKey })
  expect(sources()).toEqual(['也给你', '只给你'])
})

test('an update of nothing, or of a card that there is not, is refused', async () => {
  const { bot } = await stage()
  await create(bot, cardTo('staff0001', 'review-42', review))
  expect(code(await update(bot, change('', { status: 'closed' })))).toBe('param.outTrackIdEmpty')
  expect(code(await update(bot, change('none', { status: 'closed' })))).toBe('param.cardNotExist')
  const nothing = { outTrackId: 'review-42', privateData: {}, ...byKey }
  const empty = 'param.cardDataAndPrivateDataBothEmpty'
  expect(code(await update(bot, nothing))).toBe(empty)
  expect(code(await update(bot, change('review-42', {})))).toBe(empty)
  expect(code(await update(bot, change('review-42', { status: 1 })))).toBe('param.invalid')
})
