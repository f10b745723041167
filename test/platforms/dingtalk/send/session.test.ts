import { describe, expect, test } from 'vitest'
import { errcode } from './api.ts'
import { card, failureOf, fileNamed, image, lin, text, update, world } from './world.ts'

const CALL = 'robot/sendBySession'
const NEVER = { decision: { retry: 'never' } }

test('somebody without a user id is answered by the webhook of what they said', async () => {
  const { api, deliver, session, spent } = await world()
  expect(await deliver(session, text('请先登记'))).toEqual({})
  expect(api.bodies(CALL)).toEqual([{ msgtype: 'text', text: { content: '请先登记' } }])
  expect(api.calls(CALL)[0]?.url).toBe('/robot/sendBySession?session=s3ss10n')
  expect(api.tokens).toBe(0)
  expect(spent).toEqual({ calls: 0, pushes: 1 })
})

test('a picture and a card go there as markdown, a file not at all', async () => {
  const { api, deliver, session } = await world()
  await deliver(session, image)
  await deliver(session, card(), 2)
  await deliver(session, update('已通过'), 3)
  await deliver(session, update(), 4)
  expect(await failureOf(deliver(session, fileNamed('稿件.docx'), 5))).toMatchObject(NEVER)
  const bodies = api.bodies(CALL)
  expect(bodies).toMatchObject([
    { msgtype: 'markdown', markdown: { text: '![](@lAMEDIA1)' } },
    { msgtype: 'markdown', markdown: { title: '溪畔社区开展消防演练' } },
    { msgtype: 'text', text: { content: '已通过' } },
  ])
  expect(JSON.stringify(bodies[1])).toContain('[看全文](https://h5.example.com/t/42)')
  expect(JSON.stringify(bodies[1])).not.toContain('通过')
  expect(api.calls('media/upload')).toHaveLength(1)
})

test('a session that is over is final', async () => {
  const { api, deliver, session } = await world()
  api.next(CALL, errcode(300001))
  expect(await failureOf(deliver(session, text('x')))).toMatchObject({ code: 300001, ...NEVER })
})

describe('a webhook of another host', () => {
  const REAL = { oapiBase: 'https://oapi.dingtalk.com' }

  test.each([
    'http://oapi.dingtalk.com/robot/sendBySession?session=s3ss10n',
    'https://oapi.dingtalk.com.example.com/robot/sendBySession?session=s3ss10n',
    'https://oapi.dingtalk.com:8443/robot/sendBySession?session=s3ss10n',
    'https://oapi.dingtalk.com@127.0.0.1/robot/sendBySession?session=s3ss10n',
    'https://s3ss10n@oapi.dingtalk.com/robot/sendBySession',
    'https://127.0.0.1/robot/sendBySession?session=s3ss10n',
    'file:///etc/passwd',
    'nonsense',
  ])('is never called: %s', async (address) => {
    const { deliver } = await world({ settings: REAL })
    const error = await failureOf(deliver({ ...lin, id: `session:${address}` }, text('x')))
    expect(error).toMatchObject({ code: 300001, ...NEVER })
  })
})
