import { expect, test } from 'vitest'
import { lilei, stage } from './support.ts'

const text = { content: '你好' }

test('a refusing platform says -1 to everything', async () => {
  const { bot, standIn } = await stage()
  standIn.setFault('refusing')
  expect((await bot.raw('gettoken')).errcode).toBe(-1)
  standIn.setFault('none')
  expect((await bot.send('text', text)).errcode).toBe(0)
})

test('a platform whose answers are lost has done the work', async () => {
  const { bot, standIn } = await stage()
  const path = `message/send?access_token=${await bot.token()}`
  const message = { touser: 'lilei', msgtype: 'text', agentid: 1000002, text }
  standIn.setFault('answers-lost')
  await expect(bot.raw(path, { method: 'POST', body: JSON.stringify(message) })).rejects.toThrow()
  expect(standIn.fault()).toBe('answers-lost')
  expect(standIn.messages(lilei)).toHaveLength(1)
  expect(standIn.wire().at(-1)).toMatchObject({ ok: false, answer: { lost: { errcode: 0 } } })
  await expect(bot.token()).rejects.toThrow()
  expect(standIn.wire().at(-1)?.answer).toMatchObject({ lost: { access_token: '***' } })
})

test('a slow platform answers late', async () => {
  const { bot, standIn } = await stage({ slowMs: 300 })
  standIn.setFault('slow')
  const startedAt = performance.now()
  expect((await bot.raw('gettoken')).errcode).toBe(41002)
  expect(performance.now() - startedAt).toBeGreaterThan(290)
})

test('single calls can be refused, failed, reset or left hanging', async () => {
  const { bot, standIn } = await stage()
  const seen: string[] = []
  const verdicts = [{ errcode: 45009 }, '500', 'reset', 'hang', 'pass'] as const
  standIn.onCall(({ path }) => verdicts[seen.push(path) - 1] ?? 'pass')
  const ask = () => fetch(`${standIn.url}/cgi-bin/gettoken`, { signal: AbortSignal.timeout(200) })
  expect(await (await ask()).json()).toMatchObject({ errcode: 45009 })
  expect((await ask()).status).toBe(500)
  await expect(ask()).rejects.toThrow('fetch failed')
  await expect(ask()).rejects.toThrow('timeout')
  expect((await bot.raw('gettoken')).errcode).toBe(41002)
  expect(seen).toEqual(Array.from({ length: 5 }, () => 'gettoken'))
})

test('closing does not wait for calls that hang', async () => {
  const { standIn } = await stage()
  standIn.onCall(() => 'hang')
  const hanging = fetch(`${standIn.url}/cgi-bin/gettoken`)
  const failed = expect(hanging).rejects.toThrow()
  await expect.poll(() => standIn.calls().length).toBe(1)
  await standIn.close()
  await failed
})
