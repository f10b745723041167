import { expect, test } from 'vitest'
import { PlatformRefusedError } from '../../../src/errors.ts'
import { answer, apiAndAdapter, faults, lilei, refuse, text } from './api.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

test('many who wait for a token are served by one request', async () => {
  const { api, deliver, counts } = await apiAndAdapter()
  const keys = Array.from({ length: 20 }, (_, place) => place)
  await Promise.all(keys.map((key) => deliver(lilei, text('x'), key)))
  expect(api.calls('gettoken')).toHaveLength(1)
  expect(counts.refreshes).toBe(1)
})

test('a token is used until some minutes before its end', async () => {
  const { api, deliver, clock } = await apiAndAdapter()
  await deliver(lilei, text('x'), 1)
  clock.advance(1.8 * HOUR)
  await deliver(lilei, text('x'), 2)
  expect(api.tokens).toBe(1)
  clock.advance(0.2 * HOUR - 4 * MINUTE)
  await deliver(lilei, text('x'), 3)
  expect(api.tokens).toBe(2)
})

test('while there is no new token, an old one that is still good serves on', async () => {
  const { api, deliver, clock } = await apiAndAdapter()
  await deliver(lilei, text('x'), 1)
  clock.advance(2 * HOUR - 4 * MINUTE)
  api.next('gettoken', refuse(-1))
  await deliver(lilei, text('x'), 2)
  await deliver(lilei, text('x'), 3)
  expect(api.calls('gettoken')).toHaveLength(2)
  clock.advance(MINUTE)
  await deliver(lilei, text('x'), 4)
  expect(api.tokens).toBe(2)
})

test.each([40001, 40013, 40091, 41002, 41004, 45031, 60020])(
  'gettoken that is refused with %i is not asked again for minutes',
  async (code) => {
    const { api, adapter, deliver, clock, signal } = await apiAndAdapter()
    api.next('gettoken', refuse(code), refuse(code))
    for (const key of [1, 2, 3]) {
      const error: unknown = await deliver(lilei, text('x'), key).catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(PlatformRefusedError)
      expect(error).toMatchObject({ call: 'gettoken', code, decision: { retry: 'after' } })
    }
    expect(await adapter.ready(signal)).toBe(false)
    expect(api.calls('gettoken')).toHaveLength(1)
    clock.advance(5 * MINUTE)
    expect(await adapter.ready(signal)).toBe(false)
    clock.advance(5 * MINUTE)
    expect(await adapter.ready(signal)).toBe(true)
    expect(api.calls('gettoken')).toHaveLength(3)
  },
)

test('whoever gives up waiting does not take the token from the others', async () => {
  const { api, adapter, deliver } = await apiAndAdapter()
  let release = () => undefined as unknown
  api.next('gettoken', (heard, response) => {
    release = () => {
      answer({ access_token: 'late', expires_in: 7200 })(heard, response)
    }
  })
  const impatient = new AbortController()
  const first = adapter.ready(impatient.signal)
  const second = deliver(lilei, text('x'))
  impatient.abort()
  expect(await first).toBe(false)
  while (api.calls('gettoken').length === 0) await new Promise(setImmediate)
  release()
  await second
  expect(api.calls('message/send')[0]?.query.get('access_token')).toBe('late')
})

test('an answer without a token is none', async () => {
  const { api, deliver } = await apiAndAdapter()
  api.next('gettoken', answer({}))
  await expect(deliver(lilei, text('x'))).rejects.toMatchObject({ name: 'PlatformSilentError' })
  await deliver(lilei, text('x'))
})

test('the bot is not ready while WeCom is silent', async () => {
  const { api, adapter, signal } = await apiAndAdapter()
  api.next('gettoken', faults['a reset'] ?? answer({}))
  expect(await adapter.ready(signal)).toBe(false)
  expect(await adapter.ready(signal)).toBe(true)
})
