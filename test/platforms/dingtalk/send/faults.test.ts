import { describe, expect, test } from 'vitest'
import type { Delivery } from '../../../../schema/delivery.ts'
import type { Chat } from '../../../../schema/update.ts'
import { PlatformSilentError } from '../../../../src/errors.ts'
import { registerCardCallback } from '../../../../src/platforms/dingtalk/register.ts'
import { answer, errcode, isOldStyle, no, type Play } from './api.ts'
import {
  card,
  failureOf,
  fetchPhoto,
  HASTY,
  image,
  lin,
  newsroom,
  robot,
  TEMPLATE,
  text,
  update,
  world,
  type World,
} from './world.ts'

type Doing = (world: World) => Promise<unknown>
const delivering =
  (chat: Chat, delivery: Delivery): Doing =>
  ({ deliver }) =>
    deliver(chat, delivery)

const registering: Doing = ({ client, signal, spent }) =>
  registerCardCallback(
    client,
    { callbackRouteKey: 'k', callbackUrl: 'https://x', apiSecret: 's', forceUpdate: false },
    { signal, spent },
  )

/** Every call there is, with what makes it, and whether somebody may have got something. */
const CALLS: [string, Doing, 'send' | 'before'][] = [
  ['oauth2/accessToken', delivering(lin, text('你好')), 'before'],
  ['robot/oToMessages/batchSend', delivering(lin, text('你好')), 'send'],
  ['robot/oToMessages/batchSend', delivering(lin, image), 'send'],
  ['robot/groupMessages/send', delivering(newsroom, text('你好')), 'send'],
  ['card/instances/createAndDeliver', delivering(lin, card()), 'send'],
  ['card/instances', delivering(lin, update()), 'before'],
  ['media/upload', delivering(lin, image), 'before'],
  ['robot/messageFiles/download', delivering(lin, fetchPhoto), 'before'],
  ['robot/send', delivering(robot, text('你好')), 'send'],
  ['robot/sendBySession', ({ deliver, session }) => deliver(session, text('你好')), 'send'],
]
const STORE: (typeof CALLS)[number] = ['store/1.file', delivering(lin, fetchPhoto), 'before']
const withToken = CALLS.filter(
  ([name]) => name.includes('/') && !/^(oauth2|robot\/send)/.test(name),
)

const made = (timeouts?: typeof HASTY) => world({ ...TEMPLATE, ...(timeouts && { timeouts }) })
const numbered = (calls: typeof CALLS) =>
  calls.map(([name, doing, kind], place) => [name, place, doing, kind] as const)

const faults: Record<string, Play> = {
  'an answer with status 502': (_heard, response) => {
    response.writeHead(502).end('<html>bad gateway</html>')
  },
  'an answer with status 504 and no code': answer({ message: 'x' }, 504),
  'a redirect': (_heard, response) => {
    response.writeHead(302, { location: 'http://192.0.2.7/' }).end()
  },
  'a reset': (_heard, response) => {
    response.socket?.resetAndDestroy()
  },
  'half an answer': (_heard, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('{"errcode"')
    setImmediate(() => response.destroy())
  },
}

const hangs: Record<string, Play> = {
  'no answer': () => undefined,
  'drops of an answer': (_heard, response) => {
    response.writeHead(200)
    const drip = setInterval(() => response.write(' '), 50)
    response.on('close', () => {
      clearInterval(drip)
    })
  },
}

const page: Play = (_heard, response) => {
  response.writeHead(200, { 'content-type': 'text/html' }).end('<html>welcome</html>')
}

/** Of a send it is silence; where nothing can have been delivered, one may simply try again. */
async function expectSilence(
  kind: 'send' | 'before',
  name: string,
  play: Play,
  doing: Doing,
  at: World,
) {
  at.api.always(name, play)
  const error = await failureOf(doing(at))
  if (kind === 'send') expect(error).toBeInstanceOf(PlatformSilentError)
  else expect(error).toMatchObject({ decision: { retry: 'later' }, code: 'silent' })
  expect(error.call).toBe(name === 'store/1.file' ? 'downloadUrl' : name)
}

describe.each(Object.entries(faults))('%s', (_fault, play) => {
  test.each(numbered([...CALLS, STORE]))(
    'of %s (%i) is silence, and told without a secret',
    async (name, _i, doing, kind) => {
      await expectSilence(kind, name, play, doing, await made())
    },
  )
})

describe.each(Object.entries(hangs))('%s', (_fault, play) => {
  test.each(numbered([...CALLS, STORE]))(
    'of %s (%i) is given up on',
    async (name, _i, doing, kind) => {
      await expectSilence(kind, name, play, doing, await made(HASTY))
    },
  )
})

test.each(numbered(CALLS))(
  'a page in place of the answer of %s (%i) is silence',
  async (name, _i, doing, kind) => {
    await expectSilence(kind, name, page, doing, await made())
  },
)

describe.each([500, 503, 504])('a server that fails with %i', (status) => {
  test.each(numbered(CALLS.filter(([name]) => !isOldStyle(name))))(
    'at %s (%i)',
    async (name, _i, doing, kind) => {
      const at = await made()
      at.api.next(name, no('system.error', status))
      const error = await failureOf(doing(at))
      if (kind === 'send') expect(error).toBeInstanceOf(PlatformSilentError)
      else expect(error).toMatchObject({ code: 'system.error', decision: { retry: 'later' } })
    },
  )
})

describe.each([15, 88])('an old service that did not hear from the one behind it, %i', (code) => {
  test.each(numbered(CALLS.filter(([name]) => isOldStyle(name))))(
    'at %s (%i)',
    async (name, _i, doing, kind) => {
      const at = await made()
      at.api.next(name, errcode(code))
      const error = await failureOf(doing(at))
      if (kind === 'send') expect(error).toBeInstanceOf(PlatformSilentError)
      else expect(error).toMatchObject({ code, decision: { retry: 'later' } })
    },
  )
})

test.each(numbered(CALLS.filter(([name]) => isOldStyle(name))))(
  'busy of %s (%i) is tried again later',
  async (name, _i, doing) => {
    const at = await made()
    at.api.next(name, errcode(-1))
    expect(await failureOf(doing(at))).toMatchObject({ code: -1, decision: { retry: 'later' } })
    await doing(at)
  },
)

describe('too many calls in a second', () => {
  const [old, fresh] = [true, false].map((style) =>
    numbered(withToken.filter(([name]) => isOldStyle(name) === style)),
  )
  const NEW_CODES = ['QpsLimitForAppkeyAndApi', 'QpmLimitForAppkeyAndApi', 'QpsLimitForApi']

  test.each(fresh ?? [])('at %s (%i) wait at least one', async (name, _i, doing) => {
    for (const code of NEW_CODES) {
      const at = await made()
      at.api.next(name, no(`Forbidden.AccessDenied.${code}`, 403))
      expect(await failureOf(doing(at))).toMatchObject({
        decision: { retry: 'after', pauseMs: code.startsWith('Qps') ? 1_000 : 10_000 },
      })
      expect(at.spent.calls).toBe(at.api.calls('media/upload').length)
    }
  })

  test.each(old ?? [])('at %s (%i) wait one', async (name, _i, doing) => {
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

test('an address where nobody listens was not reached, so even a group can be tried again', async () => {
  const nobody = { apiBase: 'http://127.0.0.1:1', oapiBase: 'http://127.0.0.1:1' }
  const { deliver } = await world({ settings: nobody })
  for (const [key, chat] of [lin, newsroom, robot].entries()) {
    expect(await failureOf(deliver(chat, text('x'), key))).toMatchObject({
      code: 'ECONNREFUSED',
      decision: { retry: 'later' },
    })
  }
})

test('a call that its caller gives up on ends at once', async () => {
  const { api, adapter, spent } = await made()
  api.always('robot/groupMessages/send', () => undefined)
  const giveUp = new AbortController()
  const options = { signal: giveUp.signal, spent }
  const sending = failureOf(adapter.deliver(newsroom, text('你好'), 1, options))
  while (api.calls('robot/groupMessages/send').length === 0) await new Promise(setImmediate)
  giveUp.abort()
  expect(await sending).toMatchObject({
    message: 'robot/groupMessages/send got no answer (aborted)',
  })
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
