import { expect, test } from 'vitest'
import { eventRequest, signature, wordOf } from './sealed.ts'
import { NOW, receiver, SECRETS, SETTINGS } from './support.ts'

const joined = {
  EventType: 'user_add_org',
  EventTime: NOW - 5,
  CorpId: SETTINGS.corpId,
  eventId: 'e1',
}

test('the answer has the four keys as they are spelled, and its time is a string', async () => {
  const { server } = receiver()
  const answer = await server.inject(eventRequest({ EventType: 'check_url' }))
  expect(answer.headers['content-type']).toMatch(/^application\/json/)
  expect(wordOf(answer.body)).toEqual({ word: 'success', owner: SETTINGS.clientId })
  expect(answer.json()).toHaveProperty('timeStamp', String(NOW))
})

test.each([
  ['msg_signature', 'timestamp'],
  ['signature', 'timestamp'],
  ['msg_signature', 'timeStamp'],
  ['signature', 'timeStamp'],
])('the query may spell %s and %s', async (name, timestamp) => {
  const { server, inbox } = receiver()
  const answer = await server.inject(
    eventRequest(joined, { names: { signature: name, timestamp } }),
  )
  expect(answer.statusCode).toBe(200)
  expect(inbox.keys).toEqual(['e1'])
})

test.each([
  ['of now, in seconds', String(NOW / 1000), 200],
  ['of 15 minutes ago', String(NOW - 15 * 60_000), 200],
  ['of more than that', String(NOW - 15 * 60_000 - 1), 403],
  ['in more than 15 minutes, in seconds', String(NOW / 1000 + 901), 403],
  ['that is just a word', 'today', 200],
])('a time %s', async (_what, timestamp, status) => {
  const { server, inbox } = receiver()
  const answer = await server.inject(eventRequest(joined, { timestamp }))
  expect(answer.statusCode).toBe(status)
  expect(inbox.offered).toHaveLength(status === 200 ? 1 : 0)
})

test.each([
  ['msg_signature', 403],
  ['timestamp', 400],
  ['nonce', 400],
])('an event without %s is refused', async (name, status) => {
  const { server, inbox } = receiver()
  const request = eventRequest(joined)
  const query = Object.fromEntries(Object.entries(request.query).filter(([key]) => key !== name))
  const answer = await server.inject({ ...request, query })
  expect([answer.statusCode, answer.body]).toEqual([status, ''])
  expect(inbox.offered).toEqual([])
})

test.each([
  ['nothing', '', 400],
  ['words', 'hello', 400],
  ['no encrypt', '{"encrypted":"x"}', 400],
  ['a list for encrypt', '{"encrypt":[1]}', 400],
  ['too much', 'x'.repeat(1024 * 1024 + 1), 413],
])('a body of %s is refused', async (_what, payload, status) => {
  const { server, inbox } = receiver()
  const answer = await server.inject({ ...eventRequest(joined), payload })
  expect([answer.statusCode, answer.body]).toEqual([status, ''])
  expect(inbox.offered).toEqual([])
})

test('what is not base64 but well signed is malformed', async () => {
  const { server } = receiver()
  const request = eventRequest(joined)
  const timestamp = String(NOW)
  const signed = signature([SECRETS.events.token, timestamp, request.query.nonce, '***'])
  const query = { ...request.query, msg_signature: signed }
  const answer = await server.inject({ ...request, query, payload: { encrypt: '***' } })
  expect(answer.statusCode).toBe(400)
})

test('an event for another owner is refused, one of another corp dropped and counted', async () => {
  const { server, inbox, counts } = receiver()
  const owner = eventRequest(joined, { owner: SETTINGS.corpId ?? '' })
  expect((await server.inject(owner)).statusCode).toBe(403)
  const answer = await server.inject(eventRequest({ ...joined, CorpId: 'dingother' }))
  expect(wordOf(answer.body).word).toBe('success')
  expect(inbox.offered).toEqual([])
  expect(counts.ignored).toBe(1)
})

test('an event that could not be kept is not answered with the word', async () => {
  const { server, inbox } = receiver()
  inbox.failing = true
  const answer = await server.inject(eventRequest(joined))
  expect([answer.statusCode, answer.body]).toEqual([503, ''])
})

test('where no events are subscribed to there is no door for them', async () => {
  const { server } = receiver({ secrets: { events: null } })
  expect((await server.inject(eventRequest(joined))).statusCode).toBe(404)
})

test('in mode stream events may still come by HTTP', async () => {
  const { server } = receiver({ settings: { mode: 'stream' } })
  expect((await server.inject(eventRequest(joined))).statusCode).toBe(200)
})
