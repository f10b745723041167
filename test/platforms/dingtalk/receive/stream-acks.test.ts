import { expect, test } from 'vitest'
import { CARD, tap } from './messages.ts'
import { frame, joined, ping, said, until } from './stream-support.ts'
import { APPROVED, APPROVED_ANSWER } from './support.ts'

test('a message is acknowledged after it was kept, and not before', async () => {
  const { gateway, inbox } = await joined()
  const { promise, resolve } = Promise.withResolvers<undefined>()
  inbox.gate = promise
  gateway.push(said(1))
  gateway.push(ping('last'))
  await until(() => gateway.ackOf('last') !== undefined)
  expect(inbox.offered).toEqual(['msg1'])
  expect(gateway.unacknowledged).toEqual(['delivery1'])
  resolve(undefined)
  await until(() => gateway.unacknowledged.length === 0)
  expect(inbox.kept).toMatchObject([{ eventKey: 'msg1', pushes: 1 }])
})

test('a message that could not be kept is not acknowledged, and is kept when it comes again', async () => {
  const { gateway, inbox, faults } = await joined()
  inbox.failing = true
  gateway.push(said(1))
  await until(() => faults.length === 1)
  inbox.failing = false
  gateway.push(ping('last'))
  await until(() => gateway.ackOf('last') !== undefined)
  expect(gateway.unacknowledged).toEqual(['delivery1'])
  gateway.redeliver()
  await until(() => gateway.unacknowledged.length === 0)
  expect(inbox.keys).toEqual(['msg1'])
})

test('a message whose acknowledgement is lost has no second effect when it comes again', async () => {
  const { gateway, inbox } = await joined()
  gateway.deaf = true
  gateway.push(said(1))
  await until(() => inbox.kept.length === 1)
  gateway.redeliver()
  await until(() => inbox.offered.length === 2)
  gateway.deaf = false
  gateway.redeliver()
  await until(() => gateway.unacknowledged.length === 0)
  expect(inbox.keys).toEqual(['msg1'])
})

test('what became of a card is in the ack, and the inbox is told that it has left', async () => {
  const { gateway, inbox } = await joined()
  inbox.shown = APPROVED
  gateway.push(frame('CALLBACK', '/v1.0/card/instances/callback', 'tap1', tap(['a2'])))
  await until(() => gateway.ackOf('tap1') !== undefined)
  const data: unknown = JSON.parse(gateway.ackOf('tap1')?.data ?? '')
  expect(data).toEqual({ response: APPROVED_ANSWER })
  await until(() => inbox.arrived.length === 1)
  expect(inbox.arrived).toEqual([true])
  // Its own id tells two quick taps apart, so nothing has to be guessed.
  expect(inbox.tapOptions).toEqual([{ waitMs: 800 }])
  expect(inbox.kept).toMatchObject([{ eventKey: 'tap1', pushes: 1 }])
  expect(inbox.contents).toEqual([
    { type: 'tap', card: CARD, action: '2', by: 'place', choices: {} },
  ])
})

test('the inbox is told when an ack could not leave any more', async () => {
  const { gateway, inbox } = await joined()
  const { promise, resolve } = Promise.withResolvers<undefined>()
  inbox.gate = promise
  gateway.push(frame('CALLBACK', '/v1.0/card/instances/callback', 'tap1', tap(['a2'])))
  await until(() => inbox.offered.length === 1)
  gateway.sockets[0]?.terminate()
  await until(() => gateway.sockets.length === 2)
  resolve(undefined)
  await until(() => inbox.arrived.length === 1)
  expect(inbox.arrived).toEqual([false])
})

test('a tap that could not be kept is not acknowledged', async () => {
  const { gateway, inbox, faults } = await joined()
  inbox.failing = true
  gateway.push(frame('CALLBACK', '/v1.0/card/instances/callback', 'tap1', tap(['a2'])))
  await until(() => faults.length === 1)
  gateway.push(ping('last'))
  await until(() => gateway.ackOf('last') !== undefined)
  expect(gateway.ackOf('tap1')).toBeUndefined()
})

test('an event that could not be kept is asked for again', async () => {
  const { gateway, inbox, faults } = await joined()
  inbox.failing = true
  gateway.push(frame('EVENT', '*', 'event1', { userId: ['s2'] }))
  await until(() => gateway.ackOf('event1') !== undefined)
  expect(gateway.ackOf('event1')).toMatchObject({ code: 200, message: 'OK' })
  expect(JSON.parse(gateway.ackOf('event1')?.data ?? '')).toMatchObject({ status: 'LATER' })
  expect(faults).toHaveLength(1)
})
