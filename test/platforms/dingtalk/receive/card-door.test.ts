import { request } from 'node:http'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { CARD, tap } from './messages.ts'
import {
  APPROVED,
  APPROVED_ANSWER,
  CARD_URL,
  cardHeaders,
  cardRequest,
  NOW,
  receiver,
} from './support.ts'
import { eventually } from '../../../support/eventually.ts'

test('what became of the card is in the answer, and the inbox is told that it has left', async () => {
  const { server, inbox } = receiver()
  inbox.shown = APPROVED
  const answer = await server.inject(cardRequest(tap(['a1'])))
  expect(answer.statusCode).toBe(200)
  expect(answer.json()).toEqual(APPROVED_ANSWER)
  await eventually(() => expect(inbox.arrived).toEqual([true]))
})

test('a tap that has changed nothing by then is answered with nothing', async () => {
  const { server, inbox } = receiver()
  const answer = await server.inject(cardRequest(tap(['a1'])))
  expect([answer.statusCode, answer.body]).toEqual([200, '{}'])
  await eventually(() => expect(inbox.arrived).toEqual([true]))
})

test('a tap waits for its turn, not longer than the phone does', async () => {
  const { server, inbox } = receiver()
  await server.inject(cardRequest(tap(['a1'])))
  expect(inbox.tapOptions).toEqual([{ waitMs: 800, sameWithinMs: 60_000 }])
})

test('a phone that has hung up is known not to have seen the answer', async () => {
  const { server, inbox } = receiver()
  const { promise, resolve } = Promise.withResolvers<undefined>()
  inbox.gate = promise
  const address = await server.listen({ port: 0, host: '127.0.0.1' })
  const open = promisify(server.server.getConnections.bind(server.server))
  const call = request(`${address}${CARD_URL}`, { method: 'POST', headers: cardHeaders() })
  call.on('error', () => undefined).end(JSON.stringify(tap(['a1'])))
  await eventually(() => expect(inbox.offered).toHaveLength(1))
  call.destroy()
  await eventually(async () => expect(await open()).toBe(0))
  resolve(undefined)
  await eventually(() => expect(inbox.arrived).toEqual([false]))
})

test('it is an error to the one who tapped when it could not be kept', async () => {
  const { server, inbox } = receiver()
  inbox.failing = true
  const answer = await server.inject(cardRequest(tap(['a1'])))
  expect([answer.statusCode, answer.body]).toEqual([503, ''])
  expect(inbox.arrived).toEqual([])
})

test('the same tap has the same key, and any other a different one', async () => {
  const { server, inbox } = receiver()
  const taps = [
    tap(['a1'], { note: '好' }),
    tap(['a1'], { note: '好' }, { type: undefined }),
    tap(['a2'], { note: '好' }),
    tap(['a1'], { note: '不好' }),
    tap(['a1'], { note: '好' }, { userId: 'staff0003' }),
    tap(['a1'], { note: '好' }, { outTrackId: 'Zb3_-9zQ0123xyZW' }),
  ]
  for (const body of taps) await server.inject(cardRequest(body))
  expect(inbox.offered[0]).toBe(inbox.offered[1])
  expect(new Set(inbox.offered).size).toBe(5)
  expect(inbox.offered.every((key) => /^card:[0-9a-f]{64}$/.test(key))).toBe(true)
})

const place3 = { type: 'tap', card: CARD, action: '3', by: 'place' }
const json = JSON.stringify

test.each<[string, object, object]>([
  ['the third button', tap(['a3']), { ...place3, choices: {} }],
  [
    'a reason and a note',
    tap(['a3'], { reason: '数据有误', note: '请核对第二段' }),
    { ...place3, choices: { reason: ['数据有误'], note: ['请核对第二段'] } },
  ],
  [
    'parameters that are empty, or anything but texts',
    tap(['a3'], { reason: '', note: { text: 'x' }, other: 'y' }),
    { ...place3, choices: {} },
  ],
  [
    'a reason as the dropdown sends it',
    tap(['a3'], { reason: { index: 1, value: '数据有误' } }),
    { ...place3, choices: { reason: ['数据有误'] } },
  ],
  ['parameters that are a list', tap(['a3'], ['reason']), { ...place3, choices: {} }],
  ['a single action', tap('a3'), { ...place3, choices: {} }],
  ['a seventh button', tap(['a7']), { type: 'tap', card: CARD, action: 'a7', choices: {} }],
  [
    'a button of somebody’s own',
    tap(['agree']),
    { type: 'tap', card: CARD, action: 'agree', choices: {} },
  ],
  [
    'an older card, with its value alone',
    tap([], {}, { content: undefined, value: json({ cardPrivateData: { actionIds: ['a3'] } }) }),
    { ...place3, choices: {} },
  ],
  [
    'content that is no JSON, beside a value that is',
    tap([], {}, { content: '{', value: json({ cardPrivateData: { actionIds: ['a3'] } }) }),
    { ...place3, choices: {} },
  ],
  [
    'content that is JSON already',
    tap([], {}, { content: { cardPrivateData: { actionIds: ['a3'] } } }),
    { ...place3, choices: {} },
  ],
])('%s', async (_what, body, content) => {
  const { server, inbox } = receiver()
  expect((await server.inject(cardRequest(body))).statusCode).toBe(200)
  expect(inbox.kept).toMatchObject([
    {
      source: 'dingtalk',
      pushes: 1,
      update: {
        chat: { platform: 'dingtalk', kind: 'person', id: 'staff0002' },
        account: 'staff0002',
        sentAt: NOW,
      },
    },
  ])
  expect(inbox.contents).toEqual([content])
})

test.each<[string, object]>([
  ['no action', tap([])],
  ['no content at all', tap([], {}, { content: undefined })],
  ['nobody', tap(['a1'], {}, { userId: undefined })],
  ['somebody under an id that is not of the office', tap(['a1'], {}, { userIdType: 2 })],
])('a callback with %s is kept, and nobody waits for it', async (_what, body) => {
  const { server, inbox } = receiver()
  const answer = await server.inject(cardRequest(body))
  expect([answer.statusCode, answer.body]).toEqual([200, '{}'])
  expect(inbox.contents).toEqual([{ type: 'noticed', what: 'card-callback' }])
  expect(inbox.tapOptions).toEqual([])
})

test.each([
  ['words', 'hello'],
  ['a list', '[]'],
  ['no card', '{"userId":"staff0002"}'],
])('a body with %s is malformed', async (_what, payload) => {
  const { server, inbox } = receiver()
  const answer = await server.inject(cardRequest(payload))
  expect([answer.statusCode, answer.body]).toEqual([400, ''])
  expect(inbox.offered).toEqual([])
})

test('a body over 1 MiB is refused by its size', async () => {
  const { server } = receiver()
  const answer = await server.inject(cardRequest(tap(['a1'], { note: 'x'.repeat(1024 * 1024) })))
  expect(answer.statusCode).toBe(413)
})

test('a tap in another corp is dropped, answered and counted', async () => {
  const { server, inbox, counts } = receiver()
  const answer = await server.inject(cardRequest(tap(['a1'], {}, { corpId: 'dingother' })))
  expect([answer.statusCode, answer.body]).toEqual([200, '{}'])
  expect(inbox.offered).toEqual([])
  expect(counts.ignored).toBe(1)
})

test('without the secret that signs taps there is no door for them', async () => {
  const { server } = receiver({ secrets: { cardSecret: null } })
  expect((await server.inject(cardRequest(tap(['a1'])))).statusCode).toBe(404)
})
