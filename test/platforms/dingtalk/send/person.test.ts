import { describe, expect, test } from 'vitest'
import { answer, no } from './api.ts'
import { failureOf, lin, text, world } from './world.ts'

const CALL = 'robot/oToMessages/batchSend'
const RESET = (_heard: unknown, response: { socket: { resetAndDestroy(): void } | null }) => {
  response.socket?.resetAndDestroy()
}

describe('a text', () => {
  test('goes to one person, as text within text', async () => {
    const { api, deliver } = await world()
    expect(await deliver(lin, text('你好 "🎉"\n再见'))).toEqual({ messageId: 'PQK1' })
    expect(api.bodies(CALL)).toEqual([
      {
        robotCode: 'robot-1',
        userIds: ['staff0001'],
        msgKey: 'sampleText',
        msgParam: '{"content":"你好 \\"🎉\\"\\n再见"}',
      },
    ])
    expect(api.calls(CALL)[0]?.headers.accept).toBe('application/json')
  })

  test('that is long is sent in pieces of 15,000 bytes, each of them once', async () => {
    const { api, deliver } = await world()
    const lines = Array.from({ length: 400 }, (_, line) => `第${line}行${'字'.repeat(40)}`)
    api.next(CALL, answer({}), answer({}), RESET)
    expect((await failureOf(deliver(lin, text(lines.join('\n'))))).name).toBe('PlatformSilentError')
    await deliver(lin, text(lines.join('\n')))
    const sent = api.params().map(({ content }) => content ?? '')
    const taken = sent.filter((_, place) => place !== 2)
    expect(taken.join('\n').split('\n')).toEqual(lines)
    expect(taken.length).toBeGreaterThan(2)
  })

  test('counts the bytes that JSON adds', async () => {
    const { api, deliver } = await world()
    await deliver(lin, text('"\\'.repeat(7_000)))
    const bodies = api.bodies(CALL)
    expect(bodies.length).toBeGreaterThan(1)
    for (const { msgParam } of bodies) {
      expect(Buffer.byteLength(String(msgParam))).toBeLessThanOrEqual(15_000)
    }
    expect(
      api
        .params()
        .map(({ content }) => content)
        .join(''),
    ).toBe('"\\'.repeat(7_000))
  })

  test('whose receiver is unknown is refused, though the call succeeded', async () => {
    const { api, deliver } = await world()
    api.next(CALL, answer({ processQueryKey: 'x', invalidStaffIdList: ['staff0001'] }))
    expect(await failureOf(deliver(lin, text('x')))).toMatchObject({
      code: 'invalidStaffIdList',
      decision: { retry: 'never' },
    })
  })

  test('whose receiver is held back waits a second', async () => {
    const { api, deliver } = await world()
    api.next(CALL, answer({ flowControlledStaffIdList: ['staff0001'], invalidStaffIdList: null }))
    expect(await failureOf(deliver(lin, text('x')))).toMatchObject({
      decision: { retry: 'after', pauseMs: 1_000 },
    })
  })

  test.each(['a;b', 'a b', '\n', 'somebody\tx'])('to %j is not sent at all', async (id) => {
    const { api, deliver } = await world()
    expect(await failureOf(deliver({ ...lin, id }, text('x')))).toMatchObject({
      decision: { retry: 'never' },
    })
    expect(api.heard).toHaveLength(0)
  })
})

test('a call is made 19 times a second at most, and then waits for its second to end', async () => {
  const { api, deliver, advance, spent } = await world()
  for (let key = 1; key <= 19; key += 1) await deliver(lin, text('x'), key)
  advance(400)
  expect(await failureOf(deliver(lin, text('x'), 20))).toMatchObject({
    code: 'QpsLimitForAppkeyAndApi',
    decision: { retry: 'after', pauseMs: 600 },
  })
  expect(api.calls(CALL)).toHaveLength(19)
  expect(spent.calls).toBe(19)
  advance(600)
  await deliver(lin, text('x'), 20)
})

test('what a month has cost is counted by the call, and a call that was held back is not', async () => {
  const { api, deliver, spent } = await world()
  api.next(CALL, no('Forbidden.AccessDenied.QpsLimitForAppkeyAndApi', 403))
  await failureOf(deliver(lin, text('x')))
  expect(spent).toEqual({ calls: 0, pushes: 0 })
  api.next(CALL, no('contain.notAllowed.text'))
  await failureOf(deliver(lin, text('x')))
  await deliver(lin, text('字'.repeat(6_000)), 2)
  expect(spent).toEqual({ calls: 3, pushes: 0 })
  expect(api.tokens).toBe(1)
})
