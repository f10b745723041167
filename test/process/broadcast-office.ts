import { join } from 'node:path'
import { Organisation } from '../../schema/organisation.ts'
import { startChat } from '../support/chat.ts'
import { makeCrowd } from './crowd.ts'
import type { Env } from './program.ts'

const crowd = makeCrowd(1, 1, 0)
export const ACCOUNTS = crowd.all
export const [ADMIN = ''] = crowd.editors
const [WRITER = ''] = crowd.writers
const [HEAD = ''] = crowd.heads

const SECRET = `SEC${'0'.repeat(61)}`
/** Three group robots of WeCom and a custom robot of DingTalk, each in a group of its own. */
export const GROUPS = {
  a: 'webhook:key-a',
  b: 'webhook:key-b',
  c: 'webhook:key-c',
  d: 'robot:token-d',
} as const
export type Group = keyof typeof GROUPS
export const SECRETS: Readonly<Record<string, string>> = { [GROUPS.d]: SECRET }

/** With another secret: as if somebody had mistyped the robot's. */
export function organisation(secret = SECRET): Organisation {
  const groups = Object.entries(GROUPS).map(([code, id]) => {
    const key = id.slice(id.indexOf(':') + 1)
    const channel = id.startsWith('webhook:')
      ? { platform: 'wecom', kind: 'webhook', key }
      : { platform: 'dingtalk', kind: 'robot', accessToken: key, secret }
    return { code, name: `第${code}群`, audience: 'all', channels: [channel] }
  })
  return Organisation.parse({ ...Organisation.parse(crowd.organisation), groups })
}

/** Last month is over, its figures are frozen and sent as soon as it is, so both are due by now. */
export const TIMES: Env = { FREEZE_AT: '1 00:00', BROADCAST_AT: '1 00:01' }

const thisMonth = new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 7)
const BEGINNING = Date.parse(`${thisMonth}-01T00:00:00+08:00`)
const at = (ms: number) => new Date(BEGINNING + ms).toISOString()
export const LAST_MONTH = new Date(BEGINNING - 3600_000).toISOString().slice(0, 7)

const BODY = '社区组织志愿者开展楼道清理活动，共清理杂物三十余处，居民纷纷点赞。'.repeat(3)

/**
 * An office that filed an item on the last day of last month, as the bot left it: `before` the
 * figures were frozen, and `between` that and the broadcast.
 */
export async function makeOffice(folder: string, stopped: 'before' | 'between'): Promise<string> {
  const database = join(folder, `${stopped}.db`)
  const room = await startChat({
    database,
    organisation: organisation(),
    platforms: ['wecom', 'dingtalk'],
    now: at(-12 * 3600_000),
    env: TIMES,
  })
  const [writer, head] = [room.as(WRITER), room.as(HEAD)]
  const answers = ['投稿', '1', '4', '志愿者清理楼道', '昨天', BODY, '完成', '跳过', '提交']
  for (const answer of answers) await writer.says(answer)
  await head.says('通过 1')
  if (stopped === 'between') await room.laterUntil(at(30_000))
  await room.close()
  return database
}
