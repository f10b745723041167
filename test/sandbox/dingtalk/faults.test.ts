import { expect, test } from 'vitest'
import { credentials, lilei, stage } from './support.ts'
import { askTicket, connect } from './stream-client.ts'

const gettoken = `/gettoken?appkey=${credentials.clientId}&appsecret=${credentials.clientSecret}`

test('a refusing platform is busy in the dialect of each host', async () => {
  const { bot, standIn } = await stage()
  standIn.setFault('refusing')
  expect(await askTicket(bot)).toMatchObject({ status: 500, body: { code: 'system.busy' } })
  expect(await bot.raw(gettoken)).toMatchObject({ status: 200, body: { errcode: -1 } })
  expect((await fetch(`${standIn.url}/files/a.file`)).status).toBe(500)
  standIn.setFault('none')
  expect((await bot.say('你好')).status).toBe(200)
})

test('a platform whose answers are lost has done the work', async () => {
  const { bot, standIn } = await stage()
  const token = await bot.token()
  const head = { robotCode: credentials.robotCode, userIds: ['staff0001'], msgKey: 'sampleText' }
  standIn.setFault('answers-lost')
  const lost = fetch(`${standIn.url}/v1.0/robot/oToMessages/batchSend`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-acs-dingtalk-access-token': token },
    body: JSON.stringify({ ...head, msgParam: '{"content":"你好"}' }),
  })
  await expect(lost).rejects.toThrow()
  expect(standIn.fault()).toBe('answers-lost')
  expect(standIn.messages(lilei)).toHaveLength(1)
  expect(standIn.wire().at(-1)).toMatchObject({
    ok: false,
    title: 'robot/oToMessages/batchSend sampleText',
    chat: 'staff0001',
    answer: { lost: { invalidStaffIdList: [] } },
  })
  await expect(bot.raw(gettoken)).rejects.toThrow()
  expect(standIn.wire().at(-1)?.answer).toMatchObject({ lost: { access_token: '***' } })
})

test('a slow platform answers late', async () => {
  const { bot, standIn } = await stage({ slowMs: 300 })
  standIn.setFault('slow')
  const startedAt = performance.now()
  expect((await bot.raw(gettoken)).body['errcode']).toBe(0)
  expect(performance.now() - startedAt).toBeGreaterThan(290)
})

test('single calls can be refused, failed, reset or left hanging', async () => {
  const { bot, standIn } = await stage()
  const seen: string[] = []
  const verdicts = [
    { errcode: 90018 },
    { status: 403, code: 'Forbidden.AccessDenied.QpsLimitForApi' },
    '500',
    'reset',
    'hang',
    'pass',
  ] as const
  standIn.onCall(({ method, path }) => verdicts[seen.push(`${method} ${path}`) - 1] ?? 'pass')
  const ask = () => fetch(`${standIn.url}${gettoken}`, { signal: AbortSignal.timeout(200) })
  expect(await (await ask()).json()).toMatchObject({ errcode: 90018 })
  const refused = await ask()
  expect([refused.status, await refused.json()]).toMatchObject([
    403,
    { code: 'Forbidden.AccessDenied.QpsLimitForApi' },
  ])
  expect((await ask()).status).toBe(500)
  await expect(ask()).rejects.toThrow('fetch failed')
  await expect(ask()).rejects.toThrow('timeout')
  expect((await bot.raw(gettoken)).body['errcode']).toBe(0)
  expect(seen).toEqual(Array.from({ length: 6 }, () => 'GET /gettoken'))
})

test('a stream can be kept from opening', async () => {
  const { bot, standIn } = await stage()
  standIn.onCall(({ path }) => (path === '/connect' ? 'reset' : 'pass'))
  await expect(connect(bot)).rejects.toThrow()
  standIn.onCall(() => 'pass')
  await connect(bot)
  expect(standIn.connections()).toBe(1)
})

test('secrets are struck out of the wire and of the calls', async () => {
  const { bot, standIn } = await stage()
  await connect(bot)
  await bot.say('你好')
  await bot.oapi('topapi/v2/user/get', { userid: 'staff0001' })
  await bot.raw(gettoken)
  await standIn.sendText('staff0001', '投稿')
  const told = JSON.stringify([standIn.wire(), standIn.calls()])
  expect(told).not.toContain(credentials.clientSecret)
  expect(told).not.toContain(await bot.token())
  expect(told).toContain('session=***')
})

test('closing does not wait for calls that hang, nor for open streams', async () => {
  const { bot, standIn } = await stage()
  const client = await connect(bot)
  standIn.onCall(() => 'hang')
  const failed = expect(fetch(`${standIn.url}${gettoken}`)).rejects.toThrow()
  await expect.poll(() => standIn.calls().at(-1)?.path).toBe('/gettoken')
  await standIn.close()
  await failed
  await expect.poll(() => client.open).toBe(false)
})
