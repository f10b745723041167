import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { robotSignature } from '../../../../src/platforms/dingtalk/sign.ts'
import { message, tap } from './messages.ts'
import { cardHeaders, cardRequest, NOW, receiver, robotHeaders, robotRequest } from './support.ts'
import { golden } from './vectors.ts'

const Headers = z.record(z.string(), z.string())
const Valid = z.object({ valid: z.boolean() })
const robot = golden(
  'robot_callback_sign',
  z.object({ headers: Headers, appSecret: z.string(), nowMs: z.number() }),
  Valid,
)
const card = golden(
  'card_callback_sign',
  z.object({ headers: Headers, apiSecret: z.string() }),
  Valid,
)
const custom = golden(
  'custom_robot_sign',
  z.object({ secret: z.string(), timestamp: z.string() }),
  z.object({ signBase64: z.string() }),
)

test('there are vectors to hold on to', () => {
  expect([robot.length, card.length, custom.length]).toEqual([12, 4, 3])
})

describe('a robot callback', () => {
  test.each(robot)('%s', async (_name, { inputs, expected }) => {
    const { headers, appSecret, nowMs } = inputs
    const { server, inbox } = receiver({ secrets: { clientSecret: appSecret }, now: nowMs })
    const answer = await server.inject(robotRequest(message(), headers))
    expect(answer.statusCode).toBe(expected.valid ? 200 : 403)
    expect(answer.body).toBe(expected.valid ? '{}' : '')
    expect(inbox.offered).toHaveLength(expected.valid ? 1 : 0)
  })

  test.each([
    ['no timestamp', { sign: robotHeaders().sign }, 403],
    ['an empty signature', { ...robotHeaders(), sign: '' }, 403],
    ['a signature that is not ASCII', { ...robotHeaders(), sign: 'ÿ'.repeat(44) }, 403],
    ['words for a timestamp', { ...robotHeaders(), timestamp: 'now' }, 400],
    ['a negative timestamp', { ...robotHeaders(), timestamp: `-${NOW}` }, 400],
  ])('with %s is refused', async (_what, headers, status) => {
    const { server, inbox } = receiver()
    const answer = await server.inject(robotRequest(message(), headers))
    expect([answer.statusCode, answer.body]).toEqual([status, ''])
    expect(inbox.offered).toEqual([])
  })

  test('is looked at before its body is', async () => {
    const { server } = receiver()
    const headers = robotHeaders(NOW, 'another secret')
    expect((await server.inject(robotRequest('no JSON', headers))).statusCode).toBe(403)
  })
})

describe('a card callback', () => {
  test.each(card)('%s', async (_name, { inputs, expected }) => {
    const { server, inbox } = receiver({ secrets: { cardSecret: inputs.apiSecret } })
    const answer = await server.inject(cardRequest(tap(['a1']), inputs.headers))
    expect(answer.statusCode).toBe(expected.valid ? 200 : 403)
    expect(inbox.offered).toHaveLength(expected.valid ? 1 : 0)
  })

  test.each([
    ['five minutes ago', -5 * 60_000, 200],
    ['in five minutes', 5 * 60_000, 200],
    ['a little more than five minutes ago', -5 * 60_000 - 1, 403],
    ['in a little more than five minutes', 5 * 60_000 + 1, 403],
  ])('that was signed %s', async (_when, offMs, status) => {
    const { server, inbox } = receiver()
    const answer = await server.inject(cardRequest(tap(['a1']), cardHeaders(NOW + offMs)))
    expect(answer.statusCode).toBe(status)
    expect(inbox.offered).toHaveLength(status === 200 ? 1 : 0)
  })

  test('without a signature is refused', async () => {
    const { server, inbox } = receiver()
    expect((await server.inject(cardRequest(tap(['a1']), {}))).statusCode).toBe(403)
    expect(inbox.offered).toEqual([])
  })
})

test.each(custom)('a custom robot is signed to as %s', (_name, { inputs, expected }) => {
  expect(robotSignature(inputs.secret, inputs.timestamp)).toBe(expected.signBase64)
})
