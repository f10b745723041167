import { describe, expect, test } from 'vitest'
import { Instant } from '../../../schema/ids.ts'
import type { ChatPerson } from '../../support/chat.ts'
import { adoptionsOf, cardsOf, filedItem, newestCard, statusOf, type DeskCast } from './cast.ts'

const FILED_AT = '2026-11-20T10:00:00.700+08:00'

/** As the platforms tell it: in whole seconds, so many of them after the second of the filing. */
async function typed({ room }: DeskCast, by: ChatPerson, text: string, seconds: number) {
  const sentAt = Instant.parse(Math.floor(Date.parse(FILED_AT) / 1000) * 1000 + seconds * 1000)
  await room.bring(by.chat, { type: 'text', text }, undefined, sentAt)
  await room.settled()
  return by.news()
}

describe('what was typed', () => {
  test.each([
    [0, 'held'],
    [-1, 'filed'],
  ])('%i s after the second in which the item was filed: %s', async (seconds, status) => {
    const cast = await filedItem({ now: FILED_AT })
    await typed(cast, cast.cheng, '待用 1', seconds)
    expect(await statusOf(cast.room)).toBe(status)
  })

  test('one adoption more is true whenever it was typed', async () => {
    const cast = await filedItem({ now: FILED_AT })
    const { room, cheng, gu } = cast
    await cheng.says('用稿 1 市 溪城日报')
    // The item became an adopted one half an hour after this was sent.
    await typed(cast, gu, '用稿 1 省 山东画报', 60)
    expect((await adoptionsOf(room)).map(({ outlet }) => outlet)).toEqual(['溪城日报', '山东画报'])
  })
})

test('a card that should still be open decides nothing about a newer version', async () => {
  const { room, lin, zhao, cheng, gu } = await filedItem()
  const old = gu.lastCard()
  await cheng.says('退改 1 照片不清')
  for (const answer of ['修改 1', '改 标题', '溪畔社区延时服务窗口开了', '提交'])
    await lin.says(answer)
  await zhao.taps('通过')
  await room.app.db.updateTable('card').set({ open: 1 }).where('id', '=', old.id).execute()
  await gu.tapsOn(old, '待用')
  expect(await statusOf(room)).toBe('filed')
  expect(cardsOf(gu).find(({ id }) => id === old.id)?.shown.closed).toContain('已有第2版')
  expect(newestCard(gu).closed).toBeUndefined()
  await gu.taps('待用')
  expect(await statusOf(room)).toBe('held')
})
