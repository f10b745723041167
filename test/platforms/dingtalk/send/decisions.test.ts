import { expect, test } from 'vitest'
import { no } from './api.ts'
import { failureOf, lin, text, world } from './world.ts'

const CALL = 'robot/oToMessages/batchSend'
const MINUTES = { retry: 'after', pauseMs: 300_000 }
const DENIED = 'Forbidden.AccessDenied'

/** Platform document, sections 4.5, 6.6 and 10.2. */
const CODES: [string, number, object][] = [
  ['send.too.fast', 400, { retry: 'after', pauseMs: 10_000 }],
  ['too.many.people', 400, { retry: 'after', pauseMs: 10_000 }],
  [`${DENIED}.QpsLimitForApi`, 403, { retry: 'after', pauseMs: 1_000 }],
  [`${DENIED}.ApiCountLimitForOrg`, 403, { retry: 'next-month', of: 'calls' }],
  [`${DENIED}.AccessTokenPermissionDenied`, 403, MINUTES],
  [`${DENIED}.IpNotInWhiteList`, 403, MINUTES],
  ['invalidParameter.robotCode.notExsit', 400, MINUTES],
  ['invalidParameter.robotCode.auth', 400, MINUTES],
  ['robot.oto.notExist', 400, MINUTES],
  ['chatbotId.notAllow.sendOTO', 400, MINUTES],
  ['param.templateUnpublished', 400, MINUTES],
  ['staffId.notExisted', 400, { retry: 'never' }],
  ['group.disbanded', 400, { retry: 'never' }],
  ['contain.notAllowed.text', 400, { retry: 'never' }],
  ['invalidParameter.msgParam.tooLong', 400, { retry: 'never' }],
  ['a.code.nobody.knows', 400, { retry: 'never' }],
  ['a.code.nobody.knows', 403, { retry: 'never' }],
]

test.each(CODES)('%s (%i)', async (code, status, decision) => {
  const { api, deliver } = await world()
  api.next(CALL, no(code, status))
  expect(await failureOf(deliver(lin, text('你好')))).toMatchObject({ call: CALL, code, decision })
})

test('the permissions that are missing are named', async () => {
  const { api, deliver } = await world()
  const requiredScopes = ['qyapi_robot_sendmsg', 'Card.Instance.Write', `bad scope 你好`, 7]
  const detail = { accessdenieddetail: { requiredScopes } }
  api.next(CALL, no(`${DENIED}.AccessTokenPermissionDenied`, 403, detail))
  expect(await failureOf(deliver(lin, text('你好')))).toMatchObject({
    code: `${DENIED}.AccessTokenPermissionDenied (qyapi_robot_sendmsg, Card.Instance.Write, 7)`,
    decision: MINUTES,
  })
})

test('the adapter says what it is and what a month may cost', async () => {
  const { adapter } = await world()
  expect(adapter).toMatchObject({
    platform: 'dingtalk',
    label: '钉钉',
    allowance: { calls: 5000, pushes: 3000 },
    singleUseHandles: false,
  })
  expect(adapter.limits(lin)).toEqual([])
})
