import { afterEach, expect, test } from 'vitest'
import type { Delivery } from '../../schema/delivery.ts'
import type { Chat } from '../../schema/update.ts'
import { countWaitingUpdates } from '../../src/db/inbox.ts'
import { listParked, retryParked } from '../../src/db/parked.ts'
import { PlatformRefusedError, PlatformSilentError } from '../../src/errors.ts'
import { FakePlatform, startCore, stopAll } from './support.ts'

afterEach(stopAll)

const silent = () => new PlatformSilentError('message/send', 'ECONNRESET')
const busy = () => new PlatformRefusedError('message/send', -1, { retry: 'later' })
const never = () => new PlatformRefusedError('message/send', 40058, { retry: 'never' })
const pausedFor = (pauseMs: number) =>
  new PlatformRefusedError('message/send', 45009, { retry: 'after', pauseMs })

/** Counts tries, and fails those to one account for as long as `fails` says. */
function failing(account: string, fails: (attempt: number) => Error | undefined) {
  const platform = new FakePlatform()
  const tries: string[] = []
  platform.before = (delivery: Delivery, chat: Chat) => {
    if (chat.id !== account) return
    tries.push(delivery.type === 'text' ? delivery.text : delivery.type)
    const error = fails(tries.length)
    if (error) throw error
  }
  return { platform, tries }
}

test('what was committed and not yet delivered is delivered after a restart, once', async () => {
  const platform = new FakePlatform()
  const { promise: called, resolve } = Promise.withResolvers<null>()
  platform.before = () => {
    resolve(null)
    return new Promise(() => undefined)
  }
  const core = await startCore({ platform })
  await core.bring('linxiaohe', '你好')
  await called
  expect(core.told('linxiaohe')).toEqual([])
  platform.before = () => undefined
  const next = await core.crash()
  await next.bot.settled()
  const last = await next.crash()
  await last.bot.settled()
  expect(last.told('linxiaohe')).toEqual(['“你好”'])
})

test('a platform that is busy is tried again with growing pauses until it takes it', async () => {
  const { platform, tries } = failing('linxiaohe', (attempt) => (attempt <= 4 ? busy() : undefined))
  const core = await startCore({ platform })
  await core.says('linxiaohe', '你好')
  const pauses: number[] = []
  for (let known = 1; known <= 4; known += 1) {
    const from = core.clock.now()
    while (tries.length === known) await core.later(50)
    pauses.push(core.clock.now() - from)
  }
  expect(core.told('linxiaohe')).toEqual(['“你好”'])
  for (const [index, pause] of pauses.entries()) {
    expect(pause).toBeGreaterThanOrEqual(1000 * 2 ** index * 0.75)
    expect(pause).toBeLessThanOrEqual(1000 * 2 ** index * 1.25 + 50)
  }
})

test('the order within a chat holds while a delivery is tried again; other chats go on', async () => {
  const { platform } = failing('linxiaohe', (attempt) => (attempt <= 3 ? busy() : undefined))
  const core = await startCore({ platform })
  for (const text of ['一', '二', '三']) await core.says('linxiaohe', text)
  await core.says('zhengyinuo', '在吗')
  expect(core.told('linxiaohe')).toEqual([])
  expect(core.told('zhengyinuo')).toEqual(['“在吗”'])
  await core.later(20_000)
  expect(core.told('linxiaohe')).toEqual(['“一”', '“二”', '“三”'])
})

test('after the last try it is parked with its reason, the admins hear of it, the next one goes', async () => {
  const { platform, tries } = failing('linxiaohe', (attempt) =>
    attempt <= 12 ? busy() : undefined,
  )
  const core = await startCore({ platform })
  await core.says('linxiaohe', '一')
  await core.says('linxiaohe', '二')
  await core.later(24 * 3600_000)
  expect(tries).toEqual([...Array<string>(12).fill('“一”'), '“二”'])
  expect(core.told('linxiaohe')).toEqual(['“二”'])
  expect(await listParked(core.db)).toMatchObject([{ reason: '-1', what: 'text to wecom' }])
  expect(core.told('shenzhixia')).toEqual(['有 1 条没有处理'])
})

test('a parked delivery that is put back is sent', async () => {
  const { platform } = failing('linxiaohe', (attempt) => (attempt === 1 ? never() : undefined))
  const core = await startCore({ platform })
  await core.says('linxiaohe', '一')
  const [parked] = await listParked(core.db)
  expect(parked).toMatchObject({ reason: '40058' })
  await retryParked(core.db, parked?.id ?? '')
  const next = await core.crash()
  await next.bot.settled()
  expect(next.told('linxiaohe')).toEqual(['“一”'])
  expect(await listParked(next.db)).toEqual([])
})

test('what is refused for good is not tried again and holds nothing up', async () => {
  const { platform, tries } = failing('linxiaohe', (attempt) =>
    attempt === 1 ? never() : undefined,
  )
  const core = await startCore({ platform })
  await core.says('linxiaohe', '一')
  await core.says('linxiaohe', '二')
  await core.later(3600_000)
  expect(tries).toEqual(['“一”', '“二”'])
  expect(core.told('linxiaohe')).toEqual(['“二”'])
})

test('a limit is waited for, and costs no try', async () => {
  const { platform, tries } = failing('linxiaohe', (attempt) =>
    attempt <= 20 ? pausedFor(60_000) : undefined,
  )
  const core = await startCore({ platform })
  await core.says('linxiaohe', '一')
  await core.later(59_999)
  expect(tries).toHaveLength(1)
  await core.later(1)
  expect(tries).toHaveLength(2)
  await core.later(20 * 60_000)
  expect(core.told('linxiaohe')).toEqual(['“一”'])
})

test('a platform that is shut for days is given up on after three', async () => {
  const { platform } = failing('linxiaohe', () => pausedFor(3600_000))
  const core = await startCore({ platform })
  await core.says('linxiaohe', '一')
  await core.later(71 * 3600_000)
  expect(await listParked(core.db)).toEqual([])
  await core.later(3 * 3600_000)
  expect(await listParked(core.db)).toMatchObject([{ reason: '45009' }])
})

test('no answer: it is sent again under the same key, by which the platform knows it', async () => {
  const platform = new FakePlatform()
  const core = await startCore({ platform })
  let lost = 2
  const deliver = platform.deliver.bind(platform)
  platform.deliver = async (...call) => {
    const receipt = await deliver(...call)
    if (lost-- > 0) throw silent()
    return receipt
  }
  await core.says('linxiaohe', '一')
  await core.says('linxiaohe', '二')
  await core.later(60_000)
  expect(core.told('linxiaohe')).toEqual(['“一”', '“二”'])
  const keys = platform.sent.map(({ key }) => key)
  expect(keys).toHaveLength(4)
  expect(new Set(keys.slice(0, 3)).size).toBe(1)
})

test('a pause that had begun goes on after a restart', async () => {
  const { platform, tries } = failing('linxiaohe', (attempt) =>
    attempt === 1 ? pausedFor(60_000) : undefined,
  )
  const core = await startCore({ platform })
  await core.says('linxiaohe', '一')
  const next = await core.crash()
  await next.later(59_000)
  expect(tries).toHaveLength(1)
  await next.later(1000)
  expect(next.told('linxiaohe')).toEqual(['“一”'])
})

test('where repeats are not recognised, a send without an answer is parked and not repeated', async () => {
  const { platform, tries } = failing('group', (attempt) => (attempt === 1 ? silent() : undefined))
  const core = await startCore({ platform })
  await core.bringToGroup('linxiaohe', '大家好')
  await core.later(24 * 3600_000)
  expect(tries).toHaveLength(1)
  expect(await listParked(core.db)).toMatchObject([{ reason: 'maybe-sent' }])
  await core.bringToGroup('linxiaohe', '再来')
  await core.bot.settled()
  expect(core.told('group')).toEqual(['请私聊'])
})

test('where repeats are not recognised, a send that a crash cut short is parked as well', async () => {
  const platform = new FakePlatform()
  const { promise: called, resolve } = Promise.withResolvers<null>()
  platform.before = () => {
    resolve(null)
    return new Promise(() => undefined)
  }
  const core = await startCore({ platform })
  await core.bringToGroup('linxiaohe', '大家好')
  await called
  platform.before = () => undefined
  const next = await core.crash()
  await next.bot.settled()
  expect(next.told('group')).toEqual([])
  expect(await listParked(next.db)).toMatchObject([{ reason: 'maybe-sent' }])
  expect(next.told('shenzhixia')).toEqual(['有 1 条没有处理'])
})

test('where repeats are not recognised, a refusal is an answer: it is tried again', async () => {
  const { platform, tries } = failing('group', (attempt) => (attempt === 1 ? busy() : undefined))
  const core = await startCore({ platform })
  await core.bringToGroup('linxiaohe', '大家好')
  await core.bot.settled()
  const next = await core.crash()
  await next.later(10_000)
  expect(tries).toHaveLength(2)
  expect(next.told('group')).toEqual(['请私聊'])
})

class StrictPlatform extends FakePlatform {
  override limits() {
    return [{ count: 2, windowMs: 60_000 }]
  }
}

test('what goes beyond the limit of a chat is held back until there is room', async () => {
  const core = await startCore({ platform: new StrictPlatform() })
  for (const text of ['一', '二', '三', '四', '五']) await core.says('linxiaohe', text)
  await core.says('zhengyinuo', '在吗')
  expect(core.told('linxiaohe')).toEqual(['“一”', '“二”'])
  expect(core.told('zhengyinuo')).toEqual(['“在吗”'])
  await core.later(59_999)
  expect(core.told('linxiaohe')).toHaveLength(2)
  await core.later(1)
  expect(core.told('linxiaohe')).toHaveLength(4)
  await core.later(60_000)
  expect(core.told('linxiaohe')).toEqual(['“一”', '“二”', '“三”', '“四”', '“五”'])
})

test('what was sent before a restart counts towards the limit after it', async () => {
  const core = await startCore({ platform: new StrictPlatform() })
  await core.says('linxiaohe', '一')
  await core.says('linxiaohe', '二')
  const next = await core.crash()
  await next.says('linxiaohe', '三')
  expect(next.told('linxiaohe')).toEqual(['“一”', '“二”'])
  await next.later(60_000)
  expect(next.told('linxiaohe')).toEqual(['“一”', '“二”', '“三”'])
})

test('more than fits in memory is all sent, in order', async () => {
  const core = await startCore()
  const people = ['linxiaohe', 'zhengyinuo', 'henianan']
  const texts = Array.from({ length: 1500 }, (_, index) => String(index))
  const { before } = core.platform
  const { promise: open, resolve } = Promise.withResolvers<null>()
  core.platform.before = async () => {
    await open
  }
  await Promise.all(texts.flatMap((text) => people.map((one) => core.bring(one, text))))
  const waiting = () => countWaitingUpdates(core.db)
  await expect.poll(waiting, { timeout: 50_000 }).toBe(0)
  expect(core.bot.queueSize).toBeLessThanOrEqual(4000)
  core.platform.before = before
  resolve(null)
  await core.bot.settled()
  for (const one of people) expect(core.told(one)).toEqual(texts.map((text) => `“${text}”`))
})

test('a delivery that cannot be read is parked, and the program starts and sends the others', async () => {
  const core = await startCore()
  const chat = { platform: 'wecom', chat_kind: 'person', chat_id: 'linxiaohe' } as const
  const times = { created_at: 1, not_before: 1, sent_at: null }
  const row = { ...chat, ...times, body: '{"type":"odd"}', message_id: null, parked: null }
  await core.db.insertInto('outbox').values(row).execute()
  const next = await core.crash()
  await next.says('linxiaohe', '你好')
  expect(next.told('linxiaohe')).toEqual(['“你好”'])
  expect(await listParked(next.db)).toMatchObject([{ reason: 'UnreadableError' }])
})

test('photos that do not come hold no answers up', async () => {
  const platform = new FakePlatform()
  const { promise: open, resolve } = Promise.withResolvers<null>()
  let hanging = 0
  platform.before = async ({ type }) => {
    if (type !== 'fetch-photo') return
    hanging += 1
    await open
  }
  const core = await startCore({ platform })
  const photos = Array.from({ length: 60 }, (_, index) => `media-${index}`)
  await Promise.all(photos.map((media) => core.bring('linxiaohe', { type: 'photo', media })))
  await expect.poll(() => hanging).toBeGreaterThan(0)
  await expect.poll(() => countWaitingUpdates(core.db)).toBe(0)
  await core.bring('zhengyinuo', '在吗')
  await expect.poll(() => core.told('zhengyinuo')).toEqual(['“在吗”'])
  resolve(null)
  await core.bot.settled()
  expect(hanging).toBe(60)
})
