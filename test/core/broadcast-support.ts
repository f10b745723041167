import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Broadcast, BroadcastPart, Effect } from '../../schema/effect.ts'
import { Period } from '../../schema/ids.ts'
import { Organisation } from '../../schema/organisation.ts'
import type { Recipe } from '../../schema/report.ts'
import type { Chat, Platform } from '../../schema/update.ts'
import { queueBroadcast } from '../../src/broadcast.ts'
import { channelsOf } from '../../src/channels.ts'
import { openDatabase, type Db } from '../../src/db/open.ts'
import { RANKINGS } from '../../scripts/look-at-reports/samples.ts'
import { sampleOrganisation } from '../support/chat.ts'
import { type Core, type CoreOptions, FakePlatform, startCore } from './support.ts'

/** The sample's channels: a group robot of WeCom and a group of the app, and the same on DingTalk. */
const ORGANISATION = Organisation.parse(sampleOrganisation())
export const CHANNELS = channelsOf(ORGANISATION)
const ids = CHANNELS.map(({ chat }) => chat.id)
export const [WEBHOOK = '', ROBOT = '', APPCHAT = '', CONVERSATION = ''] = ids
export const ADMIN = 'shenzhixia'

/** The first of them alone. */
export const ONE_CHANNEL: Organisation = {
  ...ORGANISATION,
  groups: ORGANISATION.groups.slice(0, 1).map((group) => ({
    ...group,
    channels: group.channels.slice(0, 1),
  })),
}

const recipe: Recipe = { kind: 'ranking-picture', table: RANKINGS.oneList }
export const TEXT: BroadcastPart = { part: 'text', text: '10月排行' }
export const IMAGE: BroadcastPart = { part: 'image', name: '10月排行.png', recipe }
export const FILE: BroadcastPart = { part: 'file', name: '10月通报.docx', recipe }

export const october = (parts: BroadcastPart[]): Broadcast => ({
  type: 'broadcast',
  what: 'ranking',
  period: Period.parse('2026-10'),
  parts,
})

/** Knows a repeat by its key where the platform's custom robot does. */
export class GroupPlatform extends FakePlatform {
  /** Messages that one group may get in a minute. */
  aMinute = 20

  override limits() {
    return [{ count: this.aMinute, windowMs: 60_000 }]
  }

  override repeatable(chat: Chat) {
    return chat.id.startsWith('robot:') ? 'always' : super.repeatable(chat)
  }

  /** What a group was shown, in order. */
  shows(chat: string): string[] {
    return this.heard(chat).map((one) => (one.type === 'text' ? one.text : one.type))
  }
}

export interface Stage {
  core: Core
  wecom: GroupPlatform
  dingtalk: GroupPlatform
  /** The bot is asked for the broadcast, as often as a test likes. */
  ask: (parts?: BroadcastPart[]) => Promise<void>
}

/** Both platforms; whoever says anything sets the broadcast off. */
export async function startBroadcasting(options: CoreOptions = {}): Promise<Stage> {
  const [wecom, dingtalk] = [new GroupPlatform('wecom'), new GroupPlatform('dingtalk')]
  const core = await startCore({
    platform: wecom,
    others: [dingtalk],
    decide: (event) => broadcastAsSaid(event.type === 'said' ? event.text : ''),
    ...options,
  })
  return {
    core,
    wecom,
    dingtalk,
    async ask(parts = [TEXT, IMAGE]) {
      await core.bring('linxiaohe', parts.map(({ part }) => part).join(' '))
      await core.bot.settled()
    },
  }
}

const PARTS: Record<string, BroadcastPart> = { text: TEXT, image: IMAGE, file: FILE }

export function broadcastAsSaid(text: string): Effect[] {
  const parts = text.split(' ').flatMap((word) => PARTS[word] ?? [])
  return [october(parts)]
}

/** Another process on the same database: it has connections of its own, and nothing else of the bot. */
export async function anotherProcess({ bot, folder }: Core): Promise<Db> {
  // Opening waits for the lock as a process of its own would: nobody else must hold it here.
  await bot.settled()
  const db = await openDatabase({ file: join(folder, 'core.db'), kind: 'real' })
  onTestFinished(() => db.destroy())
  return db
}

/** As a command beside the bot asks; `meanwhile` is called before its transaction commits. */
export function askFrom(
  db: Db,
  core: Core,
  platforms: readonly Platform[] = ['wecom', 'dingtalk'],
  meanwhile: () => void = () => undefined,
) {
  return db.transaction().execute(async (tx) => {
    const sending = { tx, now: core.clock.now(), platforms, channels: CHANNELS }
    const rows = await queueBroadcast(sending, october([TEXT, IMAGE]))
    meanwhile()
    return rows.length
  })
}
