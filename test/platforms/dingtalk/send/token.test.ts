import { expect, test } from 'vitest'
import { answer, no } from './api.ts'
import { failureOf, image, lin, text, world } from './world.ts'

const CALL = 'oauth2/accessToken'
const MINUTE = 60_000
const HOUR = 60 * MINUTE

test('many who wait for a token are served by one request', async () => {
  const { api, deliver, counts } = await world()
  const keys = Array.from({ length: 15 }, (_, place) => place)
  await Promise.all(keys.map((key) => deliver(lin, text('x'), key)))
  expect(api.calls(CALL)).toHaveLength(1)
  expect(counts.refreshes).toBe(1)
})

test('a token is used until some minutes before its end', async () => {
  const { api, deliver, advance } = await world()
  await deliver(lin, text('x'), 1)
  advance(1.8 * HOUR)
  await deliver(lin, text('x'), 2)
  expect(api.tokens).toBe(1)
  advance(0.2 * HOUR - 4 * MINUTE)
  await deliver(lin, text('x'), 3)
  expect(api.tokens).toBe(2)
})

test.each([
  ['a wrong id or secret', no('invalidClientIdOrSecret')],
  ['an app that was switched off', no('authFailed', 401)],
  ['an address that is not on the list', no('Forbidden.AccessDenied.IpNotInWhiteList', 403)],
])('%s is not asked about again for minutes', async (_why, play) => {
  const { api, adapter, deliver, advance, signal, spent } = await world()
  api.next(CALL, play)
  for (const key of [1, 2, 3]) {
    expect(await failureOf(deliver(lin, text('x'), key))).toMatchObject({
      call: CALL,
      decision: { retry: 'after', pauseMs: 5 * MINUTE },
    })
  }
  expect(await adapter.ready(signal)).toBe(false)
  expect(api.calls(CALL)).toHaveLength(1)
  advance(5 * MINUTE)
  expect(await adapter.ready(signal)).toBe(true)
  expect(spent).toEqual({ calls: 0, pushes: 0 })
})

test('an answer without a token is none', async () => {
  const { api, deliver } = await world()
  api.next(CALL, answer({ accessToken: '' }))
  expect(await failureOf(deliver(lin, text('x')))).toMatchObject({ call: CALL, code: 'silent' })
  await deliver(lin, text('x'))
})

test('the bot is not ready while DingTalk is silent', async () => {
  const { api, adapter, signal } = await world()
  api.next(CALL, (_heard, response) => response.socket?.resetAndDestroy())
  expect(await adapter.ready(signal)).toBe(false)
  expect(await adapter.ready(signal)).toBe(true)
})

test('both hosts are served by one token', async () => {
  const { api, deliver } = await world()
  await deliver(lin, image)
  expect(api.calls('media/upload')[0]?.query.get('access_token')).toBe('token-1')
  expect(api.calls('robot/oToMessages/batchSend')[0]?.headers['x-acs-dingtalk-access-token']).toBe(
    'token-1',
  )
})
