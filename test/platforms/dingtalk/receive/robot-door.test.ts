import { expect, test } from 'vitest'
import { message } from './messages.ts'
import { CARD_URL, receiver, ROBOT_URL, robotHeaders, robotRequest } from './support.ts'
import { eventually } from '../../../support/eventually.ts'

test('a message is answered with an empty object once it was kept', async () => {
  const { server, inbox } = receiver()
  const { promise, resolve } = Promise.withResolvers<undefined>()
  inbox.gate = promise
  const answer = server.inject(robotRequest(message()))
  let answered = false
  void answer.then(() => {
    answered = true
  })
  await eventually(() => expect(inbox.offered).toHaveLength(1))
  // One that need not be kept overtakes it.
  await server.inject(robotRequest(message({ robotCode: 'dingrobot000000000002' })))
  expect(answered).toBe(false)
  resolve(undefined)
  const { statusCode, body, headers } = await answer
  expect([statusCode, body]).toEqual([200, '{}'])
  expect(headers['content-type']).toMatch(/^application\/json/)
})

test('the same message again has no second effect', async () => {
  const { server, inbox } = receiver()
  for (let time = 0; time < 3; time += 1) {
    expect((await server.inject(robotRequest(message()))).statusCode).toBe(200)
  }
  expect(inbox.keys).toEqual(['msg0001=='])
})

test('it has to be sent again when it could not be kept', async () => {
  const { server, inbox } = receiver()
  inbox.failing = true
  const answer = await server.inject(robotRequest(message()))
  expect([answer.statusCode, answer.body]).toEqual([503, ''])
  inbox.failing = false
  expect((await server.inject(robotRequest(message()))).statusCode).toBe(200)
  expect(inbox.keys).toEqual(['msg0001=='])
})

test.each([
  ['nothing', ''],
  ['words', 'hello'],
  ['broken JSON', '{"msgtype":'],
  ['a list', '[1,2]'],
  ['null', 'null'],
  ['an object that is no message', '{"a":1}'],
  ['brackets without end', '['.repeat(200_000)],
])('a body of %s is malformed, and answered without a word', async (_what, payload) => {
  const { server, inbox } = receiver()
  const answer = await server.inject(robotRequest(payload))
  expect([answer.statusCode, answer.body]).toEqual([400, ''])
  expect(inbox.offered).toEqual([])
})

test('a body over 1 MiB is refused by its size', async () => {
  const { server, inbox } = receiver()
  const text = { content: 'x'.repeat(1024 * 1024) }
  const answer = await server.inject(robotRequest(message({ text })))
  expect([answer.statusCode, answer.body]).toEqual([413, ''])
  expect(inbox.offered).toEqual([])
})

test.each(['text/plain', 'not a media type', ''])(
  'the content type does not matter: %j',
  async (type) => {
    const { server, inbox } = receiver()
    const headers = { ...robotHeaders(), 'content-type': type }
    expect((await server.inject(robotRequest(message(), headers))).statusCode).toBe(200)
    expect(inbox.kept).toHaveLength(1)
  },
)

test.each(['GET', 'PUT', 'DELETE', 'PATCH'] as const)('%s is not there', async (method) => {
  const { server } = receiver()
  const { statusCode } = await server.inject({ method, url: ROBOT_URL, headers: robotHeaders() })
  expect([404, 405]).toContain(statusCode)
})

test('fields that nobody expects, and odd ones, do no harm', async () => {
  const { server, inbox } = receiver()
  const odd = { isAdmin: 'perhaps', atUsers: 7, senderNick: null, __proto__: 1, hostingContext: {} }
  const answer = await server.inject(robotRequest(message({ ...odd, text: [], content: [] })))
  expect(answer.statusCode).toBe(200)
  expect(inbox.contents).toEqual([{ type: 'text', text: '' }])
})

test.each([
  ['another robot', { robotCode: 'dingrobot000000000002' }],
  ['another corp', { chatbotCorpId: 'dingcorp0000000000000002' }],
])('a message for %s is dropped, answered and counted', async (_whose, values) => {
  const { server, inbox, counts } = receiver()
  const answer = await server.inject(robotRequest(message(values)))
  expect([answer.statusCode, answer.body]).toEqual([200, '{}'])
  expect(inbox.offered).toEqual([])
  expect(counts.ignored).toBe(1)
})

test('a corp that is not set is not checked, and a robot that is not named is ours', async () => {
  const { server, inbox } = receiver({ settings: { corpId: null } })
  const values = { chatbotCorpId: 'dingcorp0000000000000002', robotCode: undefined }
  expect((await server.inject(robotRequest(message(values)))).statusCode).toBe(200)
  expect(inbox.kept).toHaveLength(1)
})

test('in mode stream neither messages nor taps are taken by HTTP', async () => {
  const { server } = receiver({ settings: { mode: 'stream' } })
  expect((await server.inject(robotRequest(message()))).statusCode).toBe(404)
  expect((await server.inject({ ...robotRequest(message()), url: CARD_URL })).statusCode).toBe(404)
})
