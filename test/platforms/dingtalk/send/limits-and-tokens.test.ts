import { describe, expect, test } from 'vitest'
import { answer, errcode, isOldStyle, no, type Play } from './api.ts'
import { CALLS, made, numbered, ofStyle, withToken } from './calls.ts'
import { failureOf, lin, text } from './world.ts'

describe('too many calls in a second', () => {
  const NEW_CODES = ['QpsLimitForAppkeyAndApi', 'QpmLimitForAppkeyAndApi', 'QpsLimitForApi']

  test.each(ofStyle('new', withToken))('at %s (%i) wait at least one', async (name, _i, doing) => {
    for (const code of NEW_CODES) {
      const at = await made()
      at.api.next(name, no(`Forbidden.AccessDenied.${code}`, 403))
      expect(await failureOf(doing(at))).toMatchObject({
        decision: { retry: 'after', pauseMs: code.startsWith('Qps') ? 1_000 : 10_000 },
      })
      expect(at.spent.calls).toBe(at.api.calls('media/upload').length)
    }
  })

  test.each(ofStyle('old', withToken))('at %s (%i) wait one', async (name, _i, doing) => {
    for (const play of [errcode(90018), errcode(90002), errcode(88, { sub_code: '90018' })]) {
      const at = await made()
      at.api.next(name, play)
      expect(await failureOf(doing(at))).toMatchObject({
        decision: { retry: 'after', pauseMs: 1_000 },
      })
      expect(at.spent.calls).toBe(0)
    }
  })
})

test.each(numbered(CALLS))(
  'an address that was blocked waits minutes at %s (%i)',
  async (name, _i, doing) => {
    for (const status of [200, 403]) {
      const at = await made()
      at.api.next(name, answer({ status: 1111, wait: 5, source: 'x5', punish: 'deny' }, status))
      expect(await failureOf(doing(at))).toMatchObject({
        code: 1111,
        decision: { retry: 'after', pauseMs: 300_000 },
      })
    }
  },
)

describe('a token that is refused', () => {
  const NEW: [string, Play][] = [
    ['400', no('InvalidAuthentication')],
    ['401', no('authFailed', 401)],
    ['a 401 without JSON', (_heard, response) => response.writeHead(401).end('no')],
  ]
  const OLD: [string, Play][] = [
    ...[40001, 40014, 42001].map((code): [string, Play] => [String(code), errcode(code)]),
    ['40014 as text', errcode('40014')],
    ['88 with a sub_code', errcode(88, { sub_code: '40014', sub_msg: 'x' })],
    ['88 with a subcode', errcode(88, { subcode: 40014 })],
    ['88 with a text', errcode(88, { errmsg: 'ding talk error[subcode=40014,submsg=x]' })],
  ]
  const cases = withToken.flatMap(([name, doing]) =>
    (isOldStyle(name) ? OLD : NEW).map(([how, play]) => [name, how, play, doing] as const),
  )

  test.each(cases)(
    'by %s with %s is replaced, and the call made once more',
    async (name, _how, play, doing) => {
      const at = await made()
      at.api.next(name, play)
      at.api.next('store/1.file', (_heard, response) => response.end('bytes'))
      await doing(at)
      const tokens = at.api
        .calls(name)
        .map(
          ({ query, headers }) =>
            query.get('access_token') ?? headers['x-acs-dingtalk-access-token'],
        )
      expect(tokens).toEqual(['token-1', 'token-2'])
      expect(at.counts.refreshes).toBe(2)
    },
  )

  test('twice is not asked for a third time', async () => {
    const at = await made()
    at.api.always('robot/oToMessages/batchSend', no('InvalidAuthentication'))
    expect(await failureOf(at.deliver(lin, text('你好')))).toMatchObject({
      decision: { retry: 'later' },
    })
    expect(at.api.calls('robot/oToMessages/batchSend')).toHaveLength(2)
    expect(at.api.tokens).toBe(2)
  })

  test('by ten calls at once is replaced once', async () => {
    const at = await made()
    await at.deliver(lin, text('first'))
    at.advance(1_000)
    const good = answer({ processQueryKey: 'x' })
    at.api.always('robot/oToMessages/batchSend', (heard, response) => {
      const stale = heard.headers['x-acs-dingtalk-access-token'] === 'token-1'
      ;(stale ? no('InvalidAuthentication') : good)(heard, response)
    })
    const keys = Array.from({ length: 9 }, (_, place) => place + 2)
    await Promise.all(keys.map((key) => at.deliver(lin, text('x'), key)))
    expect(at.api.tokens).toBe(2)
  })
})
