import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { errcode } from './api.ts'
import { card, failureOf, fileNamed, image, robot, text, update, world } from './world.ts'

const CALL = 'robot/send'

const Vectors = z.object({
  vectors: z.array(
    z.looseObject({ name: z.string(), kind: z.string(), inputs: z.unknown(), expect: z.unknown() }),
  ),
})
const Sign = z.object({
  name: z.string(),
  inputs: z.object({ secret: z.string(), timestamp: z.string(), accessToken: z.string() }),
  expect: z.object({ url: z.url() }),
})
const file = new URL('../../../fixtures/dingtalk-vectors.json', import.meta.url)
const golden = Vectors.parse(JSON.parse(readFileSync(file, 'utf8')))
  .vectors.filter(({ kind }) => kind === 'custom_robot_sign')
  .map((vector) => Sign.parse(vector))

test('there are vectors', () => {
  expect(golden.length).toBeGreaterThan(2)
})

test.each(golden)('the address is signed: $name', async ({ inputs, expect: expected }) => {
  const { api, deliver } = await world({ now: Number(inputs.timestamp) })
  await deliver({ ...robot, id: `robot:${inputs.accessToken}|${inputs.secret}` }, text('x'))
  expect(`https://oapi.dingtalk.com${api.calls(CALL)[0]?.url ?? ''}`).toBe(expected.url)
})

test('without a secret it is not signed', async () => {
  const { api, deliver } = await world()
  await deliver({ ...robot, id: 'robot:r0b0t-t0k3n' }, text('x'))
  await deliver({ ...robot, id: 'robot:r0b0t-t0k3n|' }, text('x'), 2)
  expect(api.calls(CALL).map(({ url }) => url)).toEqual([
    '/robot/send?access_token=r0b0t-t0k3n',
    '/robot/send?access_token=r0b0t-t0k3n',
  ])
  expect(api.tokens).toBe(0)
})

test('a repeat is told by its id, which no other message has', async () => {
  const { api, deliver, spent, adapter } = await world()
  const long = text('字'.repeat(6_000))
  api.next(CALL, errcode(0), (_heard, response) => response.socket?.resetAndDestroy())
  expect((await failureOf(deliver(robot, long, 7))).name).toBe('PlatformSilentError')
  await deliver(robot, long, 7)
  await deliver(robot, text('x'), 8)
  expect(api.bodies(CALL).map(({ msgUuid }) => msgUuid)).toEqual([
    'baosong-7-0',
    'baosong-7-1',
    'baosong-7-1',
    'baosong-8-0',
  ])
  expect(spent).toEqual({ calls: 0, pushes: 4 })
  expect(adapter.repeatable(robot, long)).toBe('always')
})

test('pictures and cards are markdown, files are refused before they are uploaded', async () => {
  const { api, deliver } = await world()
  await deliver(robot, image)
  await deliver(robot, card(), 2)
  expect(api.bodies(CALL)).toMatchObject([
    { msgtype: 'markdown', markdown: { text: '![](@lAMEDIA1)' }, msgUuid: 'baosong-1-0' },
    { msgtype: 'markdown', markdown: { title: '溪畔社区开展消防演练' } },
  ])
  expect(await failureOf(deliver(robot, fileNamed('稿件.docx'), 3))).toMatchObject({
    code: 400105,
    decision: { retry: 'never' },
  })
  expect(api.calls('media/upload')).toHaveLength(1)
  expect(await deliver(robot, update(), 4)).toEqual({})
  expect(api.calls(CALL)).toHaveLength(2)
})

test('it is given fewer than 20 messages a minute', async () => {
  const { api, adapter, deliver, advance } = await world()
  for (let key = 1; key <= 19; key += 1) await deliver(robot, text('x'), key)
  expect(await failureOf(deliver(robot, text('x'), 20))).toMatchObject({
    code: 130101,
    decision: { retry: 'after', pauseMs: 60_000 },
  })
  await deliver({ ...robot, id: 'robot:another' }, text('x'), 21)
  advance(60_000)
  await deliver(robot, text('x'), 20)
  expect(api.calls(CALL)).toHaveLength(21)
  expect(adapter.limits(robot)).toEqual([{ count: 19, windowMs: 60_000 }])
})

test.each([
  [-1, { retry: 'later' }],
  [130101, { retry: 'after', pauseMs: 600_000 }],
  [410100, { retry: 'after', pauseMs: 60_000 }],
  [90030, { retry: 'next-month', of: 'pushes' }],
  [310000, { retry: 'never' }],
  [400101, { retry: 'never' }],
  [400102, { retry: 'never' }],
  [430104, { retry: 'never' }],
  ['310000', { retry: 'never' }],
])('%s', async (code, decision) => {
  const { api, deliver } = await world()
  api.next(CALL, errcode(code))
  expect(await failureOf(deliver(robot, text('你好')))).toMatchObject({
    code: Number(code),
    decision,
  })
})
