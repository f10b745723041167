import { describe, expect, test } from 'vitest'
import { joined, ping, said, until } from './stream-support.ts'

const numbers = (count: number) => Array.from({ length: count }, (_, n) => n + 1)

describe('a connection that is dropped', () => {
  test.each([
    [
      'cut',
      (socket: { terminate(): void }) => {
        socket.terminate()
      },
    ],
    [
      'closed',
      (socket: { close(code: number): void }) => {
        socket.close(1001)
      },
    ],
  ])('when it is %s, it is replaced at once if it has worked', async (_how, drop) => {
    // With pauses of a minute only what does not pause is there in time.
    const timings = { firstPauseMs: 60_000, longestPauseMs: 60_000 }
    const { gateway, stream, connected, faults, inbox } = await joined({ timings })
    gateway.push(said(1))
    await until(() => gateway.unacknowledged.length === 0)
    for (const socket of gateway.open) drop(socket)
    await until(() => gateway.sockets.length === 2 && stream.connected)
    gateway.push(said(2))
    await until(() => inbox.kept.length === 2)
    expect(connected).toEqual([true, false, true])
    expect(faults).toHaveLength(1)
  })

  test('is replaced ever more slowly if none of them works', async () => {
    const { gateway } = await joined({ timings: { firstPauseMs: 100, longestPauseMs: 10_000 } })
    const started = performance.now()
    for (const count of [2, 3, 4, 5]) {
      gateway.open[0]?.terminate()
      await until(() => gateway.open.length === 1 && gateway.sockets.length === count)
    }
    // None, then at least half of 100, 200 and 400 ms.
    expect(performance.now() - started).toBeGreaterThan(345)
  })

  test('has worked when it has stood for a while, even without a word', async () => {
    const timings = { firstPauseMs: 60_000, longestPauseMs: 60_000, stableMs: 20, pingMs: 300 }
    const { gateway } = await joined({ timings })
    for (const count of [2, 3, 4]) {
      let pings = 0
      gateway.open[0]?.on('ping', () => {
        pings += 1
      })
      await until(() => pings === 1)
      gateway.open[0]?.terminate()
      await until(() => gateway.sockets.length === count && gateway.open.length === 1)
    }
  })

  test('loses nothing: what was not acknowledged comes again on the next one', async () => {
    const { gateway, inbox, stream } = await joined()
    for (const n of numbers(50)) gateway.push(said(n))
    await until(() => inbox.kept.length > 0)
    gateway.sockets[0]?.terminate()
    await until(() => gateway.sockets.length === 2 && stream.connected)
    gateway.redeliver()
    for (const n of numbers(50)) gateway.push(said(n + 50))
    await until(() => gateway.unacknowledged.length === 0)
    expect([...inbox.keys].sort()).toEqual(
      numbers(100)
        .map((n) => `msg${n}`)
        .sort(),
    )
  })
})

describe('a connection that has died without a word', () => {
  test('is noticed by its missing pongs, and replaced', async () => {
    const timings = { pingMs: 30 }
    const { gateway, faults } = await joined({ timings }, { pongs: false })
    await until(() => gateway.sockets.length > 1)
    expect(String(faults[0])).toContain('no sign of life')
  })

  test('is told from a bot that stood still itself', async () => {
    const { gateway, inbox, faults } = await joined({ timings: { pingMs: 100 } }, { pongs: false })
    // Both ends are in one process: the frame is on its way, and nobody reads it. Timers are next.
    setImmediate(() => {
      gateway.push(said(1))
      const awake = performance.now() + 250
      while (performance.now() < awake);
    })
    await until(() => inbox.kept.length === 1)
    await until(() => gateway.unacknowledged.length === 0)
    expect(gateway.sockets).toHaveLength(1)
    expect(faults).toEqual([])
  })

  test('is not one that answers pings', async () => {
    const { gateway, faults } = await joined({ timings: { pingMs: 300 } })
    let pings = 0
    gateway.sockets[0]?.on('ping', () => {
      pings += 1
    })
    await until(() => pings === 3)
    expect(gateway.sockets).toHaveLength(1)
    expect(faults).toEqual([])
  })

  test('is not one that still brings frames', async () => {
    const { gateway, faults } = await joined({ timings: { pingMs: 200 } }, { pongs: false })
    const started = performance.now()
    for (let n = 0; performance.now() - started < 900; n += 1) {
      gateway.push(ping(`ping${n}`))
      await until(() => gateway.ackOf(`ping${n}`) !== undefined)
    }
    expect(gateway.sockets).toHaveLength(1)
    expect(faults).toEqual([])
  })
})
