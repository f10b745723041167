import { expect, test } from 'vitest'
import { credentials, lilei, stage } from './support.ts'
import { connect, onlyPings } from './stream-client.ts'
import { eventually } from '../../support/eventually.ts'

const MINUTE = 60_000

test('what is not acked comes again after 60 seconds, three times, with the same ids', async () => {
  const { bot, standIn, clock } = await stage({ timeLimits: { stream: 50 } })
  const client = await connect(bot)
  client.ack = onlyPings
  await standIn.sendText('staff0001', '投稿')
  for (let tries = 2; tries <= 4; tries++) {
    clock.advance(MINUTE - 1)
    // A ping is behind everything that was sent before it.
    expect(await standIn.ping()).toBe(true)
    expect(client.callbacks).toHaveLength(tries - 1)
    clock.advance(1)
    await eventually(() => expect(client.callbacks).toHaveLength(tries))
    await eventually(() => expect(standIn.wire().at(-1)).toMatchObject({ ok: false, tries }))
  }
  clock.advance(10 * MINUTE)
  expect(await standIn.ping()).toBe(true)
  expect(client.callbacks).toHaveLength(4)
  const ids = client.callbacks.map(({ headers, body }) => [headers['messageId'], body['msgId']])
  expect(new Set(ids.map(String)).size).toBe(1)
  expect(standIn.counts().pushes).toBe(1)
})

test('a repeat stops at an ack, also at one that came too late for its try', async () => {
  const { bot, standIn, clock } = await stage({ timeLimits: { stream: 50 } })
  const client = await connect(bot)
  client.ack = onlyPings
  await standIn.sendText('staff0001', '一')
  const [frame] = client.callbacks
  if (frame) client.acknowledge(frame)
  expect(await standIn.ping()).toBe(true)
  clock.advance(MINUTE)
  expect(await standIn.ping()).toBe(true)
  expect(client.callbacks).toHaveLength(1)
})

test.each([
  ['code is no number', { code: '200' }],
  ['data is no string', { data: { response: null } }],
  ['data is no JSON object', { data: 'OK' }],
])('an ack whose %s counts for nothing', async (wrong, ack) => {
  const { bot, standIn, clock } = await stage()
  const client = await connect(bot)
  client.ack = () => ack
  await standIn.sendText('staff0001', '投稿')
  expect(standIn.wire().slice(-2)).toMatchObject([
    { title: 'stream ack', ok: false, answer: { wrong } },
    { title: 'text 投稿', ok: false, answer: { error: wrong } },
  ])
  clock.advance(MINUTE)
  await eventually(() => expect(client.callbacks).toHaveLength(2))
})

test('an ack of 500, or without a response, asks for a repeat', async () => {
  const { bot, standIn } = await stage()
  const client = await connect(bot)
  for (const ack of [{ code: 500 }, { data: '{}' }]) {
    client.ack = () => ack
    await standIn.sendText('staff0001', '投稿')
    expect(standIn.wire().at(-1)).toMatchObject({ title: 'text 投稿', ok: false })
  }
})

test('what was under way when a stream is cut comes again on the next one', async () => {
  const { bot, standIn, clock } = await stage()
  const old = await connect(bot)
  old.ack = () => null
  const sent = standIn.sendText('staff0001', '投稿')
  await eventually(() => expect(old.callbacks).toHaveLength(1))
  standIn.dropAll()
  await sent
  expect(standIn.wire().at(-1)).toMatchObject({
    ok: false,
    answer: { error: 'the connection is gone' },
  })
  await eventually(() => expect(old.open).toBe(false))
  const next = await connect(bot)
  clock.advance(MINUTE)
  await eventually(() => expect(next.callbacks).toHaveLength(1))
})

test('a message that finds nobody connected waits for its repeat', async () => {
  const { bot, standIn, clock } = await stage()
  await standIn.sendText('staff0001', '投稿')
  expect(standIn.messages(lilei)).toHaveLength(1)
  expect(standIn.wire().at(-1)).toMatchObject({ ok: false, tries: 1 })
  const client = await connect(bot)
  clock.advance(MINUTE)
  await eventually(() => expect(standIn.wire().at(-1)).toMatchObject({ ok: true, tries: 2 }))
  expect(client.callbacks).toHaveLength(1)
})

test('events name themselves in the headers, and LATER asks for a repeat', async () => {
  const { bot, standIn, clock } = await stage()
  const client = await connect(bot)
  client.ack = () => ({ data: '{"status":"LATER","message":"busy"}' })
  await standIn.sendEvent('user_add_org', { userId: ['staff0009'], optStaffId: 'staff0001' })
  client.ack = () => ({})
  clock.advance(MINUTE)
  await eventually(() => expect(client.callbacks).toHaveLength(2))
  const [first, second] = client.callbacks
  expect(first?.type).toBe('EVENT')
  expect(first?.headers).toMatchObject({
    topic: '*',
    eventType: 'user_add_org',
    eventCorpId: credentials.corpId,
    eventId: first?.body['eventId'],
  })
  expect(first?.body).toMatchObject({ userId: ['staff0009'] })
  expect(second?.headers['eventId']).toBe(first?.headers['eventId'])
  await eventually(() => expect(standIn.wire().at(-1)).toMatchObject({ ok: true, tries: 2 }))
  expect(standIn.counts().pushes).toBe(0)
})
