import { expect, test } from 'vitest'
import type { Content } from '../../../schema/update.ts'
import { openRoom } from '../submit/writer.ts'

async function inGroup(content: Content) {
  const room = await openRoom()
  await room.app.bot.inbox.keep({
    source: 'wecom',
    eventKey: 'in-a-group',
    update: {
      from: 'chat',
      chat: { platform: 'wecom', kind: 'group', id: 'group:1' },
      account: 'linxiaohe',
      sentAt: room.clock.now(),
      content,
    },
  })
  await room.settled()
  return { group: room.as('group:1').heard, lin: room.as('linxiaohe') }
}

test('a command given in a group is answered by a line there and goes on in private', async () => {
  const { group, lin } = await inGroup({ type: 'text', text: '投稿' })
  expect(group).toMatchObject([{ text: expect.stringContaining('已在私聊里回复您') as string }])
  expect(lin.heard).toMatchObject([{ shown: { title: '（1/7）类别' } }])
})

test('what is written in a group gets into no draft', async () => {
  const { group, lin } = await inGroup({ type: 'text', text: '一件新鲜事\n'.repeat(30) })
  expect(group).toMatchObject([{ text: expect.stringContaining('私聊') as string }])
  expect(lin.heard).toEqual([])
})

test('a photo in a group is answered by a line as well', async () => {
  const { group, lin } = await inGroup({ type: 'photo', media: 'm1' })
  expect(group).toHaveLength(1)
  expect(lin.heard).toEqual([])
})
