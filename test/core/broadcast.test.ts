import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { Delivery } from '../../schema/delivery.ts'
import { listParked, retryParked } from '../../src/db/parked.ts'
import { writePart } from '../../src/db/periods.ts'
import { PlatformRefusedError, PlatformSilentError } from '../../src/errors.ts'
import {
  ADMIN,
  anotherProcess,
  APPCHAT,
  askFrom,
  broadcastAsSaid,
  CHANNELS,
  CONVERSATION,
  FILE,
  IMAGE,
  october,
  ONE_CHANNEL,
  ROBOT,
  startBroadcasting,
  TEXT,
  WEBHOOK,
} from './broadcast-support.ts'
import { type Core, stopAll } from './support.ts'
import { eventually } from '../support/eventually.ts'

afterEach(stopAll)

const DAY_MS = 24 * 3600_000
const WEEK_MS = 7 * DAY_MS
const BOTH = ['10月排行', 'image']
const silent = () => new PlatformSilentError('webhook/send', 'ECONNRESET')
const refused = (code: number, pauseMs?: number) =>
  new PlatformRefusedError(
    'webhook/send',
    code,
    pauseMs === undefined ? { retry: 'never' } : { retry: 'after', pauseMs },
  )

/** What each channel was shown, in the file's order: both of WeCom, both of DingTalk. */
const shown = ({ wecom, dingtalk }: Awaited<ReturnType<typeof startBroadcasting>>) => [
  wecom.shows(WEBHOOK),
  wecom.shows(APPCHAT),
  dingtalk.shows(ROBOT),
  dingtalk.shows(CONVERSATION),
]

const reasons = async ({ db }: Core) => (await listParked(db)).map(({ reason }) => reason)

test('every channel of every group gets each part once, the text first; asked again nobody does', async () => {
  const stage = await startBroadcasting()
  await stage.ask()
  expect(shown(stage)).toEqual([BOTH, BOTH, BOTH, BOTH])
  await stage.ask()
  const next = await stage.core.crash({ others: [stage.dingtalk], decide: () => [october([TEXT])] })
  await next.says('linxiaohe', '通报')
  await next.later(WEEK_MS)
  expect(shown(stage)).toEqual([BOTH, BOTH, BOTH, BOTH])
  expect(await reasons(next)).toEqual([])
})

test('a part that is added later is all that is sent, and a custom robot gets no file', async () => {
  const stage = await startBroadcasting()
  await stage.ask([TEXT])
  await stage.ask([TEXT, IMAGE, FILE])
  const all = [...BOTH, 'file']
  expect(shown(stage)).toEqual([all, all, BOTH, all])
})

test('what another process has asked for and not committed yet is waited for, and sent once', async () => {
  const stage = await startBroadcasting()
  const { core } = stage
  let kept: Promise<unknown> = Promise.resolve()
  const queued = await askFrom(await anotherProcess(core), core, undefined, () => {
    kept = core.bring('linxiaohe', 'text image')
  })
  expect(queued).toBe(2 * CHANNELS.length)
  await kept
  await core.bot.settled()
  await core.bot.lookAround()
  await core.bot.settled()
  expect(shown(stage)).toEqual([BOTH, BOTH, BOTH, BOTH])
})

test('many processes that ask at the same moment queue each part once', async () => {
  const stage = await startBroadcasting()
  const { core } = stage
  const others = [await anotherProcess(core), await anotherProcess(core)]
  const counts = await Promise.all([
    core.bring('linxiaohe', 'text image').then(() => 0),
    ...others.flatMap((db) => [askFrom(db, core), askFrom(db, core)]),
  ])
  await core.bot.settled()
  await core.bot.lookAround()
  await core.bot.settled()
  expect(Math.max(...counts)).toBeLessThanOrEqual(2 * CHANNELS.length)
  expect(shown(stage)).toEqual([BOTH, BOTH, BOTH, BOTH])
  const sent = await core.db.selectFrom('broadcast').selectAll().execute()
  expect(sent).toHaveLength(2 * CHANNELS.length)
})

test('a part cannot be written twice, whoever has not looked', async () => {
  const { core, ask } = await startBroadcasting()
  await ask([TEXT])
  const [channel] = CHANNELS
  if (!channel) throw new Error('the sample has channels')
  const sent = { ...october([]), chat: channel.chat, part: 'text' }
  const as = { group: channel.group, outbox: 1, at: core.clock.now() }
  const again = core.db.transaction().execute((tx) => writePart(tx, sent, as))
  await expect(again).rejects.toThrow(/UNIQUE/)
})

test('channels of a platform that is off are skipped, and get theirs when it is on', async () => {
  const stage = await startBroadcasting({ others: [] })
  await stage.ask()
  expect(shown(stage)).toEqual([BOTH, BOTH, [], []])
  expect(await reasons(stage.core)).toEqual([])
  const decide = () => broadcastAsSaid('text image')
  const next = await stage.core.crash({ others: [stage.dingtalk], decide })
  await next.says('linxiaohe', '通报')
  expect(shown(stage)).toEqual([BOTH, BOTH, BOTH, BOTH])
})

test('a channel that refuses for good is parked and told of; the others get theirs', async () => {
  const stage = await startBroadcasting()
  const { core, wecom } = stage
  wecom.before = (_delivery, { id }) => {
    if (id === APPCHAT) throw refused(86003)
  }
  await stage.ask()
  await core.later(24 * 3600_000)
  expect(shown(stage)).toEqual([BOTH, [], BOTH, BOTH])
  expect(await listParked(core.db)).toMatchObject([
    { reason: '86003', what: 'text to wecom, ranking 2026-10 for group G02' },
    { reason: '86003', what: 'image to wecom, ranking 2026-10 for group G02' },
  ])
  expect(core.told(ADMIN)).toEqual(['有 1 条没有处理', '有 2 条没有处理'])
})

test.each(['text', 'image'])(
  'where repeats are not recognised, a lost answer to the %s alone waits for a person',
  async (type) => {
    const stage = await startBroadcasting()
    const { core, wecom } = stage
    const tries: string[] = []
    wecom.before = (delivery: Delivery, { id }) => {
      if (id !== WEBHOOK) return
      tries.push(delivery.type)
      if (delivery.type === type && tries.length <= 2) throw silent()
    }
    await stage.ask()
    await core.later(WEEK_MS)
    await stage.ask()
    expect(tries).toEqual(['text', 'image'])
    expect(shown(stage)).toEqual([
      BOTH.filter((_, place) => (place === 0) !== (type === 'text')),
      BOTH,
      BOTH,
      BOTH,
    ])
    const [row, ...more] = await listParked(core.db)
    expect([row?.reason, more]).toEqual(['maybe-sent', []])

    const other = await anotherProcess(core)
    expect(await retryParked(other, row?.id ?? '')).toBe(true)
    await core.bot.lookAround()
    await core.later(60_000)
    expect(wecom.shows(WEBHOOK).toSorted()).toEqual(BOTH.toSorted())
    expect(await reasons(core)).toEqual([])
  },
)

test("a custom robot's lost answer is asked for again under the same key, and shown once", async () => {
  const stage = await startBroadcasting()
  const { core, dingtalk } = stage
  const deliver = dingtalk.deliver.bind(dingtalk)
  let lost = 3
  dingtalk.deliver = async (...call) => {
    const receipt = await deliver(...call)
    if (call[0].id === ROBOT && lost-- > 0) throw silent()
    return receipt
  }
  await stage.ask()
  await core.later(60_000)
  expect(shown(stage)).toEqual([BOTH, BOTH, BOTH, BOTH])
  const keys = dingtalk.sent.filter(({ chat }) => chat.id === ROBOT).map(({ key }) => key)
  expect(keys).toHaveLength(5)
  expect(new Set(keys).size).toBe(2)
  expect(await reasons(core)).toEqual([])
})

test.each([
  ['45009', 60_000, WEBHOOK],
  ['130101', 600_000, ROBOT],
])('after %s a channel waits %i ms and goes on, and nobody else waits', async (code, ms, chat) => {
  const stage = await startBroadcasting()
  const { core, wecom, dingtalk } = stage
  let tries = 0
  wecom.before = dingtalk.before = (_delivery, { id }) => {
    if (id === chat && (tries += 1) <= 2) throw refused(Number(code), ms)
  }
  const parts = () => [...wecom.shows(chat), ...dingtalk.shows(chat)]
  await stage.ask()
  expect(shown(stage).filter((one) => one.length === 2)).toHaveLength(3)
  await core.later(2 * ms - 1)
  expect([tries, parts()]).toEqual([2, []])
  await core.later(1)
  expect(parts()).toEqual(BOTH)
})

/** Nothing can be made while a file is where the folder should be. */
function forbidMaking({ folder }: Core): () => void {
  const place = join(folder, 'media/made')
  mkdirSync(dirname(place), { recursive: true })
  writeFileSync(place, '')
  return () => {
    rmSync(place)
  }
}

test('a picture that cannot be made is tried again; the text has long been there', async () => {
  const { core, wecom, ask } = await startBroadcasting({ organisation: ONE_CHANNEL })
  const allowMaking = forbidMaking(core)
  await ask()
  await core.later(5000)
  expect(wecom.shows(WEBHOOK)).toEqual(['10月排行'])
  allowMaking()
  await core.later(60_000)
  expect(wecom.shows(WEBHOOK)).toEqual(BOTH)
  expect(await reasons(core)).toEqual([])
})

test('a picture that is swept away before it is sent is made again', async () => {
  const { core, wecom, ask } = await startBroadcasting({ organisation: ONE_CHANNEL })
  const swept: string[] = []
  wecom.before = (delivery) => {
    if (delivery.type !== 'image' || swept.length > 0) return
    swept.push(delivery.file)
    rmSync(join(core.folder, 'media', delivery.file))
    throw new PlatformRefusedError('media/upload', 'ENOENT', { retry: 'never' })
  }
  await ask()
  expect(wecom.shows(WEBHOOK)).toEqual(['10月排行'])
  await core.later(5000)
  expect(wecom.shows(WEBHOOK)).toEqual(BOTH)
  expect(swept.map((file) => existsSync(join(core.folder, 'media', file)))).toEqual([true])
  expect(await reasons(core)).toEqual([])
})

test('what was made stays for thirty days of the bot’s clock after it was last wanted', async () => {
  const { core, ask } = await startBroadcasting({ organisation: ONE_CHANNEL })
  const made = () => readdirSync(join(core.folder, 'media/made')).length
  await ask()
  for (const [days, left] of [
    [29, 1],
    [2, 0],
  ] as const) {
    await core.later(days * DAY_MS)
    await core.bot.lookAround()
    expect([days, made()]).toEqual([days, left])
  }
})

test('a picture that can never be made is parked under its own name, and what follows goes on', async () => {
  const { core, wecom, ask } = await startBroadcasting({ organisation: ONE_CHANNEL })
  forbidMaking(core)
  await ask()
  await core.bringTo({ platform: 'wecom', kind: 'group', id: WEBHOOK }, 'linxiaohe', '在吗')
  await core.later(3 * 3600_000)
  expect(wecom.shows(WEBHOOK)).toEqual(['10月排行', '请私聊'])
  expect(await reasons(core)).toEqual(['ReportFailedError'])
})

test('whoever stops while the picture is being made has sent nothing: it is sent after the start', async () => {
  const stage = await startBroadcasting()
  const { core } = stage
  await core.bring('linxiaohe', 'text image')
  // The texts are written down: from now on the thread is busy with the picture.
  const texts = () => core.db.selectFrom('outbox').where('sent_at', 'is not', null).select('id')
  await eventually(async () => {
    expect(await texts().execute()).toHaveLength(CHANNELS.length)
  })
  const next = await core.crash({ others: [stage.dingtalk] })
  await next.bot.settled()
  expect(shown(stage)).toEqual([BOTH, BOTH, BOTH, BOTH])
  expect(await reasons(next)).toEqual([])
})
