import { expect, test } from 'vitest'
import { type Bot, credentials, lilei, stage } from './support.ts'

const json = { 'content-type': 'application/json' }
const { clientId, clientSecret } = credentials

async function useOf(bot: Bot, token: string) {
  const headers = { ...json, 'x-acs-dingtalk-access-token': token }
  const init = { method: 'POST', headers, body: '{}' }
  const { status, body } = await bot.raw('/v1.0/robot/groupMessages/send', init)
  const old = await bot.raw(`/topapi/v2/user/get?access_token=${token}`, {
    ...init,
    body: '{"userid":"staff0001"}',
  })
  return [status, body['code'], old.body['errcode'], old.body['sub_code']]
}

test('a token is the same while it is valid, is extended by asking, and works on both hosts', async () => {
  const { bot, clock } = await stage()
  const token = await bot.token()
  const old = await bot.raw(`/gettoken?appkey=${clientId}&appsecret=${clientSecret}`)
  expect(old.body).toMatchObject({ errcode: 0, access_token: token, expires_in: 7200 })
  const works = [400, 'invalidParameter.robotCode.empty', 0, undefined]
  expect(await useOf(bot, token)).toEqual(works)
  clock.advance(7_000_000)
  expect(await bot.token()).toBe(token)
  clock.advance(7_199_999)
  expect(await useOf(bot, token)).toEqual(works)
  clock.advance(1)
  expect(await useOf(bot, token)).toEqual([400, 'InvalidAuthentication', 42001, undefined])
  expect(await bot.token()).not.toBe(token)
})

test('a made-up token is refused in the dialect of the host, a revoked one as expired', async () => {
  const { bot, standIn } = await stage()
  expect(await useOf(bot, 'abc')).toEqual([400, 'InvalidAuthentication', 88, '40014'])
  const upload = await bot.raw('/media/upload?access_token=abc', { method: 'POST', headers: json })
  expect(upload.body['errcode']).toBe(40014)
  const token = await bot.token()
  standIn.expireTokens()
  expect(await useOf(bot, token)).toEqual([400, 'InvalidAuthentication', 42001, undefined])
})

test('wrong credentials have a code of their own on each host, and a form is no body', async () => {
  const { bot } = await stage()
  const path = '/v1.0/oauth2/accessToken'
  const body = JSON.stringify({ appKey: clientId, appSecret: 'other' })
  const wrong = await bot.raw(path, { method: 'POST', headers: json, body })
  expect([wrong.status, wrong.body['code']]).toEqual([400, 'invalidClientIdOrSecret'])
  expect(wrong.body['requestid']).toBeTypeOf('string')
  const form = new URLSearchParams({ appKey: clientId, appSecret: clientSecret })
  const asForm = await bot.raw(path, { method: 'POST', body: form })
  expect([asForm.status, asForm.body['code']]).toEqual([400, 'Missingbody'])
  const old = await bot.raw(`/gettoken?appkey=${clientId}&appsecret=other`)
  expect([old.status, old.body['errcode']]).toEqual([200, 40089])
})

test('an operation that there is not is refused in the dialect of the host', async () => {
  const { bot } = await stage()
  expect((await bot.api('robot/otoMessages/batchSend', {})).status).toBe(404)
  expect((await bot.api('card/instances', {}, 'DELETE')).status).toBe(404)
  expect(await bot.oapi('topapi/none', {})).toMatchObject({ errcode: 404 })
})

test('an API takes 20 calls a second, and other APIs are not held up by that', async () => {
  const { bot, clock } = await stage()
  const token = await bot.token()
  const call = (path: string, body: object) => {
    const headers = { ...json, 'x-acs-dingtalk-access-token': token }
    return bot.raw(path, { method: 'POST', headers, body: JSON.stringify(body) })
  }
  const send = () => call('/v1.0/robot/oToMessages/batchSend', {})
  for (let i = 0; i < 20; i++) expect((await send()).status).toBe(400)
  const throttled = await send()
  const code = 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi'
  expect([throttled.status, throttled.body['code']]).toEqual([403, code])
  expect((await call('/v1.0/robot/groupMessages/send', {})).status).toBe(400)
  const old = () => call(`/topapi/v2/user/get?access_token=${token}`, { userid: 'staff0001' })
  for (let i = 0; i < 20; i++) expect((await old()).body['errcode']).toBe(0)
  expect((await old()).body).toMatchObject({ errcode: 88, sub_code: '90018' })
  clock.advance(1000)
  expect((await send()).status).toBe(400)
})

test('a month has so many calls, counted by what is let through and costs something', async () => {
  const { bot, standIn, clock } = await stage({ allowance: { calls: 2, pushes: 10 } })
  expect(standIn.counts()).toEqual({ calls: 0, pushes: 0 })
  await bot.oapi('topapi/v2/user/get', { userid: 'staff0001' })
  await bot.say('一')
  await bot.say('二')
  expect(standIn.counts()).toEqual({ calls: 2, pushes: 0 })
  const { status, body } = await bot.say('三')
  const code = 'Forbidden.AccessDenied.ApiCountLimitForOrg'
  expect([status, body['code']]).toEqual([403, code])
  const bytes = new TextEncoder().encode('a')
  expect(await bot.upload('file', 'a.pdf', bytes)).toMatchObject({ errcode: 90020 })
  expect((await bot.oapi('topapi/v2/user/get', { userid: 'staff0001' }))['errcode']).toBe(0)
  expect(standIn.messages(lilei)).toHaveLength(2)
  expect(standIn.counts().calls).toBe(2)
  // The month ends at midnight in Shanghai.
  clock.advance(Date.parse('2026-11-30T23:59:59+08:00') - clock.now())
  expect((await bot.say('四')).status).toBe(403)
  clock.advance(1000)
  expect((await bot.say('五')).status).toBe(200)
  expect(standIn.counts()).toEqual({ calls: 1, pushes: 0 })
})

test('a throttled call costs nothing', async () => {
  const { bot, standIn } = await stage()
  for (let i = 0; i < 22; i++) await bot.say('一')
  expect(standIn.counts().calls).toBe(20)
})

test('contacts are read one level and one page at a time', async () => {
  const { bot } = await stage()
  const ask = (path: string, body: object) => bot.oapi(`topapi/${path}`, body)
  expect(await ask('v2/department/listsub', {})).toMatchObject({ errcode: 0, result: [] })
  expect(await ask('v2/department/listsub', { dept_id: 7 })).toMatchObject({ errcode: 60003 })
  const first = await ask('v2/user/list', { dept_id: 1, cursor: 0, size: 1 })
  expect(first['result']).toMatchObject({
    has_more: true,
    next_cursor: 1,
    list: [{ userid: 'staff0001', name: '李雷', dept_id_list: [1] }],
  })
  const next = await ask('v2/user/list', { dept_id: 1, cursor: 1, size: 100 })
  expect(next['result']).toMatchObject({ has_more: false, list: [{ userid: 'staff0002' }] })
  expect((await ask('v2/user/list', { dept_id: 1, cursor: 0, size: 101 }))['errcode']).toBe(400002)
  expect((await ask('user/listid', { dept_id: 1 }))['result']).toEqual({
    userid_list: ['staff0001', 'staff0002'],
  })
  expect((await ask('v2/user/get', { userid: 'staff0002' }))['result']).toMatchObject({
    name: '韩梅梅',
  })
  expect((await ask('v2/user/get', { userid: 'guest' }))['errcode']).toBe(60121)
  expect((await ask('v2/user/get', {}))['errcode']).toBe(400002)
})
