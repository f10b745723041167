import { afterEach, expect, test } from 'vitest'
import { PlatformRefusedError, PlatformSilentError } from '../../src/errors.ts'
import { findSpending } from '../../src/db/spending.ts'
import { listParked } from '../../src/db/parked.ts'
import { type Core, FakePlatform, startCore, stopAll } from './support.ts'

afterEach(stopAll)

const silent = () => new PlatformSilentError('batchSend', 'ECONNRESET')
const usedUp = () =>
  new PlatformRefusedError('batchSend', 90020, { retry: 'next-month', of: 'calls' })

function counting(allowance = { calls: 100, pushes: 50 }) {
  const platform = new FakePlatform()
  platform.allowance = allowance
  return platform
}

let updates = 0
function push(core: Core, text: string, eventKey = `push-${(updates += 1)}`) {
  return core.bot.inbox.keep({
    source: 'wecom',
    eventKey,
    pushes: 1,
    update: {
      from: 'chat',
      chat: { platform: 'wecom', kind: 'person', id: 'linxiaohe' },
      account: 'linxiaohe',
      sentAt: core.clock.now(),
      content: { type: 'text', text },
    },
  })
}

const spent = (core: Core, month = '2026-11') => findSpending(core.db, 'wecom', month)

test('what comes in and what is called is counted, repeats and failures too, and kept', async () => {
  const platform = counting()
  let tries = 0
  platform.before = () => {
    tries += 1
  }
  const core = await startCore({ platform })
  await push(core, '一', 'same')
  await push(core, '一', 'same')
  await core.bot.settled()
  expect(await spent(core)).toMatchObject({ calls: 1, pushes: 2 })
  const next = await core.crash()
  expect(await spent(next)).toMatchObject({ calls: 1, pushes: 2 })
  expect(tries).toBe(1)
})

test('a month is one of Asia/Shanghai', async () => {
  const core = await startCore({ platform: counting() })
  await core.later(Date.parse('2026-12-01T00:00:00+08:00') - core.clock.now() - 1)
  await push(core, '一')
  await core.bot.settled()
  await core.later(1)
  await push(core, '二')
  await core.bot.settled()
  expect(await spent(core, '2026-11')).toMatchObject({ pushes: 1 })
  expect(await spent(core, '2026-12')).toMatchObject({ pushes: 1 })
})

test('what a used-up month refuses is kept for the next one, however far that is, and in order', async () => {
  const platform = counting()
  let empty = true
  platform.before = () => {
    if (empty) throw usedUp()
  }
  const core = await startCore({ platform })
  for (const text of ['一', '二']) await push(core, text)
  await core.later(9 * 24 * 3600_000)
  expect(core.told('linxiaohe')).toEqual([])
  expect(await listParked(core.db)).toEqual([])
  expect((await spent(core)).calls).toBeGreaterThanOrEqual(100)
  empty = false
  await core.later(Date.parse('2026-12-01T00:00:00+08:00') - core.clock.now())
  expect(core.told('linxiaohe')).toEqual(['“一”', '“二”'])
})

test('a send without an answer is repeated once where the platform says so, then parked', async () => {
  const platform = counting()
  platform.repeats = 'once'
  let tries = 0
  platform.before = () => {
    tries += 1
    throw silent()
  }
  const core = await startCore({ platform })
  await push(core, '一')
  await core.later(24 * 3600_000)
  // The admins' alert has two tries of its own.
  expect(tries).toBe(4)
  expect(await listParked(core.db)).toMatchObject([
    { reason: 'maybe-sent' },
    { reason: 'maybe-sent' },
  ])
})

test('a crash in the middle of such a send counts as no answer', async () => {
  const platform = counting()
  platform.repeats = 'once'
  let tries = 0
  const { promise: called, resolve } = Promise.withResolvers<null>()
  platform.before = () => {
    tries += 1
    resolve(null)
    return new Promise(() => undefined)
  }
  const core = await startCore({ platform })
  await push(core, '一')
  await called
  platform.before = () => {
    tries += 1
    throw silent()
  }
  const next = await core.crash()
  await next.later(60_000)
  // Once before the crash and once after it; the admins' alert has two tries of its own.
  expect(tries).toBe(4)
  expect(await listParked(next.db)).toMatchObject([{ reason: 'maybe-sent' }, {}])
})

test('one crash after the other never makes it more than two sends', async () => {
  const platform = counting()
  platform.repeats = 'once'
  let tries = 0
  const hang = () => {
    const { promise: called, resolve } = Promise.withResolvers<null>()
    platform.before = (_delivery, chat) => {
      if (chat.id !== 'linxiaohe') return
      tries += 1
      resolve(null)
      return new Promise(() => undefined)
    }
    return called
  }
  let called = hang()
  let core = await startCore({ platform })
  await push(core, '一')
  await called
  called = hang()
  core = await core.crash()
  await called
  core = await core.crash()
  await core.later(60_000)
  expect(tries).toBe(2)
  expect(await listParked(core.db)).toMatchObject([{ reason: 'maybe-sent' }])
})

test('a refusal is an answer: it takes nothing from the one repeat', async () => {
  const platform = counting()
  platform.repeats = 'once'
  let tries = 0
  platform.before = () => {
    tries += 1
    if (tries <= 2) throw new PlatformRefusedError('batchSend', 'busy', { retry: 'later' })
    if (tries === 3) throw silent()
  }
  const core = await startCore({ platform })
  await push(core, '一')
  await core.later(60_000)
  expect(tries).toBe(4)
  expect(core.told('linxiaohe')).toEqual(['“一”'])
})

test('when the platform says that nothing more is delivered, the month counts as used up', async () => {
  const core = await startCore({ platform: counting() })
  await core.bring('linxiaohe', { type: 'noticed', what: 'allowance-exhausted' })
  await core.bot.settled()
  expect(await spent(core)).toMatchObject({ calls: 0, pushes: 50 })
  await core.bot.lookAround()
  await core.bot.settled()
  expect(core.told('chengyizhou')).toEqual(['企业微信快用完了'])
})
