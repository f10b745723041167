import { expect, test } from 'vitest'
import { openRoom } from '../submit/writer.ts'
import { eventually } from '../../support/eventually.ts'

async function countingRoom(calls = 20, pushes = 20) {
  const room = await openRoom()
  room.platform.allowance = { calls, pushes }
  await room.app.bot.reload()
  return room
}

test('额度 tells the desk what the month has cost', async () => {
  const room = await countingRoom()
  const editor = room.as('chengyizhou')
  await editor.says('待审')
  const [text] = await editor.says('额度')
  expect(text).toContain('企业微信本月用量\n接口调用 1 / 20（5%）\n消息推送 0 / 20（0%）')
  expect(text).toContain('不会丢')
})

test('额度 is nobody else’s business, and leaves a draft alone', async () => {
  const room = await countingRoom()
  const lin = room.as('linxiaohe')
  await lin.says('投稿')
  const [text] = await lin.says('额度')
  expect(text).toMatch(/宣传办查看.*\n\n（1\/7）/s)
})

test('where no platform counts, 额度 says so', async () => {
  const room = await openRoom()
  expect((await room.as('chengyizhou').says('额度'))[0]).toContain('不限')
})

test('the desk is warned at 80 and again at 95 percent, once each', async () => {
  const room = await countingRoom(20, 1000)
  const editor = room.as('chengyizhou')
  const warnings = () =>
    editor.heard.filter((one) => one.type === 'text' && one.text.includes('快用完了')).length
  const lin = room.as('linxiaohe')
  for (let said = 0; said < 15; said += 1) await lin.says('帮助')
  await room.app.bot.lookAround()
  expect(warnings()).toBe(0)
  await lin.says('帮助')
  await room.app.bot.lookAround()
  await room.settled()
  // Three editors, three calls: that is 19 of 20 by now.
  expect(warnings()).toBe(1)
  await room.app.bot.lookAround()
  await room.settled()
  expect(warnings()).toBe(2)
  await room.app.bot.lookAround()
  await room.settled()
  expect(warnings()).toBe(2)
  await eventually(() => {
    expect(room.app.bot.queueSize).toBe(0)
  })
})
