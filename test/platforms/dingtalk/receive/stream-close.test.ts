import { describe, expect, test } from 'vitest'
import { disconnect, gatewayAt, joined, said, streamTo, until } from './stream-support.ts'

describe('closing', () => {
  test('takes nothing more, acknowledges what is in hand, and hangs up', async () => {
    const { gateway, inbox, stream, connected } = await joined()
    const { promise, resolve } = Promise.withResolvers<undefined>()
    inbox.gate = promise
    gateway.push(said(1))
    await until(() => inbox.offered.length === 1)
    const closed = stream.close()
    gateway.push(said(2))
    const [socket] = gateway.sockets
    let pongs = 0
    socket?.on('pong', () => {
      pongs += 1
    })
    socket?.ping()
    await until(() => pongs === 1)
    resolve(undefined)
    await closed
    expect(gateway.ackOf('delivery1')).toBeDefined()
    expect(gateway.unacknowledged).toEqual(['delivery2'])
    expect(inbox.offered).toEqual(['msg1'])
    await until(() => gateway.open.length === 0)
    expect(connected).toEqual([true, false])
    expect(gateway.asked).toHaveLength(1)
  })

  test('does not wait for ever for what cannot be kept', async () => {
    const { gateway, inbox, stream } = await joined({ timings: { closeMs: 30 } })
    inbox.gate = new Promise(() => undefined)
    gateway.push(said(1))
    await until(() => inbox.offered.length === 1)
    await stream.close()
    expect(gateway.unacknowledged).toEqual(['delivery1'])
    await until(() => gateway.open.length === 0)
  })

  test('ends a request for a ticket that is not answered', async () => {
    const gateway = await gatewayAt()
    gateway.script.push('nothing')
    const { stream, faults } = streamTo(`http://127.0.0.1:${gateway.port}`)
    await until(() => gateway.asked.length === 1)
    await stream.close()
    await until(() => gateway.givenUp === 1)
    expect(faults).toEqual([])
  })

  test('ends a pause, and can be done twice', async () => {
    const { stream, faults } = streamTo('http://127.0.0.1:1', {
      timings: { firstPauseMs: 60_000, longestPauseMs: 60_000 },
    })
    await until(() => faults.length === 1)
    await stream.close()
    await stream.close()
    expect(stream.connected).toBe(false)
  })

  test('closes both connections in the midst of a switch', async () => {
    const { gateway, stream } = await joined()
    gateway.push(disconnect())
    await until(() => gateway.open.length === 2)
    await stream.close()
    await until(() => gateway.open.length === 0)
    expect(gateway.asked).toHaveLength(2)
  })
})
