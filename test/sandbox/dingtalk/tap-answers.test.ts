import { expect, test } from 'vitest'
import { acked, answerWith, closed, options, review, twoPeople, withCard } from './cards-support.ts'
import { onlyPings } from './stream-client.ts'
import { lilei, meimei } from './support.ts'
import { eventually } from '../../support/eventually.ts'

test('the answer changes the card for whoever tapped, and an update then for everybody', async () => {
  const { client, tap, replaced, update, standIn } = await withCard({ openSpaceId: twoPeople })
  client.ack = () => acked(answerWith(closed))
  await tap('a1')
  expect([replaced(lilei), replaced(meimei)]).toEqual(['已由 李雷 通过', null])
  expect(standIn.wire().at(-1)).toMatchObject({ title: 'card tap a1', ok: true, tries: 1 })
  expect((await update()).status).toBe(200)
  expect([replaced(lilei), replaced(meimei)]).toEqual(['已由 李雷 通过', '已由 李雷 通过'])
})

test('what an update names wins over what an answer showed before', async () => {
  const { bot, client, tap, replaced, standIn } = await withCard()
  client.ack = () => acked(answerWith({ ...closed, title: '由答复改' }))
  await tap('a1')
  const cardParamMap = { status: 'open' }
  const body = { outTrackId: 'review-42', cardData: { cardParamMap }, ...options }
  await bot.api('card/instances', body, 'PUT')
  expect(replaced()).toBeNull()
  expect(standIn.messages(lilei).at(-1)?.body).toMatchObject({ card: { title: '由答复改' } })
})

test('private variables in an answer belong to whoever tapped', async () => {
  const { client, tap, standIn } = await withCard({ openSpaceId: twoPeople })
  const userPrivateData = { cardParamMap: { source: '你已点过' } }
  client.ack = () => acked({ ...options, userPrivateData })
  await tap('a1')
  expect(standIn.messages(lilei).at(-1)?.body).toMatchObject({ card: { source: '你已点过' } })
  expect(standIn.messages(meimei).at(-1)?.body).toMatchObject({ card: { source: review.source } })
})

test('an answer that is not of strings changes nothing, and shows on the wire', async () => {
  const { client, tap, replaced, standIn, clock } = await withCard()
  client.ack = () => acked(answerWith({ ...closed, note: false }))
  await tap('a1')
  expect(replaced()).toBeNull()
  expect(standIn.wire().at(-1)).toMatchObject({
    ok: false,
    answer: { refused: 'note wants a string' },
  })
  client.ack = onlyPings
  clock.advance(60_000)
  expect(await standIn.ping()).toBe(true)
  expect(client.callbacks).toHaveLength(1)
})

test('an update before the callback is answered is refused, and let through after', async () => {
  const { client, tap, replaced, update, standIn } = await withCard(
    {},
    { timeLimits: { card: 5000 }, crossingMs: 30 },
  )
  client.ack = () => null
  const tapped = tap('a1')
  await eventually(() => expect(client.callbacks).toHaveLength(1))
  const inside = await update()
  expect([inside.status, inside.body['code']]).toEqual([400, 'param.invalid'])
  expect(standIn.wire().at(-1)?.answer).toMatchObject({
    notes: [expect.stringContaining('before')],
  })
  const [frame] = client.callbacks
  if (frame) client.acknowledge(frame, acked({}))
  expect((await update()).status).toBe(200)
  await tapped
  expect(replaced()).toBe('已由 李雷 通过')
})

test('an answer that crosses the update on its way is not held against it', async () => {
  const { client, tap, update, standIn } = await withCard({}, { timeLimits: { card: 5000 } })
  client.ack = () => null
  const tapped = tap('a1')
  await eventually(() => expect(client.callbacks).toHaveLength(1))
  const [frame] = client.callbacks
  standIn.onCall(({ method }) => {
    if (method === 'PUT' && frame) client.acknowledge(frame, acked({}))
    return 'pass'
  })
  expect((await update()).status).toBe(200)
  await tapped
})

test('an answer that takes longer than 2 seconds comes too late for the card', async () => {
  const { client, tap, replaced, update, standIn, clock } = await withCard()
  client.ack = onlyPings
  await tap('a1')
  const [frame] = client.callbacks
  expect(standIn.wire().at(-1)).toMatchObject({
    ok: false,
    answer: { error: 'no ack within 100 ms' },
  })
  if (frame) client.acknowledge(frame, acked(answerWith(closed)))
  // A ping goes the same way behind it.
  expect(await standIn.ping()).toBe(true)
  expect(replaced()).toBeNull()
  expect((await update()).status).toBe(200)
  clock.advance(60_000)
  expect(await standIn.ping()).toBe(true)
  expect(client.callbacks).toHaveLength(1)
})
