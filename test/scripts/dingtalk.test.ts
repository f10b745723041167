import { describe, expect, test } from 'vitest'
import { ACTIONS, SEEN, VARIABLES } from '../../src/platforms/dingtalk/template.ts'
import { answer, Api, no } from '../platforms/dingtalk/send/api.ts'
import { SECRET } from '../platforms/dingtalk/send/world.ts'
import { folder, startWith } from './run.ts'

const TEMPLATE = { DINGTALK_CARD_TEMPLATE_ID: 't-1.schema' }
const CREATE = 'card/instances/createAndDeliver'

async function run(script: string, api: Api, given: Record<string, string>, ...words: string[]) {
  const base = api.address || (await api.listen())
  const settings = {
    DATABASE_URL: `sqlite:${folder()}/baosong.db`,
    DINGTALK_CLIENT_ID: 'ding-app',
    DINGTALK_CLIENT_SECRET: SECRET,
    DINGTALK_ROBOT_CODE: 'robot-1',
    DINGTALK_API_BASE: base,
    DINGTALK_OAPI_BASE: base,
    SECRET_KEY: 'a'.repeat(64),
    ...given,
  }
  const ended = await startWith(settings, process.execPath, [`scripts/${script}.ts`, ...words])
  expect(ended.out + ended.error).not.toContain(SECRET)
  return ended
}

const template = (api: Api, given: Record<string, string>, ...words: string[]) =>
  run('dingtalk-template', api, given, ...words)

describe('dingtalk:template', () => {
  test('tells how to build the card, and needs no settings for it', async () => {
    const { code, out, error } = await startWith({}, process.execPath, [
      'scripts/dingtalk-template.ts',
    ])
    expect([code, error]).toEqual([0, ''])
    for (const { name } of VARIABLES) expect(out).toContain(`- ${name} (`)
    for (const action of ACTIONS) expect(out).toContain(`action id ${action}`)
    for (const word of ['新建模板', '回传请求', '条件计算', '发布']) expect(out).toContain(word)
  })

  test('checks that a card with every variable can be made', async () => {
    const api = new Api()
    const { code, error } = await template(api, TEMPLATE, 'check')
    expect([code, error]).toEqual([0, ''])
    const [made] = api.bodies('card/instances')
    const params = (made?.['cardData'] as { cardParamMap: object }).cardParamMap
    expect(Object.keys(params).sort()).toEqual(VARIABLES.map(({ name }) => name).sort())
    expect(api.calls(CREATE)).toHaveLength(0)
  })

  test('sends a sample with all parts to whom it is told, and says what they must see', async () => {
    const api = new Api()
    const { code, out, error } = await template(api, TEMPLATE, 'check', '--to', 'staff0001')
    expect([code, error]).toEqual([0, ''])
    for (const line of SEEN) expect(out).toContain(line)
    expect(api.bodies(CREATE)).toMatchObject([{ openSpaceId: 'dtv1.card//IM_ROBOT.staff0001' }])
    const ids = ['card/instances', CREATE].map((name) => api.bodies(name)[0]?.['outTrackId'])
    expect(ids[0]).not.toBe(ids[1])
  })

  test.each([
    ['card/instances', no('param.templateNotExist'), /no such template.*DINGTALK_CARD_TEMPLATE_ID/],
    ['card/instances', no('param.templateUnpublished'), /press 发布/],
    [
      'card/instances',
      no('Forbidden.AccessDenied.AccessTokenPermissionDenied', 403, {
        accessdenieddetail: { requiredScopes: ['Card.Instance.Write'] },
      }),
      /Card\.Instance\.Write.*lacks a permission/,
    ],
    ['card/instances', no('param.empty'), /^card\/instances was refused with param\.empty$/],
    [
      CREATE,
      answer({ success: true, result: { deliverResults: [{ success: false }] } }),
      /made but not delivered/,
    ],
    ['oauth2/accessToken', no('invalidClientIdOrSecret'), /DINGTALK_CLIENT_SECRET is wrong/],
  ])('what %s said is told in one line', async (call, play, told) => {
    const api = new Api()
    api.next(call, play)
    const { code, out, error } = await template(api, TEMPLATE, 'check', '--to', 'staff0001')
    expect([code, out]).toEqual([1, ''])
    expect(error.trimEnd()).toMatch(told)
    expect(error.trimEnd().split('\n')).toHaveLength(1)
  })

  test('says which setting is missing', async () => {
    const api = new Api()
    expect(await template(api, {}, 'check')).toMatchObject({
      code: 1,
      error: 'DINGTALK_CARD_TEMPLATE_ID is missing\n',
    })
    const none = { DINGTALK_CLIENT_ID: '', DINGTALK_CLIENT_SECRET: '', DINGTALK_ROBOT_CODE: '' }
    const { code, error } = await template(api, { ...none, ...TEMPLATE }, 'check')
    expect([code, error]).toEqual([1, 'DINGTALK_CLIENT_ID and what goes with it are missing\n'])
    expect(api.heard).toHaveLength(0)
  })

  test.each([
    ['make'],
    ['check', 'staff0001'],
    ['check', '--to'],
    ['check', '--to', 'staff0001', 'more'],
    ['--to'],
    ['check', '--all'],
  ])('does not know %s %s %s', async (...words) => {
    const { code, error } = await template(new Api(), TEMPLATE, ...words)
    expect([code, error.includes('usage: npm run dingtalk:template')]).toEqual([2, true])
  })
})

describe('dingtalk:register', () => {
  const HTTP = {
    DINGTALK_MODE: 'http',
    DINGTALK_CARD_SECRET: 'c4rd-s3cr3t',
    DINGTALK_CARD_ROUTE_KEY: 'office',
    PUBLIC_URL: 'https://bot.example.com/',
  }
  const CALL = 'card/callbacks/register'
  const register = (api: Api, given: Record<string, string>, ...words: string[]) =>
    run('dingtalk-register', api, given, ...words)

  test('tells DingTalk the address of taps, and the secret that signs them', async () => {
    const api = new Api()
    const { code, out, error } = await register(api, HTTP)
    expect([code, error]).toEqual([0, ''])
    expect(out).toContain('https://bot.example.com/callbacks/dingtalk/card')
    expect(out).not.toContain('c4rd-s3cr3t')
    await register(api, HTTP, '--force')
    const callback = {
      callbackRouteKey: 'office',
      callbackUrl: 'https://bot.example.com/callbacks/dingtalk/card',
      apiSecret: 'c4rd-s3cr3t',
    }
    expect(api.bodies(CALL)).toEqual([
      { ...callback, forceUpdate: false },
      { ...callback, forceUpdate: true },
    ])
  })

  test('takes no key over without being told to', async () => {
    const api = new Api()
    api.next(CALL, no('param.callbackRouteKeyExist', 500))
    api.next(CALL, answer({ success: true, result: { callbackUrl: 'https://other' } }))
    for (let time = 1; time <= 2; time += 1) {
      const { code, out, error } = await register(api, HTTP)
      expect([code, out]).toEqual([1, ''])
      expect(error).toMatch(/--force replaces it/)
    }
  })

  test('says which setting is missing', async () => {
    const api = new Api()
    for (const name of ['PUBLIC_URL', 'DINGTALK_CARD_SECRET']) {
      const { code, error } = await register(api, { ...HTTP, [name]: '' })
      expect([code, error.startsWith(`${name} is missing`)]).toEqual([1, true])
    }
    expect((await register(api, HTTP, 'now')).code).toBe(2)
    expect(api.heard).toHaveLength(0)
  })
})
