import { expect, test } from 'vitest'
import { cardTo, code, create, drawn, review } from './cards-support.ts'
import { credentials, lilei, newsroom, stage } from './support.ts'

test('a card is drawn from the variables of the template', async () => {
  const { bot, standIn } = await stage({ strict: true })
  const { status, body } = await create(bot, cardTo('staff0001', 'review-42', review))
  expect([status, body]).toMatchObject([
    200,
    {
      success: true,
      result: {
        outTrackId: 'review-42',
        deliverResults: [{ spaceType: 'IM_ROBOT', spaceId: 'staff0001', success: true }],
      },
    },
  ])
  expect(drawn(standIn)).toEqual({
    source: '投稿审核',
    title: '稿件 2026-0042 待审',
    subtitle: '春季运动会报道',
    quote: null,
    text: '运动会闭幕',
    facts: [
      { label: '单位', value: '红旗社区' },
      { label: '作者', value: '韩*梅梅' },
    ],
    choice: {
      key: 'reason',
      label: '原因',
      options: [
        { id: '数据有误', text: '数据有误' },
        { id: '要素不全', text: '要素不全' },
      ],
      selected: null,
      disabled: false,
    },
    note: { key: 'note', hint: '请填写说明' },
    buttons: [
      { text: '通过', look: 'primary', key: 'a1', url: null },
      { text: '退回', look: 'danger', key: 'a2', url: null },
      { text: '转交', look: 'plain', key: 'a3', url: null },
      { text: '看全文', look: 'plain', key: null, url: review.link },
    ],
    replaced: null,
  })
})

test('a closed card has its status in place of its buttons, and still its link', async () => {
  const { bot, standIn } = await stage({ strict: true })
  const closed = { ...review, status: 'closed', status_text: '已由 李雷 通过' }
  await create(bot, cardTo('staff0001', 'review-42', closed))
  expect(drawn(standIn)).toMatchObject({ replaced: '已由 李雷 通过', choice: null })
  expect(drawn(standIn).buttons).toMatchObject([{ text: '看全文' }])
  expect(drawn(standIn)).not.toHaveProperty('note')
})

test('every fault of a card has its own code', async () => {
  const { bot } = await stage()
  let count = 0
  const of = async (rest: object, params: object = review) =>
    code(await create(bot, cardTo('staff0001', `card-${(count += 1)}`, params, rest)))
  expect(await of({ outTrackId: '' })).toBe('param.outTrackIdEmpty')
  expect(await of({ outTrackId: 'x'.repeat(65) })).toBe('param.invalid')
  expect(await of({ cardTemplateId: '' })).toBe('param.cardTemplateIdEmpty')
  expect(await of({ cardTemplateId: 'other.schema' })).toBe('param.templateNotExist')
  expect(await of({ cardData: undefined })).toBe('param.cardPublicDataEmpty')
  expect(await of({}, {})).toBe('param.cardPublicDataEmpty')
  expect(await of({ openSpaceId: '' })).toBe('param.openSpaceIdEmpty')
  expect(await of({ openSpaceId: 'IM_ROBOT.staff0001' })).toBe('param.openSpaceIdInvalid')
  expect(await of({ openSpaceId: 'dtv1.card//IM_ROBOT.' })).toBe('param.openSpaceIdInvalid')
  expect(await of({ imRobotOpenDeliverModel: undefined })).toBe('param.openDeliverModelEmpty')
  expect(await of({ imRobotOpenDeliverModel: {} })).toBe('param.openDeliverModelError')
  expect(await of({ imRobotOpenSpaceModel: {} })).toBe('param.invalid')
  expect(await of({ imRobotOpenSpaceModel: { supportForward: 'false' } })).toBe('param.invalid')
  expect(await of({ userIdType: '1' })).toBe('param.invalid')
  expect(await of({ callbackType: 'stream' })).toBe('param.invalid')
  expect(await of({ callbackType: 'HTTP' })).toBe('param.invalid')
  expect(await of({ callbackType: 'HTTP', callbackRouteKey: 'none' })).toBe('param.invalid')
  expect(await of({ callbackType: 'HTTP', callbackRouteKey: 'baosong' })).toBe('ok')
  expect(await of({ privateData: { nobody: { cardParamMap: {} } } })).toBe('param.userIdNotExist')
})

test('every variable is a string of at most 1,000 bytes', async () => {
  const { bot } = await stage()
  let count = 0
  const of = async (params: object) =>
    code(await create(bot, cardTo('staff0001', `card-${(count += 1)}`, { ...review, ...params })))
  expect(await of({ note: true })).toBe('param.invalid')
  expect(await of({ a1: null })).toBe('param.invalid')
  expect(await of({ excerpt: 'x'.repeat(1000) })).toBe('ok')
  expect(await of({ excerpt: 'x'.repeat(1001) })).toBe('param.invalid')
  expect(await of({ excerpt: '字'.repeat(334) })).toBe('param.invalid')
  expect(await of({ ['k'.repeat(101)]: '' })).toBe('param.invalid')
})

test('a variable that the template does not have is told on the wire, and refused when strict', async () => {
  const { bot, standIn } = await stage()
  const params = { ...review, colour: 'red', status: 'pending' }
  expect(code(await create(bot, cardTo('staff0001', 'c1', params)))).toBe('ok')
  expect(standIn.wire().at(-1)?.answer).toMatchObject({
    notes: ['colour: the template has no such variable', 'status: open or closed'],
  })
  const strict = await stage({ strict: true })
  expect(code(await create(strict.bot, cardTo('staff0001', 'c1', params)))).toBe('param.invalid')
})

test('an outTrackId is used once, and not by what was refused', async () => {
  const { bot, standIn } = await stage()
  const card = cardTo('staff0001', 'review-42', review)
  expect(code(await create(bot, { ...card, openSpaceId: '' }))).toBe('param.openSpaceIdEmpty')
  expect(code(await create(bot, card))).toBe('ok')
  expect(code(await create(bot, card))).toBe('param.cardAlreadyExist')
  expect(standIn.messages(lilei)).toHaveLength(1)
})

test('delivering has an outcome for each space, whatever the status says', async () => {
  const { bot, standIn } = await stage()
  const spaces = ['IM_ROBOT.nobody', 'IM_ROBOT.staff0001', 'im_group.cidNewsroom==', 'ONE_BOX.x']
  const rest = {
    openSpaceId: spaces.map((space) => `dtv1.card//${space}`).join(';'),
    imGroupOpenDeliverModel: { robotCode: credentials.robotCode },
  }
  const { status, body } = await create(bot, cardTo('', 'review-42', review, rest))
  const { deliverResults } = body['result'] as { deliverResults: { success: boolean }[] }
  expect([status, body['success']]).toEqual([200, true])
  expect(deliverResults.map(({ success }) => success)).toEqual([false, true, true, false])
  expect(deliverResults[0]).toMatchObject({ errorMsg: expect.any(String) as string })
  expect(drawn(standIn, newsroom).title).toBe(review.title)
  const foreign = { ...rest, imGroupOpenDeliverModel: { robotCode: 'other' } }
  expect(code(await create(bot, cardTo('', 'review-43', review, foreign)))).toBe(
    'param.openDeliverModelError',
  )
})

test('a card may be created first and delivered later', async () => {
  const { bot, standIn } = await stage()
  const card = cardTo('staff0001', 'review-42', review)
  expect(code(await bot.api('card/instances/deliver', card))).toBe('param.cardNotExist')
  expect((await bot.api('card/instances', card)).body).toEqual({
    success: true,
    result: 'review-42',
  })
  expect(standIn.messages(lilei)).toEqual([])
  const { body } = await bot.api('card/instances/deliver', card)
  expect(body).toMatchObject({ success: true, result: [{ success: true }] })
  expect(drawn(standIn).title).toBe(review.title)
})

test('a callback route is registered once, unless it is forced', async () => {
  const { bot } = await stage()
  const register = (rest: object) =>
    bot.api('card/callbacks/register', { callbackRouteKey: 'desk', ...rest })
  const callbackUrl = 'https://bot.example.com/callbacks/dingtalk/card'
  expect(code(await register({}))).toBe('param.callbackUrlEmpty')
  expect(code(await register({ callbackUrl, callbackRouteKey: '' }))).toBe(
    'param.callbackRouteKeyEmpty',
  )
  expect((await register({ callbackUrl })).body).toMatchObject({ result: { callbackUrl } })
  const again = await register({ callbackUrl })
  expect([again.status, code(again)]).toEqual([500, 'param.callbackRouteKeyExist'])
  expect(code(await register({ callbackUrl, forceUpdate: true }))).toBe('ok')
  expect(code(await register({ callbackUrl, callbackRouteKey: 'baosong' }))).toBe(
    'param.callbackRouteKeyExist',
  )
})
