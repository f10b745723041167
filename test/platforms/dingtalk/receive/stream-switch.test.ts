import { describe, expect, test } from 'vitest'
import { disconnect, joined, said, until } from './stream-support.ts'

const numbers = (count: number) => Array.from({ length: count }, (_, n) => n + 1)

describe('when the server announces that it will close', () => {
  test('the new connection is there before the old one goes, and both are served', async () => {
    const { gateway, inbox, connected, faults } = await joined()
    const [old] = gateway.sockets
    gateway.push(said(1), old)
    gateway.push(disconnect(), old)
    await until(() => gateway.open.length === 2)
    gateway.push(said(2), old)
    gateway.push(said(3), gateway.sockets[1])
    await until(() => inbox.kept.length === 3)
    await until(() => gateway.acks.length === 3)
    expect(gateway.acks.map(({ by, ack }) => `${ack.headers.messageId} by ${by}`).sort()).toEqual([
      'delivery1 by 0',
      'delivery2 by 0',
      'delivery3 by 1',
    ])
    old?.close(1000)
    await until(() => gateway.open.length === 1)
    gateway.push(said(4))
    await until(() => inbox.kept.length === 4)
    expect(gateway.sockets).toHaveLength(2)
    expect(connected).toEqual([true])
    expect(faults).toEqual([])
  })

  test('in the midst of a burst nothing is lost', async () => {
    const { gateway, inbox } = await joined()
    const [old] = gateway.sockets
    for (const n of numbers(200)) {
      gateway.push(said(n), old)
      if (n === 100) gateway.push(disconnect(), old)
    }
    await until(() => gateway.sockets.length === 2)
    for (const n of numbers(100)) gateway.push(said(200 + n))
    await until(() => inbox.kept.length === 300)
    await until(() => gateway.unacknowledged.every((id) => id === 'disconnect1'))
    expect(inbox.offered).toHaveLength(300)
  })

  test('an old connection that nobody closes is closed when it has been quiet', async () => {
    const { gateway, faults } = await joined({ timings: { quietMs: 50 } })
    gateway.push(disconnect())
    await until(() => gateway.sockets.length === 2 && gateway.open.length === 1)
    expect(gateway.open[0]).toBe(gateway.sockets[1])
    expect(faults).toEqual([])
  })

  test('the old one goes on for as long as there is no new one', async () => {
    const { gateway, inbox, stream, connected } = await joined()
    gateway.script.push({ status: 503, body: '' }, { status: 503, body: '' })
    const [old] = gateway.sockets
    gateway.push(disconnect(), old)
    await until(() => gateway.asked.length === 2)
    gateway.push(said(1), old)
    await until(() => inbox.kept.length === 1)
    expect(stream.connected).toBe(true)
    await until(() => gateway.open.length === 2)
    expect(connected).toEqual([true])
  })

  test('again and again, every switch is made', async () => {
    const { gateway, inbox } = await joined({ timings: { quietMs: 100 } })
    for (const n of numbers(5)) {
      gateway.push(said(n))
      await until(() => inbox.kept.length === n)
      gateway.push(disconnect(`disconnect${n}`))
      await until(() => gateway.sockets.length === n + 1)
    }
    await until(() => gateway.open.length === 1)
  })

  test('a server that does nothing else is not stormed', async () => {
    const { gateway } = await joined({ timings: { firstPauseMs: 100, longestPauseMs: 10_000 } })
    const started = performance.now()
    for (const count of numbers(4)) {
      gateway.push(disconnect(`disconnect${count}`), gateway.sockets[count - 1])
      await until(() => gateway.sockets.length === count + 1)
    }
    expect(performance.now() - started).toBeGreaterThan(345)
  })
})
