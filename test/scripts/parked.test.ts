import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../src/db/open.ts'
import { PlatformRefusedError } from '../../src/errors.ts'
import { startChat } from '../support/chat.ts'
import { folder, run } from './run.ts'
import { eventually } from '../support/eventually.ts'

test('a delivery that was given up on is listed, put back, and sent by the running bot', async () => {
  const dir = folder()
  const room = await startChat({ database: join(dir, 'baosong.db') })
  onTestFinished(() => room.close())
  const writer = room.as('linxiaohe')
  expect(await run(dir, 'parked', 'list')).toEqual({
    code: 0,
    out: 'nothing is parked\n',
    error: '',
  })

  room.platform.before = (_, chat) => {
    if (chat.id === 'linxiaohe')
      throw new PlatformRefusedError('message/send', 81013, { retry: 'never' })
  }
  expect(await writer.says('帮助')).toEqual([])
  const { out } = await run(dir, 'parked', 'list')
  expect(out).toMatch(/^out-\d+ {2}2026-11-20T10:00:00\+08:00 {2}text to wecom {2}81013\n$/)
  expect(out).not.toContain('林晓禾')

  room.platform.before = () => undefined
  const id = out.split(' ')[0] ?? ''
  const retried = await run(dir, 'parked', 'retry', id)
  expect([retried.code, retried.error]).toEqual([0, ''])
  await eventually(() => {
    expect(writer.news()).toHaveLength(1)
  })
  expect((await run(dir, 'parked', 'list')).out).toBe('nothing is parked\n')
})

test('a delivery that cannot be read is listed, and hides none of the others', async () => {
  const dir = folder()
  const file = join(dir, 'baosong.db')
  const db = await openDatabase({ file, kind: 'any' })
  const row = { platform: 'wecom', chat_kind: 'person', chat_id: 'linxiaohe', created_at: 0 }
  for (const [body, parked] of [
    ['{"type":', null],
    ['{"type":"text","text":"好"}', '81013'],
    ['"text"', '81013'],
  ] as const) {
    await db
      .insertInto('outbox')
      .values({ ...row, not_before: 0, sent_at: null, message_id: null, body, parked })
      .execute()
  }
  await db.destroy()
  const room = await startChat({ database: file })
  onTestFinished(() => room.close())
  await room.settled()
  const { code, out } = await run(dir, 'parked', 'list')
  expect([code, out.match(/\w+ to wecom {2}\w+/g)]).toEqual([
    0,
    ['delivery to wecom  UnreadableError', 'text to wecom  81013', 'delivery to wecom  81013'],
  ])
})

test('what is not parked cannot be put back', async () => {
  const dir = folder()
  expect(await run(dir, 'parked', 'retry', 'in-1')).toEqual({
    code: 1,
    out: '',
    error: 'nothing is parked under in-1\n',
  })
  expect(await run(dir, 'parked', 'drop', 'in-1')).toEqual({
    code: 2,
    out: '',
    error: 'usage: npm run parked -- list | retry ID\n',
  })
})
