import { expect, test } from 'vitest'
import { Instant } from '../../../schema/ids.ts'
import { BODY, openRoom } from './writer.ts'

const beforeMidnight = Instant.parse(Date.parse('2026-11-20T23:59:58+08:00'))

test('a day is counted from when it was said, not from when it was handled', async () => {
  const room = await openRoom({ now: '2026-11-21T00:00:05+08:00' })
  const lin = room.as('linxiaohe')
  await lin.says('投稿')
  await lin.says('1 4 深夜报来的一件事')
  await room.bring(lin.chat, { type: 'text', text: '昨天' }, undefined, beforeMidnight)
  await room.settled()
  await lin.says(BODY)
  await lin.says('完成')
  await lin.says('跳过')
  const { facts } = lin.lastCard().shown
  expect(facts.find(({ label }) => label === '日期')?.value).toBe('2026-11-19（按时）')
})

test('提交 just before midnight is still on time', async () => {
  const room = await openRoom({ now: '2026-11-20T23:50:00+08:00' })
  const lin = room.as('linxiaohe')
  for (const words of ['投稿', '1 4 深夜报来的一件事 11.17', BODY, '完成', '跳过']) {
    await lin.says(words)
  }
  await room.laterUntil('2026-11-21T00:00:05+08:00')
  lin.news()
  await room.bring(lin.chat, { type: 'text', text: '提交' }, undefined, beforeMidnight)
  await room.settled()
  expect(lin.news().join()).not.toContain('迟报')
})
