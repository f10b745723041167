import { join } from 'node:path'
import { onTestFinished, expect, test } from 'vitest'
import { openDatabase } from '../../src/db/open.ts'
import { PlatformSilentError } from '../../src/errors.ts'
import { startChat } from '../support/chat.ts'
import { folder } from '../scripts/run.ts'

const GROUP = { platform: 'wecom', kind: 'group', id: 'webhook:the-key' } as const

test('admins are told that something may have been sent, and to look into the group first', async () => {
  const room = await startChat()
  onTestFinished(() => room.close())
  const admin = room.as('shenzhixia')
  room.platform.before = (_delivery, { kind }) => {
    if (kind === 'group') throw new PlatformSilentError('webhook/send', 'timeout')
  }
  await room.bring(GROUP, { type: 'text', text: '大家好' })
  await room.settled()
  expect(admin.news()).toEqual([
    '有 1 条消息或发送没有处理成功，已保留待查。请管理员运行 npm run parked -- list 查看。\n' +
      '其中 1 条可能已发出（maybe-sent）：请先到群里看一看，确实没有再运行 npm run parked -- retry 编号 重发，以免重复。',
  ])
})

test('what was parked just before a stop is told of at the next start, and at no other', async () => {
  const database = join(folder(), 'baosong.db')
  const first = await startChat({ database })
  first.platform.before = () => {
    throw new PlatformSilentError('webhook/send', 'timeout')
  }
  await first.bring(GROUP, { type: 'text', text: '大家好' })
  await first.settled()
  await first.close()
  const db = await openDatabase({ file: database, kind: 'any' })
  // As if it had stopped between the two commits.
  await db.deleteFrom('outbox').where('chat_kind', '=', 'person').execute()
  await db.deleteFrom('meta').where('key', '=', 'parked-told').execute()
  await db.destroy()

  for (const told of [1, 0]) {
    const room = await startChat({ database })
    await room.settled()
    expect(room.as('shenzhixia').heard).toHaveLength(told)
    await room.close()
  }
})
