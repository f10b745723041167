import { expect, test } from 'vitest'
import { credentials, stage } from './support.ts'
import { askTicket, CARD, connect, connectTo, ROBOT } from './stream-client.ts'
import { eventually } from '../../support/eventually.ts'

async function ticketUrl(bot: Parameters<typeof askTicket>[0]): Promise<string> {
  const { body } = await askTicket(bot)
  return `${String(body['endpoint'])}?ticket=${String(body['ticket'])}`
}

test('the gateway knows its app, and wants to know what to deliver', async () => {
  const { bot } = await stage()
  const { status, body } = await askTicket(bot)
  expect([status, Object.keys(body)]).toEqual([200, ['endpoint', 'ticket']])
  expect(body['ticket']).toMatch(/^[\w-]+$/)
  const wrong = await askTicket(bot, { clientSecret: 'other' })
  expect([wrong.status, wrong.body['code']]).toEqual([401, 'authFailed'])
  const of = async (subscriptions: unknown) => (await askTicket(bot, { subscriptions })).status
  expect(await of(undefined)).toBe(400)
  expect(await of([])).toBe(400)
  expect(await of([{ type: 'EVENT', topic: 'user_add_org' }])).toBe(400)
  expect(await of([{ type: 'callback', topic: ROBOT }])).toBe(400)
})

test('who does not accept JSON gets XML', async () => {
  const { standIn } = await stage()
  const { clientId, clientSecret } = credentials
  const subscriptions = [{ type: 'CALLBACK', topic: ROBOT }]
  const response = await fetch(`${standIn.url}/v1.0/gateway/connections/open`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ clientId, clientSecret, subscriptions }),
  })
  expect(response.headers.get('content-type')).toBe('application/xml')
})

test('a ticket opens one stream, once, and for 90 seconds', async () => {
  const { bot, standIn, clock } = await stage()
  const url = await ticketUrl(bot)
  const late = await ticketUrl(bot)
  await connectTo(url)
  expect(standIn.connections()).toBe(1)
  await expect(connectTo(url)).rejects.toThrow('401')
  await expect(connectTo(`${url}x`)).rejects.toThrow('401')
  clock.advance(89_999)
  const justInTime = await ticketUrl(bot)
  clock.advance(1)
  await expect(connectTo(late)).rejects.toThrow('401')
  await connectTo(justInTime)
  expect(standIn.connections()).toBe(2)
  expect(JSON.stringify(standIn.wire())).not.toContain(url.slice(-20))
})

test('a message is a frame with text in data, and is acked with its messageId', async () => {
  const { bot, standIn, clock } = await stage()
  const client = await connect(bot)
  await standIn.sendText('staff0001', '投稿')
  const [frame] = client.callbacks
  expect(frame).toMatchObject({ specVersion: '1.0', type: 'CALLBACK' })
  expect(Object.keys(frame?.headers ?? {}).sort()).toEqual(
    ['appId', 'connectionId', 'contentType', 'messageId', 'time', 'topic'].sort(),
  )
  expect(frame?.headers).toMatchObject({ topic: ROBOT, time: String(clock.now()) })
  expect(standIn.wire().at(-1)).toMatchObject({
    direction: 'callback',
    chat: 'staff0001',
    title: 'text 投稿',
    request: { msgtype: 'text', text: { content: '投稿' } },
    answer: { code: 200, data: { response: null } },
    ok: true,
    tries: 1,
  })
})

test('nothing is delivered that was not subscribed to', async () => {
  const { bot, standIn } = await stage()
  const client = await connect(bot, { subscriptions: [{ type: 'CALLBACK', topic: CARD }] })
  await standIn.sendText('staff0001', '投稿')
  await standIn.sendEvent('user_add_org', { userId: ['staff0009'] })
  expect(client.frames).toEqual([])
  expect(standIn.wire().at(-1)).toMatchObject({ ok: false })
})

test('a ping is answered with its own data', async () => {
  const { bot, standIn } = await stage({ timeLimits: { stream: 100 } })
  const client = await connect(bot)
  expect(await standIn.ping()).toBe(true)
  expect(client.frames[0]).toMatchObject({ type: 'SYSTEM', headers: { topic: 'ping' } })
  client.ack = () => ({ data: '{"opaque":"other"}' })
  expect(await standIn.ping()).toBe(false)
  client.ack = () => null
  expect(await standIn.ping()).toBe(false)
})

test('pings come by themselves', async () => {
  const { bot } = await stage({ pingEveryMs: 20 })
  const client = await connect(bot)
  await eventually(() => expect(client.frames.length).toBeGreaterThan(1))
})

test('an ack for nothing that was sent shows on the wire', async () => {
  const { bot, standIn } = await stage()
  const client = await connect(bot)
  client.say({ code: 200, headers: { messageId: 'none' }, message: 'OK', data: '{}' })
  client.say('no JSON')
  await eventually(() =>
    expect(standIn.wire().filter(({ title }) => title === 'stream ack')).toMatchObject([
      { answer: { wrong: 'no such messageId' } },
      { answer: { wrong: 'no headers.messageId' } },
    ]),
  )
})

test('every message goes to one of the connections, and each gets some', async () => {
  const { bot, standIn } = await stage()
  const clients = await Promise.all([connect(bot), connect(bot)])
  for (let i = 0; i < 40; i++) await standIn.sendText('staff0001', `第${i}句`)
  const counts = clients.map(({ callbacks }) => callbacks.length)
  expect(counts.reduce((a, b) => a + b)).toBe(40)
  expect(Math.min(...counts)).toBeGreaterThan(0)
})

test('a stream that was asked to go gets nothing more, may still ack, and is closed', async () => {
  const { bot, standIn } = await stage({ graceMs: 100, timeLimits: { stream: 5000 } })
  const old = await connect(bot)
  old.ack = () => null
  const sent = standIn.sendText('staff0001', '一')
  await eventually(() => expect(old.callbacks).toHaveLength(1))
  standIn.disconnectAll()
  await eventually(() => expect(old.frames.at(-1)?.headers['topic']).toBe('disconnect'))
  expect(old.frames.at(-1)?.body).toEqual({ reason: 'connection is expired' })
  expect(standIn.connections()).toBe(0)
  const next = await connect(bot)
  const [frame] = old.callbacks
  if (frame) old.acknowledge(frame)
  await sent
  await standIn.sendText('staff0001', '二')
  expect([old.callbacks.length, next.callbacks.length]).toEqual([1, 1])
  expect(standIn.wire().at(-1)).toMatchObject({ title: 'text 二', ok: true })
  await eventually(() => expect(old.open).toBe(false))
})
