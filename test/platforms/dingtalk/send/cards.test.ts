import { describe, expect, test } from 'vitest'
import { cardParams } from '../../../../src/platforms/dingtalk/card.ts'
import { answer, no } from './api.ts'
import { CARD, card, failureOf, lin, newsroom, shown, TEMPLATE, update, world } from './world.ts'

const CREATE = 'card/instances/createAndDeliver'
const UPDATE = 'card/instances'
const RESULT = { spaceType: 'IM_ROBOT', spaceId: 'staff0001' }
const delivered = (...results: Record<string, unknown>[]) =>
  answer({ success: true, result: { outTrackId: CARD, deliverResults: results } })

const INSTANCE = {
  cardTemplateId: 't-1.schema',
  outTrackId: CARD,
  cardData: { cardParamMap: cardParams(shown) },
  userIdType: 1,
}
const SPACE = { supportForward: false, lastMessageI18n: { ZH_CN: '溪畔社区开展消防演练' } }

describe('a card of the template', () => {
  test('is made and delivered in one call, into the chat of one person', async () => {
    const { api, deliver, spent } = await world(TEMPLATE)
    expect(await deliver(lin, card())).toEqual({ messageId: 'PQK3' })
    expect(api.bodies(CREATE)).toEqual([
      {
        ...INSTANCE,
        callbackType: 'STREAM',
        openSpaceId: 'dtv1.card//IM_ROBOT.staff0001',
        imRobotOpenSpaceModel: SPACE,
        imRobotOpenDeliverModel: { spaceType: 'IM_ROBOT', robotCode: 'robot-1' },
      },
    ])
    expect(spent).toEqual({ calls: 1, pushes: 0 })
  })

  test('or into a group; by HTTP its taps go to the address of the key', async () => {
    const settings = { ...TEMPLATE.settings, mode: 'http', cardRouteKey: 'office' } as const
    const { api, deliver } = await world({ settings })
    await deliver(newsroom, card())
    expect(api.bodies(CREATE)).toEqual([
      {
        ...INSTANCE,
        callbackType: 'HTTP',
        callbackRouteKey: 'office',
        openSpaceId: 'dtv1.card//IM_GROUP.cidT3stGroup01==',
        imGroupOpenSpaceModel: SPACE,
        imGroupOpenDeliverModel: { robotCode: 'robot-1' },
      },
    ])
  })

  test('that was made and not delivered is refused, also when it is tried again', async () => {
    const { api, deliver } = await world(TEMPLATE)
    const bad = { ...RESULT, success: false, errorMsg: 'no such user staff0001' }
    api.next(CREATE, delivered({ ...RESULT, success: true }, bad), no('param.cardAlreadyExist'))
    expect(await failureOf(deliver(lin, card()))).toMatchObject({
      code: 'deliverResults',
      decision: { retry: 'never' },
    })
    expect(await failureOf(deliver(lin, card()))).toMatchObject({ code: 'param.cardAlreadyExist' })
  })

  test.each([
    ['no results', answer({ success: true, result: { deliverResults: [] } })],
    ['nothing', answer({ success: true })],
  ])('of which the answer says %s may have been delivered', async (_what, play) => {
    const { api, deliver } = await world(TEMPLATE)
    api.next(CREATE, play)
    expect(await failureOf(deliver(lin, card()))).toMatchObject({ name: 'PlatformSilentError' })
  })

  test('that is there already was brought by an earlier try', async () => {
    const { api, deliver, adapter } = await world(TEMPLATE)
    api.next(CREATE, (_heard, response) => response.socket?.resetAndDestroy())
    api.next(CREATE, no('param.cardAlreadyExist'))
    expect((await failureOf(deliver(lin, card()))).name).toBe('PlatformSilentError')
    expect(await deliver(lin, card())).toEqual({})
    expect([lin, newsroom].map((chat) => adapter.repeatable(chat, card()))).toEqual([
      'always',
      'always',
    ])
  })
})

describe('a change of a card', () => {
  test('replaces every variable of it', async () => {
    const { api, deliver, adapter } = await world(TEMPLATE)
    expect(await deliver(lin, update('已通过'))).toEqual({})
    expect(api.calls(UPDATE)[0]?.method).toBe('PUT')
    expect(api.bodies(UPDATE)).toEqual([
      {
        outTrackId: CARD,
        cardData: {
          cardParamMap: cardParams({ ...shown, buttons: [], closed: '已由 陈立群 通过' }),
        },
        cardUpdateOptions: { updateCardDataByKey: true, updatePrivateDataByKey: true },
        userIdType: 1,
      },
    ])
    expect(api.heard).toHaveLength(2)
    expect(adapter.repeatable(lin, update())).toBe('always')
  })

  test('that is not a card, because it is older than the template, is said in words', async () => {
    const { api, deliver } = await world(TEMPLATE)
    api.always(UPDATE, no('param.cardNotExist'))
    await deliver(lin, update('已通过'))
    await deliver(newsroom, update('已通过'), 2)
    expect(await deliver(lin, update(), 3)).toEqual({})
    expect(api.params()).toEqual([{ content: '已通过' }])
    expect(api.params('robot/groupMessages/send')).toEqual([{ content: '已通过' }])
  })

  test('without a template is said in words, or not at all', async () => {
    const { api, deliver } = await world()
    await deliver(lin, update('已通过'))
    expect(api.params()).toEqual([{ content: '已通过' }])
    expect(await deliver(lin, update(), 2)).toEqual({})
    expect(api.calls('robot/oToMessages/batchSend')).toHaveLength(1)
  })

  test('that the answer says has failed is refused', async () => {
    const { api, deliver } = await world(TEMPLATE)
    api.next(UPDATE, answer({ success: false }))
    expect(await failureOf(deliver(lin, update()))).toMatchObject({ decision: { retry: 'never' } })
  })
})
