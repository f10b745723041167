import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { TestGateway } from './gateway.ts'
import { gatewayAt, joined, said, streamTo, until } from './stream-support.ts'
import { SECRETS, SETTINGS } from './support.ts'
import { golden } from './vectors.ts'

const Subscription = z.object({ type: z.string(), topic: z.string() })
const Body = z.looseObject({
  clientId: z.string(),
  clientSecret: z.string(),
  ua: z.string(),
  subscriptions: z.array(Subscription),
})
const Opening = z.object({
  method: z.string(),
  path: z.string(),
  headers: z.record(z.string(), z.string()),
  body: Body,
})
const opens = golden('stream_open', Opening, z.object({ responseKeys: z.array(z.string()) }))

const topics = (subscriptions: z.infer<typeof Subscription>[]) =>
  subscriptions.map(({ type, topic }) => `${type} ${topic}`).sort()

const words = (faults: unknown[]) => faults.map(String).join('\n')

describe('asking for a ticket', () => {
  test('there are vectors to hold on to', () => {
    expect(opens).toHaveLength(2)
  })

  test.each(opens)('is done as in %s', async (_name, { inputs }) => {
    const { gateway } = await joined()
    const [asked] = gateway.asked
    const body = Body.parse(asked?.body)
    expect(asked?.method).toBe(inputs.method)
    expect(asked?.url).toBe(inputs.path)
    expect(asked?.headers).toMatchObject(inputs.headers)
    expect(topics(body.subscriptions)).toEqual(topics(inputs.body.subscriptions))
    expect(body.clientId).toBe(SETTINGS.clientId)
    expect(body.clientSecret).toBe(SECRETS.clientSecret)
    expect(Object.keys(inputs.body)).toEqual(expect.arrayContaining(Object.keys(body)))
  })

  test.each([
    ['an error of its own', { status: 503, body: '{"code":"system.busy"}' }],
    ['the page of a proxy', { status: 400, body: '<html>bad request</html>' }],
    ['a page with status 200', { status: 200, body: '<html>welcome</html>' }],
    ['no ticket', { status: 200, body: '{"endpoint":"ws://127.0.0.1:1/connect"}' }],
    ['an endpoint that is none', { status: 200, body: '{"endpoint":"http://x","ticket":"t"}' }],
    [
      'an endpoint without TLS',
      { status: 200, body: '{"endpoint":"ws://192.0.2.1/","ticket":"t"}' },
    ],
    ['a redirect', { status: 302, body: '' }],
  ])('goes on after %s', async (_what, answer) => {
    const gateway = await gatewayAt()
    gateway.script.push(answer, answer)
    const { faults, inbox, connected } = streamTo(`http://127.0.0.1:${gateway.port}`)
    await until(() => gateway.open.length === 1)
    gateway.push(said(1))
    await until(() => inbox.kept.length === 1)
    expect(gateway.asked).toHaveLength(3)
    expect(faults).toHaveLength(2)
    expect(words(faults)).not.toContain(SECRETS.clientSecret)
    expect(connected).toEqual([true])
  })

  test('waits longer after a wrong secret than after a fault', async () => {
    const gateway = await gatewayAt()
    const body = '{"code":"authFailed","message":"no","requestid":"r1"}'
    gateway.script.push({ status: 401, body })
    const started = performance.now()
    const { faults } = streamTo(`http://127.0.0.1:${gateway.port}`, {
      timings: { refusedPauseMs: 400 },
    })
    await until(() => gateway.open.length === 1)
    expect(performance.now() - started).toBeGreaterThan(390)
    expect(words(faults)).toContain('authFailed')
    expect(words(faults)).not.toContain(SECRETS.clientSecret)
  })

  test('goes on until there is somebody to ask', async () => {
    const gateway = new TestGateway()
    await gateway.listen()
    const { port } = gateway
    await gateway.close()
    const { faults, connected } = streamTo(`http://127.0.0.1:${port}`)
    await until(() => faults.length > 1)
    expect(connected).toEqual([])
    const late = new TestGateway()
    await late.listen(port)
    await until(() => late.open.length === 1)
    await late.close()
  })
})

describe('a ticket', () => {
  test('is used once: every connection has one of its own', async () => {
    const { gateway, stream } = await joined()
    for (const wanted of [2, 3]) {
      gateway.open[0]?.terminate()
      await until(() => gateway.sockets.length === wanted && stream.connected)
    }
    expect(gateway.asked).toHaveLength(3)
    expect(gateway.refused).toBe(0)
  })

  test('that is refused is replaced by a new one', async () => {
    const gateway = await gatewayAt()
    gateway.spent = true
    const { faults, stream, connected } = streamTo(`http://127.0.0.1:${gateway.port}`)
    await until(() => gateway.refused === 2)
    gateway.spent = false
    await until(() => stream.connected)
    expect(words(faults)).toContain('401')
    expect(words(faults)).not.toContain('ticket')
    expect(connected).toEqual([true])
  })

  test('with signs in it arrives as it was given', async () => {
    const gateway = await gatewayAt()
    const ticket = 'a+b/c=&d e#f'
    const seen: string[] = []
    gateway.script.push({
      status: 200,
      body: JSON.stringify({ endpoint: `ws://127.0.0.1:${gateway.port}/connect`, ticket }),
    })
    gateway.onHandshake = (given) => seen.push(given)
    streamTo(`http://127.0.0.1:${gateway.port}`)
    await until(() => seen.length > 0)
    expect(seen[0]).toBe(ticket)
  })

  test('is never more than a wish: an endpoint that is not there is asked for again', async () => {
    const gateway = await gatewayAt()
    gateway.endpoint = 'ws://127.0.0.1:1/connect'
    const { faults, stream } = streamTo(`http://127.0.0.1:${gateway.port}`)
    await until(() => faults.length > 1)
    gateway.endpoint = undefined
    await until(() => stream.connected)
    expect(words(faults)).toContain('ECONNREFUSED')
  })
})
