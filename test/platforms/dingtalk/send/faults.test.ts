import { describe, expect, test } from 'vitest'
import { PlatformSilentError } from '../../../../src/errors.ts'
import { answer, type Play } from './api.ts'
import { CALLS, type Doing, made, numbered, STORE } from './calls.ts'
import { failureOf, HASTY, lin, newsroom, robot, text, world, type World } from './world.ts'

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
