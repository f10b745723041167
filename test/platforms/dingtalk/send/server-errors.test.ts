import { describe, expect, test } from 'vitest'
import { PlatformSilentError } from '../../../../src/errors.ts'
import { registerCardCallback } from '../../../../src/platforms/dingtalk/register.ts'
import { answer, errcode, no } from './api.ts'
import { type Doing, made, ofStyle } from './calls.ts'
import { failureOf } from './world.ts'

const registering: Doing = ({ client, signal, spent }) =>
  registerCardCallback(
    client,
    { callbackRouteKey: 'k', callbackUrl: 'https://x', apiSecret: 's', forceUpdate: false },
    { signal, spent },
  )

describe.each([500, 503, 504])('a server that fails with %i', (status) => {
  test.each(ofStyle('new'))('at %s (%i)', async (name, _i, doing, kind) => {
    const at = await made()
    at.api.next(name, no('system.error', status))
    const error = await failureOf(doing(at))
    if (kind === 'send') expect(error).toBeInstanceOf(PlatformSilentError)
    else expect(error).toMatchObject({ code: 'system.error', decision: { retry: 'later' } })
  })
})

describe.each([15, 88])('an old service that did not hear from the one behind it, %i', (code) => {
  test.each(ofStyle('old'))('at %s (%i)', async (name, _i, doing, kind) => {
    const at = await made()
    at.api.next(name, errcode(code))
    const error = await failureOf(doing(at))
    if (kind === 'send') expect(error).toBeInstanceOf(PlatformSilentError)
    else expect(error).toMatchObject({ code, decision: { retry: 'later' } })
  })
})

test.each(ofStyle('old'))('busy of %s (%i) is tried again later', async (name, _i, doing) => {
  const at = await made()
  at.api.next(name, errcode(-1))
  expect(await failureOf(doing(at))).toMatchObject({ code: -1, decision: { retry: 'later' } })
  await doing(at)
})

test('a key that has an address already is told from a failing server', async () => {
  const at = await made()
  at.api.next('card/callbacks/register', no('param.callbackRouteKeyExist', 500))
  expect(await failureOf(registering(at))).toMatchObject({ decision: { retry: 'never' } })
  at.api.next('card/callbacks/register', no('system.busy', 500))
  expect(await failureOf(registering(at))).toMatchObject({ decision: { retry: 'later' } })
  const result = { callbackUrl: 'https://elsewhere' }
  at.api.next('card/callbacks/register', answer({ success: true, result }))
  expect(await registering(at)).toBe('elsewhere')
  expect(await registering(at)).toBe('registered')
})
