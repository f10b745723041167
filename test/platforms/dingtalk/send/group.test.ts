import { describe, expect, test } from 'vitest'
import { answer, no } from './api.ts'
import { card, failureOf, fileNamed, image, lin, newsroom, text, world } from './world.ts'

const CALL = 'robot/groupMessages/send'

test('a group of the robot gets text, pictures and files', async () => {
  const { api, deliver } = await world()
  expect(await deliver(newsroom, text('今晚截稿'))).toEqual({ messageId: 'PQK2' })
  await deliver(newsroom, image, 2)
  await deliver(newsroom, fileNamed('排行.xlsx'), 3)
  const to = { robotCode: 'robot-1', openConversationId: 'cidT3stGroup01==' }
  expect(api.bodies(CALL)).toEqual([
    { ...to, msgKey: 'sampleText', msgParam: '{"content":"今晚截稿"}' },
    { ...to, msgKey: 'sampleImageMsg', msgParam: '{"photoURL":"@lAMEDIA1"}' },
    {
      ...to,
      msgKey: 'sampleFile',
      msgParam: '{"mediaId":"@lAMEDIA1","fileName":"排行.xlsx","fileType":"xlsx"}',
    },
  ])
})

test('without a template a group sees a card, and of its buttons those that open a page', async () => {
  const { api, deliver } = await world()
  await deliver(newsroom, card())
  await deliver(newsroom, card({ buttons: [] }), 2)
  expect(api.bodies(CALL).map(({ msgKey }) => msgKey)).toEqual([
    'sampleActionCard',
    'sampleMarkdown',
  ])
  expect(api.params(CALL)[0]).toMatchObject({
    singleTitle: '看全文',
    singleURL: 'https://h5.example.com/t/42',
  })
  expect(JSON.stringify(api.params(CALL))).not.toContain('dtmd:')
})

describe('a message to a group', () => {
  test('may be tried again as long as nothing was sent', async () => {
    const { api, deliver } = await world()
    const busy = answer({ x: 1 }, 502)
    for (const call of ['oauth2/accessToken', 'media/upload']) {
      api.next(call, busy)
      expect(await failureOf(deliver(newsroom, image))).toMatchObject({
        call,
        code: 'silent',
        decision: { retry: 'later' },
      })
    }
    api.next(CALL, busy)
    expect((await failureOf(deliver(newsroom, image))).name).toBe('PlatformSilentError')
  })

  test('whose fate the platform does not know is silence', async () => {
    const { api, deliver } = await world()
    api.next(CALL, no('unknown.send.result', 400))
    const error = await failureOf(deliver(newsroom, text('x')))
    expect(error).toMatchObject({ name: 'PlatformSilentError', call: CALL })
  })
})

test.each(['somewhere', 'group:', 'group:a;b', 'webhook:x', 'session:https://x/'])(
  'there is no group %j',
  async (id) => {
    const { api, deliver } = await world()
    expect(await failureOf(deliver({ ...newsroom, id }, text('x')))).toMatchObject({
      decision: { retry: 'never' },
    })
    expect(api.heard).toHaveLength(0)
  },
)

test('which sends may be repeated', async () => {
  const { adapter, session } = await world()
  const robot = { ...newsroom, id: 'robot:x' }
  expect(
    [lin, session, newsroom, robot].map((chat) =>
      [text('x'), image, card()].map((delivery) => adapter.repeatable(chat, delivery)),
    ),
  ).toEqual([
    ['once', 'once', 'once'],
    ['once', 'once', 'once'],
    ['never', 'never', 'never'],
    ['always', 'always', 'always'],
  ])
})
