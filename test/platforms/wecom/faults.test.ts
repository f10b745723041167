import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { CardId, PersonId, PhotoId } from '../../../schema/ids.ts'
import type { Delivery } from '../../../schema/delivery.ts'
import type { Chat } from '../../../schema/update.ts'
import { PlatformRefusedError, PlatformSilentError } from '../../../src/errors.ts'
import { createMenu } from '../../../src/platforms/wecom/menu.ts'
import {
  answer,
  apiAndAdapter,
  card,
  faults,
  hangs,
  HASTY,
  lilei,
  newsroom,
  page,
  type Play,
  refuse,
  robot,
  SECRET,
  shown,
  text,
} from './api.ts'
import { APP } from './support.ts'

const dir = mkdtempSync(join(tmpdir(), 'wecom-'))
writeFileSync(join(dir, 'photo.jpg'), Buffer.alloc(100, 7))
const image: Delivery = { type: 'image', photo: PhotoId.parse('p'), file: 'photo.jpg' }
const fetchPhoto: Delivery = {
  type: 'fetch-photo',
  photo: PhotoId.parse('p'),
  media: 'M1',
  person: PersonId.parse('x'),
}
const update: Delivery = { type: 'card-update', card: CardId.parse('card-1'), shown }

type World = Awaited<ReturnType<typeof apiAndAdapter>>
type Doing = (world: World) => Promise<unknown>
const delivering =
  (chat: Chat, delivery: Delivery): Doing =>
  ({ deliver }) =>
    deliver(chat, delivery, 1, 'RC')

const media = answer({ media_id: 'MEDIA1' })
/** Every call there is, with what makes it. */
const CALLS: [string, Doing][] = [
  ['gettoken', delivering(lilei, text('你好'))],
  ['message/send', delivering(lilei, text('你好'))],
  ['message/send', delivering(lilei, card())],
  ['message/send', delivering(lilei, image)],
  ['media/upload', delivering(lilei, image)],
  ['message/update_template_card', delivering(lilei, update)],
  ['media/get', delivering(lilei, fetchPhoto)],
  ['appchat/send', delivering(newsroom, text('你好'))],
  ['webhook/send', delivering(robot, text('你好'))],
  [
    'webhook/upload_media',
    delivering(robot, { type: 'file', file: 'photo.jpg', name: '稿件.docx' }),
  ],
  ['menu/create', ({ client, signal }) => createMenu(client, APP.agentId, signal)],
]
const withToken = CALLS.filter(([name]) => name !== 'gettoken' && !name.startsWith('webhook/'))
const named = (calls: typeof CALLS) =>
  calls.map(([name, doing], place) => [name, place, doing] as const)

async function world(timeouts?: typeof HASTY) {
  const made = await apiAndAdapter({ mediaDir: dir, ...(timeouts && { timeouts }) })
  made.api.always('webhook/upload_media', media)
  return made
}

async function failure(
  work: Promise<unknown>,
): Promise<PlatformRefusedError | PlatformSilentError> {
  try {
    await work
  } catch (error) {
    if (error instanceof PlatformRefusedError || error instanceof PlatformSilentError) {
      expectNoSecrets(error)
      return error
    }
    throw error
  }
  throw new Error('it did not fail')
}

function expectNoSecrets(error: Error) {
  const said = [error.message, error.stack, JSON.stringify(error), String(error.cause)].join(' ')
  for (const secret of [SECRET, 'token-1', 'r0b0t-k3y', '192.0.2.7']) {
    expect(said).not.toContain(secret)
  }
}

async function expectSilence(name: string, play: Play, doing: Doing, made: World) {
  made.api.always(name, play)
  const error = await failure(doing(made))
  const beforeGroup = name === 'webhook/upload_media'
  expect(error).toBeInstanceOf(beforeGroup ? PlatformRefusedError : PlatformSilentError)
  expect(error.call).toBe(name)
  return error
}

describe.each(Object.entries(faults))('%s', (_fault, play) => {
  test.each(named(CALLS))(
    'of %s (%i) is silence, and told without a secret',
    async (name, _i, doing) => {
      await expectSilence(name, play, doing, await world())
    },
  )
})

describe.each(Object.entries(hangs))('%s', (_fault, play) => {
  test.each(named(CALLS))('of %s (%i) is given up on', async (name, _i, doing) => {
    const error = await expectSilence(name, play, doing, await world(HASTY))
    const beforeGroup = name === 'webhook/upload_media'
    expect(error.message).toContain(beforeGroup ? 'silent' : 'timeout')
  })
})

test.each(named(CALLS.filter(([name]) => name !== 'media/get')))(
  'a page in place of the answer of %s (%i) is silence',
  async (name, _i, doing) => {
    await expectSilence(name, page, doing, await world())
  },
)

describe('a call that is refused', () => {
  test.each(named(CALLS))('%s (%i): busy is tried again later', async (name, _i, doing) => {
    const made = await world()
    made.api.next(name, refuse(-1))
    expect(await failure(doing(made))).toMatchObject({
      call: name,
      code: -1,
      decision: { retry: 'later' },
    })
    await doing(made)
  })

  test.each(named(CALLS))('%s (%i): a limit is waited out', async (name, _i, doing) => {
    const made = await world()
    made.api.next(name, refuse(45009))
    const decision = { retry: 'after', pauseMs: 60_000 }
    expect(await failure(doing(made))).toMatchObject({ call: name, code: 45009, decision })
    made.clock.advance(60_000)
    await doing(made)
  })

  test.each([
    ['an address that is not trusted', 60020, { retry: 'after', pauseMs: 300_000 }],
    ['an app that is switched off', 50003, { retry: 'after', pauseMs: 300_000 }],
    ['too many calls at once', 45033, { retry: 'later' }],
    ['nobody to send to', 81013, { retry: 'never' }],
    ['a code nobody knows', 999_999, { retry: 'never' }],
  ])('for %s', async (_why, code, decision) => {
    const { api, deliver } = await world()
    api.next('message/send', refuse(code))
    expect(await failure(deliver(lilei, text('你好')))).toMatchObject({ code, decision })
  })
})

describe('a token that is refused', () => {
  test.each(
    named(withToken).flatMap(([name, i, doing]) =>
      [40014, 42001, 40001].map((code) => [name, i, code, doing] as const),
    ),
  )(
    'by %s (%i) with %i is replaced, and the call made once more',
    async (name, _i, code, doing) => {
      const made = await world()
      made.api.next(name, refuse(code))
      await doing(made)
      const tokens = made.api.calls(name).map(({ query }) => query.get('access_token'))
      expect(tokens).toEqual(['token-1', 'token-2'])
      expect(made.counts.refreshes).toBe(2)
    },
  )

  test('twice is not asked for a third time', async () => {
    const { api, deliver } = await world()
    api.always('message/send', refuse(40014))
    const error = await failure(deliver(lilei, text('你好')))
    expect(error).toMatchObject({ code: 40014, decision: { retry: 'later' } })
    expect(api.calls('message/send')).toHaveLength(2)
    expect(api.calls('gettoken')).toHaveLength(2)
  })

  test('by ten calls at once is replaced once', async () => {
    const { api, deliver } = await world()
    await deliver(lilei, text('first'))
    api.always('message/send', (heard, response) => {
      const stale = heard.query.get('access_token') === 'token-1'
      const play = stale ? refuse(42001) : answer({})
      play(heard, response)
    })
    const keys = Array.from({ length: 10 }, (_, place) => place + 2)
    await Promise.all(keys.map((key) => deliver(lilei, text('x'), key)))
    expect(api.tokens).toBe(2)
  })
})

test('an address where nobody listens was not reached, so even a group can be tried again', async () => {
  const { deliver } = await apiAndAdapter({ apiBase: 'http://127.0.0.1:1' })
  for (const [key, chat] of [lilei, robot].entries()) {
    expect(await failure(deliver(chat, text('x'), key))).toMatchObject({
      code: 'ECONNREFUSED',
      decision: { retry: 'later' },
    })
  }
})

test('a call that its caller gives up on ends at once', async () => {
  const { api, adapter } = await world()
  api.always('message/send', hangs['no answer'] ?? answer({}))
  const giveUp = new AbortController()
  const sending = failure(
    adapter.deliver(lilei, text('你好'), 1, {
      signal: giveUp.signal,
      spent: { calls: 0, pushes: 0 },
    }),
  )
  while (api.calls('message/send').length === 0) await new Promise(setImmediate)
  giveUp.abort()
  expect(await sending).toMatchObject({ message: 'message/send got no answer (aborted)' })
})
