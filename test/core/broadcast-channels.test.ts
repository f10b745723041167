import { afterEach, expect, test } from 'vitest'
import { Period } from '../../schema/ids.ts'
import { Organisation } from '../../schema/organisation.ts'
import type { Channel } from '../../schema/organisation.ts'
import { listParked, retryParked } from '../../src/db/parked.ts'
import { PlatformRefusedError, PlatformSilentError } from '../../src/errors.ts'
import { importOrganisation } from '../../src/organisation.ts'
import { sampleOrganisation } from '../support/chat.ts'
import {
  anotherProcess,
  APPCHAT,
  CHANNELS,
  CONVERSATION,
  october,
  ROBOT,
  startBroadcasting,
  TEXT,
  WEBHOOK,
} from './broadcast-support.ts'
import { type Core, stopAll } from './support.ts'

afterEach(stopAll)

const BOTH = ['10月排行', 'image']
const SAMPLE = Organisation.parse(sampleOrganisation())
const TOKEN = ROBOT.slice(0, ROBOT.indexOf('|'))
const WRONG = 'SECwrong'
const wrongRobot = `${TOKEN}|${WRONG}`

/** The sample with its channels changed; where nothing comes of one it is taken out. */
const withChannels = (change: (channel: Channel) => Channel | undefined): Organisation => ({
  ...SAMPLE,
  groups: SAMPLE.groups.map((group) => ({
    ...group,
    channels: group.channels.flatMap((channel) => change(channel) ?? []),
  })),
})
const MISTYPED = withChannels((channel) =>
  channel.kind === 'robot' ? { ...channel, secret: WRONG } : channel,
)

/** Imported by a command beside the bot, which notices. */
async function imported(core: Core, file: Organisation): Promise<void> {
  await importOrganisation(await anotherProcess(core), file, core.clock.now())
  await noticed(core)
}

async function allRetried(core: Core): Promise<void> {
  const db = await anotherProcess(core)
  for (const { id } of await listParked(db)) await retryParked(db, id)
  await noticed(core)
}

async function noticed(core: Core): Promise<void> {
  await core.bot.lookAround()
  await core.bot.settled()
}

const reasons = async ({ db }: Core) => (await listParked(db)).map(({ reason }) => reason)
const refused = (retry: ConstructorParameters<typeof PlatformRefusedError>[2]) =>
  new PlatformRefusedError('robot/send', 310000, retry)

/** A custom robot that takes what is signed with the right secret, and nothing else. */
async function startMistyped(retry: Parameters<typeof refused>[0] = { retry: 'never' }) {
  const stage = await startBroadcasting({ organisation: MISTYPED })
  stage.dingtalk.before = (_delivery, { id }) => {
    if (id === wrongRobot) throw refused(retry)
  }
  await stage.ask()
  return stage
}

test('a robot whose secret was wrong gets what was parked under the right one, once', async () => {
  const { core, dingtalk, ask } = await startMistyped()
  expect(await reasons(core)).toEqual(['310000', '310000'])
  await imported(core, SAMPLE)
  await ask()
  expect(dingtalk.shows(ROBOT)).toEqual([])
  await allRetried(core)
  await ask()
  expect([dingtalk.shows(ROBOT), dingtalk.shows(wrongRobot)]).toEqual([BOTH, []])
  expect(await reasons(core)).toEqual([])
})

test('a secret that is changed while a send waits is used by its next try', async () => {
  const { core, dingtalk } = await startMistyped({ retry: 'after', pauseMs: 60_000 })
  await imported(core, SAMPLE)
  await core.later(60_000)
  expect([dingtalk.shows(ROBOT), dingtalk.shows(wrongRobot)]).toEqual([BOTH, []])
})

test('no secret of a custom robot is among what is to be sent', async () => {
  const { core } = await startMistyped()
  const rows = await core.db.selectFrom('outbox').select('chat_id').execute()
  expect(rows.map(({ chat_id: id }) => id)).toContain(TOKEN)
  expect(JSON.stringify(rows)).not.toContain(WRONG)
})

test('rows of an older version, with the secret in their address, go by the present one too', async () => {
  const stage = await startMistyped()
  await stage.core.db
    .updateTable('outbox')
    .set({ chat_id: wrongRobot })
    .where('chat_id', '=', TOKEN)
    .execute()
  const core = await stage.core.crash({ others: [stage.dingtalk] })
  await imported(core, SAMPLE)
  await allRetried(core)
  expect(stage.dingtalk.shows(ROBOT)).toEqual(BOTH)
  expect(await reasons(core)).toEqual([])
})

test('what waits for a channel that was taken out is parked, and sent if it is put back', async () => {
  const stage = await startBroadcasting()
  const { core, wecom, dingtalk } = stage
  wecom.before = dingtalk.before = (_delivery, { kind }) => {
    if (kind === 'group') throw refused({ retry: 'after', pauseMs: 60_000 })
  }
  await stage.ask()
  wecom.before = dingtalk.before = () => undefined
  await imported(
    core,
    withChannels(() => undefined),
  )
  await core.later(60_000)
  const removed = CHANNELS.flatMap(() => ['channel-removed', 'channel-removed'])
  expect(await reasons(core)).toEqual(removed)
  await allRetried(core)
  expect(await reasons(core)).toEqual(removed)
  expect([...wecom.sent, ...dingtalk.sent].filter(({ chat }) => chat.kind === 'group')).toEqual([])

  await imported(core, SAMPLE)
  await allRetried(core)
  expect([WEBHOOK, APPCHAT].map((chat) => wecom.shows(chat))).toEqual([BOTH, BOTH])
  expect([ROBOT, CONVERSATION].map((chat) => dingtalk.shows(chat))).toEqual([BOTH, BOTH])
  expect(await reasons(core)).toEqual([])
})

test('whoever speaks in a group is answered there, whether it is in the file or not', async () => {
  const { core, wecom } = await startBroadcasting({ organisation: withChannels(() => undefined) })
  for (const id of [APPCHAT, 'appchat:another']) {
    await core.bringTo({ platform: 'wecom', kind: 'group', id }, 'linxiaohe', '在吗')
    await core.bot.settled()
    expect(wecom.shows(id)).toEqual(['请私聊'])
  }
})

test('what may have been sent to a channel that was taken out is still said to be that', async () => {
  const stage = await startBroadcasting()
  stage.wecom.before = (_delivery, { id }) => {
    if (id === WEBHOOK) throw new PlatformSilentError('webhook/send', 'ECONNRESET')
  }
  await stage.ask()
  // As if it had stopped between the send and the word of it.
  const { db, clock } = stage.core
  await db
    .updateTable('outbox')
    .set({ parked: null, unanswered: 1 })
    .where('chat_id', '=', WEBHOOK)
    .execute()
  await importOrganisation(
    db,
    withChannels(() => undefined),
    clock.now(),
  )
  const core = await stage.core.crash({ others: [stage.dingtalk] })
  await core.bot.settled()
  expect(await reasons(core)).toEqual(['maybe-sent', 'maybe-sent'])
})

test('what an older version sent to a robot counts towards its minute', async () => {
  const stage = await startBroadcasting()
  const { dingtalk } = stage
  await stage.ask()
  await stage.core.db
    .updateTable('outbox')
    .set({ chat_id: wrongRobot })
    .where('chat_id', '=', TOKEN)
    .execute()
  dingtalk.aMinute = 2
  const september = { ...october([TEXT]), period: Period.parse('2026-09') }
  const core = await stage.core.crash({ others: [dingtalk], decide: () => [september] })
  await core.says('linxiaohe', '排行')
  expect(dingtalk.shows(ROBOT)).toEqual(BOTH)
  await core.later(60_000)
  expect(dingtalk.shows(ROBOT)).toEqual([...BOTH, '10月排行'])
})
